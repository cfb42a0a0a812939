"""
Shopify's product export: one row a variant or a picture, rows of one product share a handle and stand together.

The first row of a handle carries the title and all that is said once; its option names hold for the rows below.
Column names are those of the export until 2025, and the ones Shopify has used since.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import sheet, table
from .records import Feed, Recognition, Rejection, SourceProduct
from .shopify_rows import Group

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
        columns = sheet.places(table.header(feed), COLUMNS)
        return Recognition(
            sure=sum(mark in columns for mark in MARKS) / len(MARKS),
            missing=tuple(name for name in NEEDED if name not in columns),
        )

    def check(self, feed: Feed) -> None:
        table.check(feed)

    def advice(self, feed: Feed) -> str:
        """Name a column to rename for each one that is needed and missing."""
        names = table.header(feed)
        columns = sheet.places(names, COLUMNS)
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
        columns = sheet.places(names, COLUMNS)
        begun: set[str] = set()
        group: Group | None = None
        for row, problem in sheet.rows(feed, columns, width=len(names)):
            handle = row["Handle"]
            if reason := problem or _why_not(handle):
                yield Rejection(row.line, reason, handle="" if "\0" in handle else handle)
                continue
            if group is None or handle != group.handle:
                if group:
                    yield from group.told()
                group = Group(handle, row.line, currency, again=handle in begun)
                begun.add(handle)
            group.add(row)
        if group:
            yield from group.told()


def _why_not(handle: str) -> str:
    if not handle:
        return _("The row has no handle.")
    if len(handle) > 255:
        return _("The handle is longer than 255 characters.")
    return ""
