"""What every source is turned into, before anything is compared or written."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.utils.functional import Promise

# Raise it when the same file should be read differently from now on: every product then counts as changed once.
READING = 1


@dataclass(frozen=True, slots=True)
class SourceVariant:
    options: dict[str, str]
    sku: str
    price: int | None
    compare_at: int | None
    available: bool


@dataclass(frozen=True, slots=True)
class SourcePicture:
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class SourceProduct:
    """One product as its source tells it; `line` is where it begins, prices are in minor units."""

    line: int
    handle: str
    title: str
    listed: bool
    currency: str
    description: str = ""
    vendor: str = ""
    kind: str = ""
    category: str = ""
    link: str = ""
    tags: tuple[str, ...] = ()
    variants: tuple[SourceVariant, ...] = ()
    pictures: tuple[SourcePicture, ...] = ()

    def fingerprint(self) -> str:
        """Return a digest of all the source said, wherever in the file it stood."""
        said = asdict(self)
        del said["line"]
        return hashlib.sha256(json.dumps([READING, said], ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A line that was not taken, and why. `handle` is the product it belongs to: what we had of it stays."""

    line: int
    reason: str | Promise
    handle: str = ""


class FileRefused(Exception):
    """The file as a whole will not do; nothing of it was read. `reason` is for the person who brought it."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass
class Feed:
    """A file on its way in, and how far it has been read."""

    path: Path
    address: str = ""
    """Where it came from, if it was fetched: what it names relatively is named from there."""
    at: datetime | None = None
    """When it is read: a sale that has ended by then is over. Without it every sale counts."""
    noted: Any = None
    """What a source's check of the whole file found out for its reading."""
    size: int = 0
    read: int = field(default=0)

    def __post_init__(self) -> None:
        self.size = self.path.stat().st_size

    @property
    def percent(self) -> int:
        return min(100, 100 * self.read // self.size) if self.size else 100


@dataclass(frozen=True)
class Recognition:
    """How sure a source is that a file is its own, from 0 to 1, and which parts it needs and cannot find."""

    sure: float
    missing: tuple[str, ...] = ()


class Source(Protocol):
    """One kind of file that shops export; one module each."""

    key: str
    is_whole: bool
    """The file tells all the shop sells, so what it does not name is no longer sold."""

    @property
    def label(self) -> str | Promise: ...

    def recognise(self, feed: Feed) -> Recognition:
        """Look at the beginning only; raises FileRefused for what no source of this kind could read."""

    def check(self, feed: Feed) -> None:
        """Go once through the whole file, and raise FileRefused before anything is written."""

    def advice(self, feed: Feed) -> str:
        """Say how to turn a file that lacks something into one of this kind by hand."""

    def read(self, feed: Feed, *, currency: str) -> Iterator[SourceProduct | Rejection]:
        """Go through the file without keeping it: memory does not grow with its length."""
