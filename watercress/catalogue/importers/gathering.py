"""
Rows of one product brought together, wherever in the file they stand.

The file is gone through twice. The first time only where each run of one key begins is noted, eight bytes a run.
The second time a run whose key comes again later waits for the rest: on disk, so that memory does not grow with it.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .drafts import MOST_ROWS
from .records import Feed, FileRefused, Rejection, SourceProduct

IN_MEMORY = 4 * 1024 * 1024


@dataclass(slots=True)
class Piece:
    """One row or element: the product it belongs to, and what it says, as JSON can keep it."""

    key: str
    line: int
    said: dict[str, Any] = field(default_factory=dict)


def runs(keys: Iterable[str]) -> dict[int, int]:
    """Return how many runs there are of each key that has more than one, by the key's hash."""
    begun = array("q")
    before: str | None = None
    for key in keys:
        if key != before:
            begun.append(hash(key))
            before = key
    counted = ((number, sum(1 for _each in same)) for number, same in groupby(sorted(begun)))
    return {number: count for number, count in counted if count > 1}


def gathered(
    told: Iterable[Piece | Rejection], scattered: Mapping[int, int], *, once: str
) -> Iterator[list[Piece] | Rejection]:
    """
    Yield the pieces of each product when the last of them has come; one more than MOST_ROWS says that there are more.

    once  what a product says once, and its first piece keeps: descriptions are nearly all of a feed
    """
    left = dict(scattered)
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        waiting = _Waiting(file, once)
        for run in _in_runs(told, once):
            number = 0 if isinstance(run, Rejection) else hash(run[0].key)
            if isinstance(run, Rejection) or number not in left:
                yield run
                continue
            waiting.put(run)
            left[number] -= 1
            if not left[number]:
                yield from waiting.take(run[0].key)
        # There is a rest only where two keys have one hash.
        yield from waiting.rest()


def _in_runs(told: Iterable[Piece | Rejection], once: str) -> Iterator[list[Piece] | Rejection]:
    run: list[Piece] = []
    for each in told:
        if isinstance(each, Rejection):
            yield each
            continue
        if run and each.key != run[0].key:
            yield run
            run = []
        _join(run, each, once)
    if run:
        yield run


def _join(run: list[Piece], piece: Piece, once: str) -> None:
    if run and once in piece.said:
        run[0].said.setdefault(once, piece.said.pop(once))
    if len(run) <= MOST_ROWS:
        run.append(piece)


class _Waiting:
    """Pieces on disk, and where there the ones of each key are."""

    def __init__(self, file: IO[bytes], once: str) -> None:
        self._file = file
        self._once = once
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)

    def put(self, run: list[Piece]) -> None:
        written = json.dumps([[piece.line, piece.said] for piece in run]).encode()
        begin = self._file.seek(0, 2)
        self._file.write(written)
        self._places[run[0].key].append((begin, len(written)))

    def take(self, key: str) -> Iterator[list[Piece]]:
        run: list[Piece] = []
        for begin, length in self._places.pop(key, []):
            self._file.seek(begin)
            for line, said in json.loads(self._file.read(length)):
                _join(run, Piece(key, line, said), self._once)
        if run:
            yield run

    def rest(self) -> Iterator[list[Piece]]:
        for key in list(self._places):
            yield from self.take(key)


@dataclass
class Noted:
    """What `by` found in its first look at a file: `known` is its own, `scattered` are the runs that come again."""

    by: "Gathering"
    known: Any = None
    scattered: dict[int, int] = field(default_factory=dict)


class Gathering:
    """The part of a source that its file's order does not matter to; each says what its pieces are and what they tell."""

    is_whole = True
    nothing: str | Promise = _("There is not one product in this file.")
    """What is said of a file that has no pieces at all."""

    def look(self, feed: Feed) -> Any:
        """Return what has to be known of the whole file before its pieces are: it is then in `feed.noted.known`."""

    def pieces(self, feed: Feed) -> Iterator[Piece | Rejection]:
        raise NotImplementedError

    def told(self, pieces: list[Piece], feed: Feed, *, currency: str) -> Iterator[SourceProduct | Rejection]:
        raise NotImplementedError

    def check(self, feed: Feed) -> None:
        feed.noted = Noted(self, self.look(feed))
        count = 0

        def keys() -> Iterator[str]:
            nonlocal count
            for each in self.pieces(feed):
                count += 1
                if isinstance(each, Piece):
                    yield each.key

        feed.noted.scattered = runs(keys())
        if not count:
            raise FileRefused(self.nothing)

    def read(self, feed: Feed, *, currency: str) -> Iterator[SourceProduct | Rejection]:
        if not isinstance(feed.noted, Noted) or feed.noted.by is not self:
            self.check(feed)
        for each in gathered(self.pieces(feed), feed.noted.scattered, once="description"):
            if isinstance(each, Rejection):
                yield each
            else:
                yield from self.told(each, feed, currency=currency)
