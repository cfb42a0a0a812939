"""What a file would do to a shop's shelves, found out without touching them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from watercress.catalogue import mappings
from watercress.catalogue.categories import slug_for
from watercress.catalogue.import_readings import Reading, Tell, silently
from watercress.catalogue.importers import stocking
from watercress.catalogue.importers.records import Feed
from watercress.catalogue.importers.told import Told
from watercress.catalogue.models import Product

SHOWN = 12
LEAST_LOSS = 20
"""Fewer goods than this may go without anyone being asked, even if they are most of the shop's."""

NOTHING: dict[str, Any] = {
    "report": {}, "is_whole": True, "currencies": [], "other_currency": "", "looks_cut_off": False, "had": 0,
    "sample": [], "gone": [], "columns": [],
}  # fmt: skip
"""What a run keeps of a look that saw nothing."""


@dataclass
class Preview:
    """`report` counts what would happen; `kept()` is all of it as a run keeps it."""

    reading: Reading
    had: int = 0
    """How many of the shop's products were still sold before."""
    sample: list[dict[str, Any]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    """Titles of some that would be no longer sold."""

    @property
    def looks_cut_off(self) -> bool:
        retired = self.reading.report.retired
        return retired >= LEAST_LOSS and retired * 2 > self.had

    def kept(self) -> dict[str, Any]:
        return {
            **_read(self.reading),
            "is_whole": self.reading.source.is_whole,
            "looks_cut_off": self.looks_cut_off,
            "had": self.had,
            "sample": self.sample,
            "gone": self.gone,
        }


def look(reading: Reading, *, tell: Tell = silently) -> Preview:
    """
    Go through the file as if it were put on the shelves, and write nothing; `tell` hears after each batch.

    Raises FileRefused where the real reading would.
    """
    preview = Preview(reading)
    for batch in reading.batches():
        told = stocking.weigh(batch, shop=reading.shop, report=reading.report)
        preview.sample += [_card(each) for each in told[: SHOWN - len(preview.sample)]]
        tell(reading.feed, reading.report)
    if reading.shop.pk is not None:
        preview.had = Product.objects.filter(shop=reading.shop, retired_at=None).count()
    if reading.source.is_whole:
        missing = stocking.missing(reading.shop, reading.seen)
        reading.report.retired = len(missing)
        shown = Product.objects.filter(pk__in=missing[:SHOWN]).order_by("pk")
        preview.gone = list(shown.values_list("title", flat=True))
    return preview


def of_refused(path: Path, reading: Reading | None) -> dict[str, Any]:
    """Return what there is to say of a file of which nothing could be read, as far as it was tried."""
    return NOTHING | (_read(reading) if reading else {"columns": mappings.samples(Feed(path))})


def _read(reading: Reading) -> dict[str, Any]:
    return {
        "report": reading.report.kept(),
        "currencies": reading.currencies.most_common(10),
        "other_currency": reading.other_currency,
        "columns": mappings.samples(reading.feed),
    }


def _card(told: Told) -> dict[str, Any]:
    """Show a product as its card would."""
    source = told.source
    price, most, _before = stocking.price_range(source)
    return {
        "title": source.title,
        "price": price,
        "price_most": most,
        "currency": source.currency,
        "pictures_from": (urlsplit(source.pictures[0].address).hostname or "") if source.pictures else "",
        "options": len(source.variants),
        "category": slug_for(source.category),
        "listed": source.listed,
        "does": "new" if told.is_new else "same" if told.is_the_same else "changed",
    }
