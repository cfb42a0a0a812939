"""
WooCommerce's product export: a row a product or a variation, variations naming their parent by "id:44" or its SKU.

A product's handle is its ID, which stays when it is renamed or given another SKU; without one it is the SKU, and
without that the words of its name. A grouped product stays a product of its own, at the price of its cheapest member.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watercress.kernel import ids

from . import sheet, table, woocommerce_columns, woocommerce_rows
from .gathering import Gathering, Piece
from .records import Feed, Recognition, Rejection, SourceProduct
from .woocommerce_rows import Row

MOST_IN_A_CELL = 20_000


@dataclass
class Known:
    """What the rows say of each other: who is meant by an id or SKU, and what the members of groups cost."""

    handles: dict[str, str] = field(default_factory=dict)
    prices: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def handle_of(self, row: Row) -> str:
        """Return the handle of the product a row belongs to, or "" where that is not in the file."""
        return self.handles.get(row["Parent"].replace("id: ", "id:"), "") if row.is_variation else _handle(row)


class WooCommerceCsv(Gathering):
    key = "woocommerce"
    label = gettext_lazy("WooCommerce, product export (CSV)")

    def recognise(self, feed: Feed) -> Recognition:
        names = table.header(feed)
        found = woocommerce_columns.places(names)
        sure = sum(mark in found for mark in woocommerce_columns.MARKS) / len(woocommerce_columns.MARKS)
        return Recognition(sure=1 if _are_tax_rates(names) else sure, missing=woocommerce_columns.missing(names))

    def check(self, feed: Feed) -> None:
        table.check(feed)
        super().check(feed)

    def advice(self, feed: Feed) -> str:
        where = _("In WooCommerce, go to Products, All Products, Export, and leave every column in.")
        if _are_tax_rates(table.header(feed)):
            return _("These are the tax rates of the shop, not its products.") + " " + where
        return where

    def look(self, feed: Feed) -> Known:
        known = Known()
        members: set[str] = set()
        for row in self._sound_rows(feed):
            if not row.is_variation:
                handle = _handle(row)
                for name in (f"id:{row['ID']}", row["SKU"]):
                    known.handles.setdefault(name, handle)
                members.update(woocommerce_rows.parts(row["Grouped products"]))
        wanted = {known.handles[name] for name in members if name in known.handles}
        for row in self._sound_rows(feed) if wanted else ():
            if (handle := known.handle_of(row)) in wanted:
                known.prices[handle].append(row.prices)
        return known

    def pieces(self, feed: Feed) -> Iterator[Piece | Rejection]:
        known: Known = feed.noted.known
        for row, problem in self._rows(feed):
            handle = known.handle_of(row)
            if reason := problem or _why_not(row, handle):
                yield Rejection(row.line, reason, handle if "\0" not in handle else "")
            else:
                yield Piece(handle, row.line, row.said)

    def told(self, pieces: list[Piece], feed: Feed, *, currency: str) -> Iterator[SourceProduct | Rejection]:
        known: Known = feed.noted.known
        rows = [Row(piece.line, piece.said) for piece in pieces]
        members = {
            handle: known.prices.get(handle, [])
            for row in rows[:1]
            for name in woocommerce_rows.parts(row["Grouped products"])
            if (handle := known.handles.get(name, ""))
        }
        prices = [price for each in members.values() for price in each]
        return woocommerce_rows.Group(pieces[0].key, rows, members=prices, currency=currency, at=feed.at).told()

    def _rows(self, feed: Feed) -> Iterator[tuple[Row, str]]:
        names = table.header(feed)
        columns = woocommerce_columns.places(names)
        for row, problem in sheet.rows(feed, columns, width=len(names)):
            yield Row(row.line, {name: cell for name in columns if (cell := _cut(name, row[name]))}), problem

    def _sound_rows(self, feed: Feed) -> Iterator[Row]:
        return (row for row, problem in self._rows(feed) if not problem)


def _handle(row: Row) -> str:
    return row["ID"] or row["SKU"] or ids.words(row["Name"])


def _why_not(row: Row, handle: str) -> str:
    if row.is_variation and not handle:
        return _("The parent of this variation, “%(parent)s”, is not in the file.") % {"parent": row["Parent"][:80]}
    if not handle:
        return _("The row has no ID, no SKU and no name.")
    return _("The ID or SKU is longer than 255 characters.") if len(handle) > 255 else ""


def _cut(name: str, cell: str) -> str:
    return woocommerce_rows.unguarded(cell if name.endswith("escription") else cell[:MOST_IN_A_CELL])


def _are_tax_rates(names: list[str]) -> bool:
    return {name.casefold() for name in names} >= woocommerce_columns.TAX_RATES
