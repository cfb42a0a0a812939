"""One language's .po file: brought up to date, compiled, and judged."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale

from . import gathering
from .placeholders import placeholders

SOURCE_LANGUAGE = "en"


@dataclass(frozen=True)
class Flaw:
    language: str
    message: str
    what: str

    def __str__(self) -> str:
        return f"{self.language}: {self.what}: {self.message!r}"


def languages() -> list[str]:
    return [code for code, _ in settings.LANGUAGES if code != SOURCE_LANGUAGE]


def po_file(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / to_locale(language) / "LC_MESSAGES" / "django.po"


def is_stale(language: str) -> bool:
    po, mo = po_file(language), po_file(language).with_suffix(".mo")
    return po.exists() and not (mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime)


def read(language: str) -> Catalog:
    place = po_file(language)
    if not place.exists():
        return Catalog(locale=to_locale(language), project="Watercress", fuzzy=False)
    with place.open("rb") as file:
        return read_po(file, locale=to_locale(language))


def extract(language: str, *, drop_unused: bool = False) -> int:
    """Bring the language's file up to date with the code, keeping every translation; return how many lack one."""
    catalogue = read(language)
    written = catalogue.creation_date
    # A guess from a similar text reads well and is wrong; a gap is honest.
    catalogue.update(gathering.gather(), no_fuzzy_matching=True)
    catalogue.creation_date = written  # Otherwise every run changes the file.
    place = po_file(language)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        write_po(file, catalogue, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=drop_unused)
    return sum(not _is_translated(message) for message in _messages(catalogue))


def compile_language(language: str) -> None:
    place = po_file(language).with_suffix(".mo")
    # Two test runners compile at once where the file is stale.
    part = place.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as file:
        write_mo(file, read(language))
    part.replace(place)


def flaws(language: str) -> Iterator[Flaw]:
    """Say what a reader of `language` would stumble over."""
    catalogue = read(language)
    known = {(message.id, message.context) for message in _messages(catalogue)}
    for message in _messages(gathering.gather()):
        if (message.id, message.context) not in known:
            yield Flaw(language, _words(message), "not in the file (run `make messages`)")
    for message in _messages(catalogue):
        if message.fuzzy:
            yield Flaw(language, _words(message), "fuzzy")
        elif not _is_translated(message):
            yield Flaw(language, _words(message), "untranslated")
        elif problem := _lost_placeholder(message):
            yield Flaw(language, _words(message), problem)


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _words(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(said: object) -> list[str]:
    return [said] if isinstance(said, str) else list(said) if isinstance(said, (list, tuple)) else []


def _is_translated(message: Message) -> bool:
    forms = _forms(message.string)
    return bool(forms) and all(forms)


def _lost_placeholder(message: Message) -> str | None:
    """A translation may leave a number out ("a reply"), never a name, and must not invent one."""
    allowed = set().union(*(placeholders(form) for form in _forms(message.id)))
    needed = set.intersection(*(placeholders(form) for form in _forms(message.id)))
    for form in _forms(message.string):
        if extra := placeholders(form) - allowed:
            return f"unknown placeholder {', '.join(sorted(extra))}"
        if missing := needed - placeholders(form):
            return f"lost placeholder {', '.join(sorted(missing))}"
    return None
