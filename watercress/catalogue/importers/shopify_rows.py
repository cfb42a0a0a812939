"""What the rows of one Shopify handle say: a product, its variants and its pictures."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from watercress.kernel import money

from . import drafts
from .records import Rejection, SourcePicture, SourceProduct, SourceVariant
from .sheet import NamedRow


class Group:
    """The rows of one handle."""

    def __init__(self, handle: str, line: int, currency: str, *, again: bool) -> None:
        self.handle = handle
        self.line = line
        self.currency = currency
        self.again = again
        self.rows: list[NamedRow] = []
        self.is_cut = False
        self.draft = drafts.Draft(handle, line)

    def add(self, row: NamedRow) -> None:
        """Take one more row, up to a number no shop's product has."""
        if len(self.rows) < drafts.MOST_ROWS:
            self.rows.append(row)
        else:
            self.is_cut = True

    def told(self) -> Iterator[SourceProduct | Rejection]:
        """Yield what was refused of this handle, and the product if anything sound is left of it."""
        if self.again:
            reason = _("The handle “%(handle)s” came before; the rows of a product must stand together.")
            yield Rejection(self.line, reason % {"handle": self.handle}, self.handle)
            return
        yield from self.draft.told(self._product())

    def _product(self) -> SourceProduct | None:
        first = self.rows[0]
        title = first["Title"]
        if not self.draft.has_title(title, first.line):
            return None
        if self.is_cut:
            self.draft.is_cut(first.line)
        names = _option_names(first)
        sold = (row for row in self.rows if row is first or _is_variant(row))
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
            tags=drafts.tags(first["Tags"]),
            variants=tuple(variants),
            pictures=self._pictures(),
        )

    def _variant(self, row: NamedRow, names: list[str]) -> SourceVariant | None:
        try:
            price = self._price(row["Variant Price"])
            compare_at = self._price(row["Variant Compare At Price"])
        except money.NotAnAmount as problem:
            reason = _("“%(written)s” is not a price in %(currency)s.")
            self.draft.reject(row.line, reason % {"written": problem.written[:40], "currency": self.currency})
            return None
        values = [row[f"Option{number} Value"][:255] for number in (1, 2, 3)]
        return SourceVariant(
            options={name: value for name, value in zip(names, values, strict=False) if name and value},
            sku=row["Variant SKU"][:120],
            price=price,
            compare_at=drafts.reduced_from(compare_at, price),
            available=_is_available(row),
        )

    def _price(self, written: str) -> int | None:
        return money.to_minor(written, self.currency) if written else None

    def _pictures(self) -> tuple[SourcePicture, ...]:
        placed = []
        for row in self.rows:
            for column in ("Image Src", "Variant Image"):
                if address := row[column]:
                    words = row["Image Alt Text"] if column == "Image Src" else ""
                    placed.append((_position(row, column), (row.line, address, words)))
        placed.sort(key=lambda pair: pair[0])
        return self.draft.pictures(told for _place, told in placed)


def _is_variant(row: NamedRow) -> bool:
    return any(row[name] for name in ("Option1 Value", "Variant Price", "Variant SKU"))


def _option_names(first: NamedRow) -> list[str]:
    """Return the names of the options; "Title: Default Title" is Shopify's way of saying there is no choice."""
    names = [first[f"Option{number} Name"][:60] for number in (1, 2, 3)]
    if names[0] == "Title" and first["Option1 Value"] == "Default Title":
        return []
    return [f"{name} {place + 1}" if name and name in names[:place] else name for place, name in enumerate(names)]


def _filed(first: NamedRow) -> str:
    own = first["Product Category"]
    return own if own not in ("", "Uncategorized") else first["Google Shopping / Google Product Category"]


def _is_listed(first: NamedRow) -> bool:
    """Listed: active (or without a status, as old exports are), published, and not a gift card."""
    return (
        first["Status"].casefold() in ("", "active")
        and first["Published"].casefold() != "false"
        and first["Gift Card"].casefold() != "true"
    )


def _is_available(row: NamedRow) -> bool:
    """Sold out only where the shop counts its stock, does not sell beyond it, and has none."""
    if not row["Variant Inventory Tracker"] or row["Variant Inventory Policy"].casefold() == "continue":
        return True
    quantity = row["Variant Inventory Qty"]
    return not re.fullmatch(r"-[0-9]+|0+", quantity)


def _position(row: NamedRow, column: str) -> tuple[int, int]:
    """Sort by the position the shop gave, then by line; a variant's own picture comes after the gallery."""
    given = row["Image Position"]
    if column == "Variant Image":
        return (10**7, row.line)
    return (int(given) if re.fullmatch(r"[0-9]{1,6}", given) else 10**6, row.line)
