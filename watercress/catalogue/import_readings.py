"""
One way through a file, the same whether it is only looked at or put on the shelves.

What holds for every source is said here: a handle comes once, and prices are in the shop's currency.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from watercress.catalogue import importers, mappings
from watercress.catalogue.importers import stocking
from watercress.catalogue.importers.records import Feed, FileRefused, Rejection, Source, SourceProduct
from watercress.catalogue.importers.report import Report
from watercress.catalogue.models import Shop

# A batch also ends here, so that two hundred descriptions of a megabyte do not lie in memory at once.
MOST_CHARACTERS = 4_000_000

Tell = Callable[[Feed, Report], None]


def silently(feed: Feed, report: Report) -> None:
    """Tell nobody how far a reading is."""


@dataclass
class Reading:
    """A file being read for a shop: `batches` goes through it once."""

    shop: Shop
    feed: Feed
    source: Source
    mapping: Mapping[str, str]
    """By which its columns are read, if they were mapped by hand."""
    report: Report
    seen: dict[str, bool] = field(default_factory=dict)
    """Each handle named, and whether a product came of it: the one thing that grows with the file."""
    currencies: Counter[str] = field(default_factory=Counter)

    @property
    def other_currency(self) -> str:
        """The one that most of the products are priced in, if it is not the shop's."""
        told = self.currencies.most_common(1)
        code, count = told[0] if told else ("", 0)
        return code if code != self.shop.currency and count * 2 > self.currencies.total() else ""

    def batches(self) -> Iterator[list[SourceProduct]]:
        """
        Gather products into batches; what is refused is noted, and keeps what we have of that product.

        Raises FileRefused in the end if nothing could be read at all.
        """
        batch: list[SourceProduct] = []
        characters = 0
        for product in self._sound():
            batch.append(product)
            characters += len(product.description)
            if len(batch) == stocking.AT_ONCE or characters > MOST_CHARACTERS:
                yield batch
                batch, characters = [], 0
        if batch:
            yield batch
        if not self.report.read:
            raise FileRefused(_("Not one product of the file could be read.") + self._first_reason())

    def _sound(self) -> Iterator[SourceProduct]:
        for each in self.source.read(self.feed, currency=self.shop.currency):
            reason = each.reason if isinstance(each, Rejection) else self._against(each)
            if reason:
                self.report.reject(Rejection(each.line, reason, each.handle))
            elif isinstance(each, SourceProduct):
                yield each
            self.seen[each.handle] = self.seen.get(each.handle, False) or not reason

    def _against(self, product: SourceProduct) -> str:
        """Return why a product that its source finds sound is not taken, or ""."""
        self.currencies[product.currency] += 1
        if product.currency != self.shop.currency:
            told = {"theirs": product.currency, "ours": self.shop.currency}
            return _("It is priced in %(theirs)s; this shop keeps its prices in %(ours)s.") % told
        if self.seen.get(product.handle):
            return _("The handle “%(handle)s” came before.") % {"handle": product.handle[:80]}
        return ""

    def _first_reason(self) -> str:
        if not self.report.rejected:
            return ""
        return " " + _("Line %(line)d: %(reason)s") % self.report.rejected[0]


def begin(
    path: Path, *, shop: Shop, source: str, at: datetime, mapping: Mapping[str, str] | None = None, address: str = ""
) -> Reading:
    """
    Find out who can read a file, and have them go through it once.

    A table whose columns this shop's keepers have mapped before is read by that mapping, unless another source is
    named. Raises FileRefused if nobody can.
    """
    feed = Feed(path, address=address, at=at)
    by_hand = source in (importers.AUTO, importers.MAPPED)
    mapping = (mapping or mappings.remembered(shop, mappings.header_of(feed))) if by_hand else {}
    chosen = importers.choose(importers.MAPPED if mapping else source, feed, mapping=mapping)
    chosen.check(feed)
    return Reading(shop, feed, chosen, mapping, Report(source=chosen.key))
