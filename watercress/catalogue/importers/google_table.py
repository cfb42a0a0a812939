"""Google Merchant's product data as a table: TSV as Google gives it out, or CSV."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import google_products, sheet, table
from .drafts import addresses
from .gathering import Gathering, Piece
from .records import Feed, Recognition, Rejection, SourceProduct

MARKS = ("link", "image_link", "availability", "condition", "google_product_category", "brand", "item_group_id")


class GoogleTable(Gathering):
    key = "google_table"
    label = gettext_lazy("Google Merchant, product data as a table (TSV or CSV)")

    def recognise(self, feed: Feed) -> Recognition:
        columns = _columns(feed)
        return Recognition(
            sure=sum(mark in columns for mark in MARKS) / len(MARKS),
            missing=tuple(name for name in google_products.NEEDED if name not in columns),
        )

    def check(self, feed: Feed) -> None:
        table.check(feed)
        super().check(feed)

    def advice(self, feed: Feed) -> str:
        return _("The columns have Google's names: id, title, price, link, image_link, availability and so on.")

    def pieces(self, feed: Feed) -> Iterator[Piece | Rejection]:
        columns = _columns(feed)
        for row, problem in sheet.rows(feed, columns, width=len(table.header(feed))):
            said = {name: _parts(name, row[name]) for name in columns if row[name]}
            item = google_products.piece(row.line, said)
            if problem:
                yield Rejection(row.line, problem, item.key if isinstance(item, Piece) and "\0" not in item.key else "")
            else:
                yield item

    def told(self, pieces: list[Piece], feed: Feed, *, currency: str) -> Iterator[SourceProduct | Rejection]:
        return google_products.Group(pieces, currency=currency, at=feed.at).told()


def _columns(feed: Feed) -> dict[str, int]:
    names = [google_products.attribute(name) for name in table.header(feed)]
    return sheet.places(names, dict.fromkeys(google_products.NAMES, ()))


def _parts(name: str, written: str) -> list[str]:
    return addresses(written) if name == "additional_image_link" else [written]
