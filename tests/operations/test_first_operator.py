"""The one-time code of an empty town."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.factories import a_person
from watercress.kernel import first_operator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def test_a_code_is_good_once_however_it_is_typed() -> None:
    code = first_operator.code()
    assert code
    assert first_operator.is_right(code.lower().replace("-", " "))
    assert first_operator.is_right(code)
    assert first_operator.use(f" {code} ")
    assert not first_operator.is_right(code)
    assert not first_operator.use(code)


def test_a_new_code_voids_the_one_before() -> None:
    former, code = first_operator.code(), first_operator.code()
    assert former
    assert code
    assert former != code
    assert not first_operator.use(former)
    assert first_operator.use(code)


@pytest.mark.parametrize("typed", ["", "-", "AAAA-AAAA-AAAA", "水芹", "\x00"])
def test_a_wrong_code_opens_nothing(typed: str) -> None:
    assert not first_operator.use(typed)
    first_operator.code()
    assert not first_operator.use(typed)


def test_an_operator_ends_all_codes() -> None:
    code = first_operator.code()
    assert code
    a_person(is_operator=True)
    assert first_operator.code() is None
    assert not first_operator.is_right(code)
    assert not first_operator.use(code)


def test_only_the_hash_is_kept_and_only_its_owner_reads_it(home: Path) -> None:
    code = first_operator.code()
    assert code
    kept = home / "first-operator"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert code not in kept.read_text()
    assert code.replace("-", "") not in kept.read_text()


def test_of_many_at_once_one_uses_the_code(monkeypatch: Any) -> None:
    monkeypatch.setattr(first_operator, "_has_operator", lambda: False)  # Threads see none of this test's rows.
    code = first_operator.code()
    assert code
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(first_operator.use, [code] * 16)) == 1
