"""
Shopify's product export: one row a variant or a picture, rows of one product share a handle and stand together.

The first row of a handle carries the title and all that is said once; its option names hold for the rows below.
Column names are those of the export until 2025, and the ones Shopify has used since.
"""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watercress.kernel import money

from . import table
from .records import Feed, Recognition, Rejection, SourcePicture, SourceProduct, SourceVariant

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
MOST_ROWS = 5_000
MOST_PICTURES = 20
MOST_TAGS = 50
_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)


class ShopifyCsv:
    key = "shopify"
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
        ) % {"steps": ", ".join(lines)}

    def read(self, feed: Feed, *, currency: str) -> Iterator[SourceProduct | Rejection]:
        names = table.header(feed)
        columns = _columns(names)
        begun: set[str] = set()
        group: _Group | None = None
        for row in table.rows(feed):
            sheet_row = _Row(row.line, row.cells, columns)
            handle = sheet_row["Handle"]
            if reason := _unreadable(row, len(names), handle):
                yield Rejection(row.line, reason, handle="" if "\0" in handle else handle)
                continue
            if group is None or handle != group.handle:
                if group:
                    yield from group.told()
                group = _Group(handle, sheet_row.line, currency, again=handle in begun)
                begun.add(handle)
            group.rows.append(sheet_row) if len(group.rows) < MOST_ROWS else group.left_out.append(sheet_row.line)
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
    """Return where each column we know stands; the first of two with one name counts."""
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(name.casefold(), place)
    return {
        name: places[spelling.casefold()]
        for name, others in COLUMNS.items()
        for spelling in (name, *others)
        if spelling.casefold() in places
    }


class _Row:
    """One row, asked by column; a column the file does not have is empty."""

    __slots__ = ("_cells", "_columns", "line")

    def __init__(self, line: int, cells: list[str], columns: dict[str, int]) -> None:
        self.line = line
        self._cells = cells
        self._columns = columns

    def __getitem__(self, name: str) -> str:
        place = self._columns.get(name, -1)
        return self._cells[place].strip() if 0 <= place < len(self._cells) else ""

    def is_variant(self) -> bool:
        return any(self[name] for name in ("Option1 Value", "Variant Price", "Variant SKU"))


class _Group:
    """The rows of one handle."""

    def __init__(self, handle: str, line: int, currency: str, *, again: bool) -> None:
        self.handle = handle
        self.line = line
        self.currency = currency
        self.again = again
        self.rows: list[_Row] = []
        self.left_out: list[int] = []
        self.rejections: list[Rejection] = []

    def told(self) -> Iterator[SourceProduct | Rejection]:
        """Yield what was refused of this handle, and the product if anything sound is left of it."""
        if self.again:
            reason = _("The handle “%(handle)s” came before; the rows of a product must stand together.")
            yield Rejection(self.line, reason % {"handle": self.handle}, self.handle)
            return
        product = self._product()
        yield from self.rejections
        if product:
            yield product

    def _product(self) -> SourceProduct | None:
        first = self.rows[0]
        title = first["Title"]
        if not title or len(title) > 255:
            self._reject(
                first, _("The product has no title.") if not title else _("The title is longer than 255 characters.")
            )
            return None
        if self.left_out:
            self._reject(
                first, _("The product has more than %(most)d rows; the rest is left out.") % {"most": MOST_ROWS}
            )
        names = _option_names(first)
        sold = (row for row in self.rows if row is first or row.is_variant())
        variants = [variant for row in sold if (variant := self._variant(row, names))]
        if not variants:
            return None
        return SourceProduct(
            line=self.line,
            handle=self.handle,
            title=title,
            listed=_is_listed(first),
            currency=self.currency,
            description=first["Body (HTML)"],
            vendor=first["Vendor"][:120],
            kind=first["Type"][:120],
            category=_filed(first),
            tags=_tags(first["Tags"]),
            variants=tuple(variants),
            pictures=tuple(self._pictures()),
        )

    def _variant(self, row: _Row, names: list[str]) -> SourceVariant | None:
        try:
            price = self._price(row["Variant Price"])
            compare_at = self._price(row["Variant Compare At Price"])
        except money.NotAnAmount as problem:
            reason = _("“%(written)s” is not a price in %(currency)s.")
            self._reject(row, reason % {"written": problem.written[:40], "currency": self.currency})
            return None
        values = [row[f"Option{number} Value"][:255] for number in (1, 2, 3)]
        return SourceVariant(
            options={name: value for name, value in zip(names, values, strict=False) if name and value},
            sku=row["Variant SKU"][:120],
            price=price,
            compare_at=compare_at if compare_at and price is not None and compare_at > price else None,
            available=_is_available(row),
        )

    def _price(self, written: str) -> int | None:
        return money.to_minor(written, self.currency) if written else None

    def _pictures(self) -> list[SourcePicture]:
        placed = []
        for row in self.rows:
            for column in ("Image Src", "Variant Image"):
                address = row[column]
                if not address:
                    continue
                if not _ADDRESS.fullmatch(address) or len(address) > 2000:
                    self._reject(row, _("A picture's address does not begin with http:// or https://; it is left out."))
                    continue
                words = row["Image Alt Text"][:300] if column == "Image Src" else ""
                placed.append((_position(row, column), SourcePicture(address, words)))
        placed.sort(key=lambda pair: pair[0])
        once = {picture.address: picture for _place, picture in reversed(placed)}
        ordered = dict.fromkeys(picture.address for _place, picture in placed)
        return [once[address] for address in ordered][:MOST_PICTURES]

    def _reject(self, row: _Row, reason: str) -> None:
        self.rejections.append(Rejection(row.line, reason, self.handle))


def _option_names(first: _Row) -> list[str]:
    """Return the names of the options; "Title: Default Title" is Shopify's way of saying there is no choice."""
    names = [first[f"Option{number} Name"][:60] for number in (1, 2, 3)]
    if names[0] == "Title" and first["Option1 Value"] == "Default Title":
        return []
    return [f"{name} {place + 1}" if name and name in names[:place] else name for place, name in enumerate(names)]


def _filed(first: _Row) -> str:
    own = first["Product Category"]
    return own if own not in ("", "Uncategorized") else first["Google Shopping / Google Product Category"]


def _is_listed(first: _Row) -> bool:
    """Listed: active (or without a status, as old exports are), published, and not a gift card."""
    return (
        first["Status"].casefold() in ("", "active")
        and first["Published"].casefold() != "false"
        and first["Gift Card"].casefold() != "true"
    )


def _is_available(row: _Row) -> bool:
    """Sold out only where the shop counts its stock, does not sell beyond it, and has none."""
    if not row["Variant Inventory Tracker"] or row["Variant Inventory Policy"].casefold() == "continue":
        return True
    quantity = row["Variant Inventory Qty"]
    return not re.fullmatch(r"-[0-9]+|0+", quantity)


def _tags(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.strip()[:60] for tag in written.split(",") if tag.strip()))[:MOST_TAGS]


def _position(row: _Row, column: str) -> tuple[int, int]:
    """Sort by the position the shop gave, then by line; a variant's own picture comes after the gallery."""
    given = row["Image Position"]
    if column == "Variant Image":
        return (10**7, row.line)
    return (int(given) if re.fullmatch(r"[0-9]{1,6}", given) else 10**6, row.line)
