"""
Shopify's product export: one row a variant or a picture, rows of one product share a handle and stand together.

The first row of a handle carries the title and all that is said once; its option names hold for the rows below.
Column names are those of the export until 2025, and the ones Shopify has used since.
"""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import table
from .records import Feed, Recognition, Rejection, SourceProduct
from .shopify_rows import Group, Row

COLUMNS = {
    "Handle": ("URL handle",),
    "Title": (),
    "Body (HTML)": ("Description",),
    "Vendor": (),
    "Product Category": (),
    "Type": (),
    "Tags": (),
    "Published": ("Published on online store",),
    "Status": (),
    "Gift Card": (),
    "Option1 Name": (),
    "Option1 Value": (),
    "Option2 Name": (),
    "Option2 Value": (),
    "Option3 Name": (),
    "Option3 Value": (),
    "Variant SKU": ("SKU",),
    "Variant Price": ("Price",),
    "Variant Compare At Price": ("Compare-at price",),
    "Variant Inventory Tracker": ("Inventory tracker",),
    "Variant Inventory Qty": ("Inventory quantity",),
    "Variant Inventory Policy": ("Continue selling when out of stock",),
    "Image Src": ("Product image URL",),
    "Image Position": (),
    "Image Alt Text": (),
    "Variant Image": ("Variant image URL",),
    "Google Shopping / Google Product Category": (),
}
NEEDED = ("Handle", "Title", "Variant Price")
MARKS = ("Handle", "Title", "Variant Price", "Body (HTML)", "Option1 Name", "Image Src")
_LIKELY = {
    "Handle": (r"handle|slug|url.?key", r"\bid\b|sku|code"),
    "Title": (r"^(title|name)\b", r"title|name|product"),
    "Variant Price": (r"^price\b", r"^(?!.*compare).*price"),
}
"""What a column that would do is often called, best guess first."""


class ShopifyCsv:
    key = "shopify"
    is_whole = True
    label = gettext_lazy("Shopify, product export (CSV)")

    def recognise(self, feed: Feed) -> Recognition:
        columns = _columns(table.header(feed))
        return Recognition(
            sure=sum(mark in columns for mark in MARKS) / len(MARKS),
            missing=tuple(name for name in NEEDED if name not in columns),
        )

    def check(self, feed: Feed) -> None:
        table.check(feed)

    def advice(self, feed: Feed) -> str:
        """Name a column to rename for each one that is needed and missing."""
        names = table.header(feed)
        columns = _columns(names)
        lines = []
        for needed in (name for name in NEEDED if name not in columns):
            guesses = (name for guess in _LIKELY[needed] for name in names if re.search(guess, name, re.IGNORECASE))
            likely = next(guesses, "")
            if likely:
                lines.append(_("rename “%(likely)s” to “%(needed)s”") % {"likely": likely, "needed": needed})
            else:
                lines.append(_("add a column “%(needed)s”") % {"needed": needed})
        return _(
            "To map the columns by hand, open the file in a spreadsheet, %(steps)s, save it as “CSV UTF-8” and bring it "
            "again. A handle is any short name that is the product's own; rows that share one are its variants."
        ) % {"steps": _(", ").join(lines)}

    def read(self, feed: Feed, *, currency: str) -> Iterator[SourceProduct | Rejection]:
        names = table.header(feed)
        columns = _columns(names)
        begun: set[str] = set()
        group: Group | None = None
        for row in table.rows(feed):
            sheet_row = Row(row.line, row.cells, columns)
            handle = sheet_row["Handle"]
            if reason := _unreadable(row, len(names), handle):
                yield Rejection(row.line, reason, handle="" if "\0" in handle else handle)
                continue
            if group is None or handle != group.handle:
                if group:
                    yield from group.told()
                group = Group(handle, sheet_row.line, currency, again=handle in begun)
                begun.add(handle)
            group.add(sheet_row)
        if group:
            yield from group.told()


def _unreadable(row: table.Row, width: int, handle: str) -> str:
    if row.broken:
        return _("The row holds NUL characters: the file is damaged here.")
    if any(row.cells[width:]):
        return _("The row has more cells than the header has columns.")
    if not handle:
        return _("The row has no handle.")
    if len(handle) > 255:
        return _("The handle is longer than 255 characters.")
    return ""


def _columns(names: Sequence[str]) -> dict[str, int]:
    """Return where each column we know stands: the first of two with one name, the first of its spellings."""
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(name.casefold(), place)
    return {
        name: places[spelling.casefold()]
        for name, others in COLUMNS.items()
        for spelling in (*others, name)
        if spelling.casefold() in places
    }
