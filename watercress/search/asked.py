"""A question, read once: what every hit must say, in a form each database's own language can be made of."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from . import words
from .words import Columns

LONGEST = 200
"""Characters of a question."""
MOST_WORDS = 24
"""Words of a question that are looked for; who asks in longer sentences gets what the first of them find."""
# Said with almost everything, so nobody looks for them; alone they are a question like any other.
SMALL_WORDS = frozenset("a an and at by for from in of on or the to with 的 了 和 与 及 在 是 吗 呢 啊".split())

Column = Literal["words", "name", "body"]


@dataclass(frozen=True)
class Term:
    """One word as it is kept, or the beginning of some."""

    word: str
    begins: bool = False

    def is_in(self, kept: Collection[str]) -> bool:
        return any(each.startswith(self.word) for each in kept) if self.begins else self.word in kept


Ways = tuple[tuple[Term, ...], ...]
"""Any one of these will do, and each is terms that must all be there."""


@dataclass(frozen=True)
class Word:
    """One word of the question, and how it may be said."""

    written: str
    as_words: Ways
    """In the column `words`."""
    as_pairs: Ways
    """In the others."""
    is_cut: bool = False
    """Whether rjieba had a say, so that to have it as a word and to have its pairs are two things."""

    def ways(self, column: Column) -> Ways:
        return self.as_words if column == "words" else self.as_pairs

    def is_in(self, kept: Collection[str], column: Column) -> bool:
        return any(all(term.is_in(kept) for term in way) for way in self.ways(column))


@dataclass(frozen=True)
class Asked:
    text: str
    words: tuple[Word, ...]

    def __bool__(self) -> bool:
        return bool(self.words)

    @cached_property
    def is_cut(self) -> bool:
        return any(word.is_cut for word in self.words)

    def is_in(self, columns: Columns, column: Column = "body") -> bool:
        """Decide for one text what a database decides for many."""
        kept = set(getattr(columns, column))
        return bool(self) and all(word.is_in(kept, column) for word in self.words)


def read(text: str, *, unfinished: bool = False) -> Asked:
    """
    Return what `text` asks for: nothing if there is not one letter or digit in it.

    With `unfinished` its last word may be the beginning of one, as while someone types.
    """
    normalised = words.normal(text[:LONGEST])
    found = [each for kind, run in words.runs(normalised) for each in _read(kind, run)]
    last = found.pop() if unfinished and found and normalised[-1:].isalnum() else None
    telling = [word for word in found if word.written not in SMALL_WORDS]
    if last and not (telling and _is_one_letter(last)):
        telling.append(_unfinished(last))
    return Asked(text, tuple(dict.fromkeys(telling or found))[:MOST_WORDS])


def _read(kind: str, run: str) -> Iterator[Word]:
    if kind == "han":
        yield from map(_han, words.cut(run))
    elif kind == "unspaced":
        yield _same(run, (words.pairs(run),))
    else:
        run = run[: words.LONGEST]
        yield _same(run, ([words.stem(run)], *_apart(run)))


def _apart(run: str) -> list[list[str]]:
    """Return "28cm" as someone may have written it who leaves a space; the parts of "r50" are in everything."""
    parts = words.parts(run)
    return [list(map(words.stem, parts))] if parts and min(map(len, parts)) > 1 else []


def _han(word: str) -> Word:
    within = [part for part in words.cut_finely(word) if part != word]
    # Its parts stand for it only where they leave nothing out.
    whole = [[word], within] if set("".join(within)) >= set(word) else [[word]]
    return Word(word, _ways(*whole), _ways(words.pairs(word)), is_cut=len(word) > 1)


def _unfinished(word: Word) -> Word:
    """Chinese needs no beginnings: every beginning of what is kept is pairs and characters that are kept too."""
    kind, run = next(words.runs(word.written))
    if kind != "plain" or _is_one_letter(word):
        return word
    ways = ((Term(run, begins=True),), *word.as_pairs)
    return Word(run, ways, ways)


def _is_one_letter(word: Word) -> bool:
    """One letter begins a tenth of all words, so it is nobody's beginning yet; one Chinese character is a word."""
    return len(word.written) == 1 and word.written.isascii()


def _same(written: str, ways: Iterable[list[str]]) -> Word:
    made = _ways(*ways)
    return Word(written, made, made)


def _ways(*ways: list[str]) -> Ways:
    return tuple(tuple(Term(word) for word in dict.fromkeys(way)) for way in ways)
