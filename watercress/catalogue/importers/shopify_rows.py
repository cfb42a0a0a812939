"""What the rows of one Shopify handle say: a product, its variants and its pictures."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from watercress.kernel import money

from .records import Rejection, SourcePicture, SourceProduct, SourceVariant

MOST_ROWS = 5_000
MOST_PICTURES = 20
MOST_TAGS = 50
_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)


class Row:
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


class Group:
    """The rows of one handle."""

    def __init__(self, handle: str, line: int, currency: str, *, again: bool) -> None:
        self.handle = handle
        self.line = line
        self.currency = currency
        self.again = again
        self.rows: list[Row] = []
        self.is_cut = False
        self.rejections: list[Rejection] = []

    def add(self, row: Row) -> None:
        """Take one more row, up to a number no shop's product has."""
        if len(self.rows) < MOST_ROWS:
            self.rows.append(row)
        else:
            self.is_cut = True

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
        if self.is_cut:
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

    def _variant(self, row: Row, names: list[str]) -> SourceVariant | None:
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

    def _reject(self, row: Row, reason: str) -> None:
        self.rejections.append(Rejection(row.line, reason, self.handle))


def _option_names(first: Row) -> list[str]:
    """Return the names of the options; "Title: Default Title" is Shopify's way of saying there is no choice."""
    names = [first[f"Option{number} Name"][:60] for number in (1, 2, 3)]
    if names[0] == "Title" and first["Option1 Value"] == "Default Title":
        return []
    return [f"{name} {place + 1}" if name and name in names[:place] else name for place, name in enumerate(names)]


def _filed(first: Row) -> str:
    own = first["Product Category"]
    return own if own not in ("", "Uncategorized") else first["Google Shopping / Google Product Category"]


def _is_listed(first: Row) -> bool:
    """Listed: active (or without a status, as old exports are), published, and not a gift card."""
    return (
        first["Status"].casefold() in ("", "active")
        and first["Published"].casefold() != "false"
        and first["Gift Card"].casefold() != "true"
    )


def _is_available(row: Row) -> bool:
    """Sold out only where the shop counts its stock, does not sell beyond it, and has none."""
    if not row["Variant Inventory Tracker"] or row["Variant Inventory Policy"].casefold() == "continue":
        return True
    quantity = row["Variant Inventory Qty"]
    return not re.fullmatch(r"-[0-9]+|0+", quantity)


def _tags(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.strip()[:60] for tag in written.split(",") if tag.strip()))[:MOST_TAGS]


def _position(row: Row, column: str) -> tuple[int, int]:
    """Sort by the position the shop gave, then by line; a variant's own picture comes after the gallery."""
    given = row["Image Position"]
    if column == "Variant Image":
        return (10**7, row.line)
    return (int(given) if re.fullmatch(r"[0-9]{1,6}", given) else 10**6, row.line)
