"""Reading a file with a source, as an import does, without a database."""

import tracemalloc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from watercress.catalogue import importers
from watercress.catalogue.importers.records import Feed, Rejection, SourceProduct
from watercress.kernel import money

SAMPLES = Path(__file__).parent / "samples"


class Told:
    """What a file told: its products by handle, and its rejections by line."""

    def __init__(self, source: str, told: Iterable[SourceProduct | Rejection]) -> None:
        self.source = source
        self.products: dict[str, SourceProduct] = {}
        self.rejections: list[Rejection] = []
        for each in told:
            if isinstance(each, SourceProduct):
                self.products[each.handle] = each
            else:
                self.rejections.append(each)

    @property
    def reasons(self) -> dict[int, str]:
        return {each.line: str(each.reason) for each in self.rejections}


def read(path: Path, *, currency: str = "EUR", **options: Any) -> Told:
    source, told = reading(path, currency=currency, **options)
    return Told(source, told)


def reading(
    path: Path,
    *,
    currency: str = "EUR",
    source: str = "auto",
    mapping: dict[str, str] | None = None,
    address: str = "",
    at: datetime | None = None,
) -> tuple[str, Iterator[SourceProduct | Rejection]]:
    """Choose and check as an import does; what is told comes one by one."""
    feed = Feed(path, address=address, at=at)
    chosen = importers.choose(source, feed, mapping=mapping)
    chosen.check(feed)
    return chosen.key, chosen.read(feed, currency=currency)


@contextmanager
def memory_below(most: int) -> Iterator[None]:
    """See that what happens inside takes no more bytes at any moment."""
    money.codes()  # Read once for all, and larger than all that is measured here.
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < most
