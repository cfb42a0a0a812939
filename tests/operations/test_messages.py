"""Gathering, keeping and judging what is said in other languages."""

from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from django.utils import translation

from watercress.operations.messages import catalogue, gathering
from watercress.operations.messages.placeholders import placeholders

ZH = "zh-hans"


@pytest.fixture
def locale(settings: Any, tmp_path: Path, monkeypatch: Any) -> Path:
    """A place of its own for translations, and three texts to translate."""
    settings.LOCALE_PATHS = [tmp_path]
    said = Catalog(fuzzy=False)
    said.add("Hello, %(name)s")
    said.add(("%(n)s reply", "%(n)s replies"))
    said.add("Tea", context="a drink")
    monkeypatch.setattr(gathering, "gather", lambda: said)
    return tmp_path


def translate(**strings: str) -> None:
    """Write the whole file by hand; a text that is not named has the one that would do."""
    written = Catalog(locale="zh_Hans", fuzzy=False)
    written.add("Hello, %(name)s", strings.get("hello", "你好，%(name)s"))
    written.add(("%(n)s reply", "%(n)s replies"), (strings.get("replies", "%(n)s 条回复"),))
    written.add("Tea", strings.get("tea", "茶"), context="a drink", flags=["fuzzy"] if "fuzzy" in strings else [])
    catalogue.po_file(ZH).parent.mkdir(parents=True, exist_ok=True)
    with catalogue.po_file(ZH).open("wb") as file:
        write_po(file, written)


def test_a_complete_file_has_no_flaw(locale: Path) -> None:
    translate()
    assert list(catalogue.flaws(ZH)) == []


@pytest.mark.parametrize(
    ("strings", "what"),
    [
        ({"tea": ""}, "untranslated: 'Tea'"),
        ({"fuzzy": "yes"}, "fuzzy: 'Tea'"),
        ({"hello": "你好"}, "lost placeholder name: 'Hello, %(name)s'"),
        ({"hello": "你好，%(nmae)s"}, "unknown placeholder nmae: 'Hello, %(name)s'"),
        ({"replies": "回复"}, "lost placeholder n: '%(n)s reply'"),
    ],
)
def test_what_a_reader_would_stumble_over_is_a_flaw(locale: Path, strings: dict[str, str], what: str) -> None:
    translate(**strings)
    assert [str(flaw) for flaw in catalogue.flaws(ZH)] == [f"{ZH}: {what}"]


def test_a_text_that_is_not_in_the_file_is_a_flaw(locale: Path) -> None:
    assert len(list(catalogue.flaws(ZH))) == 3


def test_extracting_keeps_translations_and_changes_nothing_the_second_time(locale: Path) -> None:
    assert catalogue.extract(ZH) == 3
    translate()
    assert catalogue.extract(ZH) == 0
    first = catalogue.po_file(ZH).read_bytes()
    assert catalogue.extract(ZH) == 0
    assert catalogue.po_file(ZH).read_bytes() == first
    assert "你好" in first.decode()


def test_a_text_no_longer_used_is_kept_until_it_is_dropped(locale: Path, monkeypatch: Any) -> None:
    translate()
    monkeypatch.setattr(gathering, "gather", lambda: Catalog(fuzzy=False))
    catalogue.extract(ZH)
    assert "你好" in catalogue.po_file(ZH).read_text()
    assert list(catalogue.flaws(ZH)) == []
    catalogue.extract(ZH, drop_unused=True)
    assert "你好" not in catalogue.po_file(ZH).read_text()


def test_compiled_texts_are_stale_once_the_file_changes(locale: Path) -> None:
    assert not catalogue.is_stale(ZH)
    translate()
    assert catalogue.is_stale(ZH)
    catalogue.compile_language(ZH)
    assert not catalogue.is_stale(ZH)


def test_pages_letters_and_code_are_all_read() -> None:
    places = {place for message in gathering.gather() for place, _ in message.locations}
    for part in ("web/templates/", "web/templates/letters/", "community/", "formats/", "people/"):
        assert any(place.startswith(f"watercress/{part}") for place in places), part
    assert not any(place.startswith("watercress/operations/") for place in places)


def test_the_town_speaks_chinese() -> None:
    with translation.override(ZH):
        assert translation.gettext("Members only") != "Members only"


def test_both_kinds_of_placeholders_are_seen() -> None:
    assert placeholders("{one} or %(other)s, 100%% {{literal}} %s") == {"one", "other", "s"}
