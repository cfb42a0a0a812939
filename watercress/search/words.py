"""
From what people wrote to the words one looks for: the same on every database, so none has a say in it.

Chinese is written without spaces. rjieba cuts a *question* into words, and a name too, for the order of what is found.
But it cuts by the words around, so the same word may be cut otherwise inside a longer name: one in fifty was. What is
*searched* therefore holds every character and every pair of neighbours, where no cut can hide a word.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

VERSION = 1
"""Counted up whenever the same text would give other words: then `index` reads everything anew."""
LONGEST = 40
"""Letters of one word that count."""

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# Kana, and the scripts of South East Asia: without spaces either, and not rjieba's business.
UNSPACED = "\u3041-\u30ff\u31f0-\u31ff\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff"
# Vowel signs of India's scripts are no letters to `re`, but part of the word.
_SIGNS = "\u0300-\u036f\u0900-\u0963\u0966-\u0dff"
_RUN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<unspaced>[{UNSPACED}]+)|(?P<plain>(?:[^\W_{HAN}{UNSPACED}]|[{_SIGNS}])+)")
# Accents of Latin letters, and the vowel marks Arabic and Hebrew mostly go without.
_ACCENTS = re.compile("(?<=[a-z])[\u0300-\u036f]+|[\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u0652\u0670]+")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"\d+|[^\W\d]+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True)
class Columns:
    """What of something is searched, each a set of words in the order first met."""

    words: tuple[str, ...]
    """Of its name, Chinese as rjieba cuts it: who has the question here has it as words."""
    name: tuple[str, ...]
    """Of its name, Chinese in pairs."""
    body: tuple[str, ...]
    """Of its name and all else it says, Chinese in pairs."""


def columns(name: str, rest: Iterable[str]) -> Columns:
    name = normal(name)
    named = list(dict.fromkeys(_pairs(name)))
    return Columns(
        words=tuple(dict.fromkeys(_cut(name))),
        name=tuple(named),
        body=tuple(dict.fromkeys([*named, *(word for text in rest for word in _pairs(normal(text)))])),
    )


def normal(text: str) -> str:
    """Bring a text to the spelling words are compared in: full-width, capitals and accents are no difference."""
    if text.isascii():
        return _POSSESSIVE.sub("", text.lower())
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    plain = unicodedata.normalize("NFC", _ACCENTS.sub("", folded))
    return _POSSESSIVE.sub("", plain.translate(_LETTERS))


def runs(normalised: str) -> Iterator[tuple[str, str]]:
    """Yield each unbroken run of one kind of letters with its kind: "han", "unspaced" or "plain"."""
    for found in _RUN.finditer(normalised):
        yield found.lastgroup or "", found[0]


def pairs(run: str) -> list[str]:
    """Return every two neighbours of a run, or the run itself where it has but one character."""
    return [run[place : place + 2] for place in range(len(run) - 1)] or [run]


def parts(run: str) -> list[str]:
    """Return the letters and the digits of a run each for itself, "28cm" as 28 and cm; nothing for one of one kind."""
    found = [part[:LONGEST] for part in _PARTS.findall(run)] if _DIGIT.search(run) else []
    return found if len(found) > 1 else []


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what an English word shares with its other forms: cups, cup. Others stay as they are."""
    return str(_stemmer().stemWord(word)) if len(word) > 2 and word.isascii() and word.isalpha() else word


def cut(run: str) -> list[str]:
    """Return the words of a run of Chinese, one after another."""
    return list(_cutter().cut(run))


def cut_finely(run: str) -> list[str]:
    """Return the words of a run of Chinese, and the words inside the longer ones."""
    return list(_cutter().cut_for_search(run))


def _cut(normalised: str) -> Iterator[str]:
    for kind, run in runs(normalised):
        if kind == "han":
            yield from run
            yield from cut_finely(run)
        else:
            yield from _of_run(kind, run)


def _pairs(normalised: str) -> Iterator[str]:
    for kind, run in runs(normalised):
        yield from _of_run(kind, run)


def _of_run(kind: str, run: str) -> Iterator[str]:
    if kind != "plain":
        yield from run
        yield from pairs(run)
        return
    yield run[:LONGEST]
    yield stem(run[:LONGEST])
    for part in parts(run):
        yield part
        yield stem(part)


@cache
def _cutter() -> Any:
    # Its dictionary is 40 MB and a tenth of a second: not for a command that looks for nothing.
    import rjieba

    return rjieba


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
