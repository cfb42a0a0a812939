"""What the rows of one WooCommerce product say: the product itself, and its variations wherever they stand."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from . import amounts, availability, drafts, sales
from .records import Rejection, SourceProduct, SourceVariant
from .woocommerce_columns import MOST_ATTRIBUTES

# WooCommerce writes a quotation mark before what a spreadsheet would take for a formula, and "\n" for a line's end.
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")
_UNLISTED = frozenset("0 -1 false no draft private pending trash".split())
_BLOCK = re.compile(r"<(?:p|div|ul|ol|table|h[1-6]|br)\b", re.IGNORECASE)
_COMMA = re.compile(r"(?<!\\),")
_PRICES = ("Sale price", "Regular price", "Date sale price starts", "Date sale price ends")


def unguarded(cell: str) -> str:
    return _GUARDED.sub("", cell, count=1) if cell.startswith("'") else cell


def parts(cell: str) -> list[str]:
    """Part a list as WooCommerce writes it: by commas, of which those inside a name stand behind a backslash."""
    return [part.replace("\\,", ",").strip() for part in _COMMA.split(cell) if part.strip()]


class Row:
    """One row, asked by column."""

    def __init__(self, line: int, said: dict[str, str]) -> None:
        self.line = line
        self.said = said

    def __getitem__(self, name: str) -> str:
        return self.said.get(name, "")

    @property
    def is_variation(self) -> bool:
        kinds = self["Type"].casefold().split(",") if self["Type"] else ["variation"] if self["Parent"] else []
        return any(kind.strip().endswith("variation") for kind in kinds)

    @property
    def prices(self) -> dict[str, str]:
        """As much of it as a grouped product asks of its members."""
        return {name: self.said[name] for name in _PRICES if name in self.said}

    @property
    def is_public(self) -> bool:
        return self["Published"].casefold() not in _UNLISTED and self["Visibility in catalog"].casefold() != "hidden"

    def attributes(self) -> list[tuple[str, str]]:
        """Return name and value of each that the shop shows; a variation's have no word of that."""
        numbers = (number for number in range(1, MOST_ATTRIBUTES + 1) if self[f"{number} visible"] != "0")
        named = ((self[f"{number} name"], self[f"{number} value"]) for number in numbers)
        return [(drafts.line_of_words(name), drafts.line_of_words(value.replace("\\,", ","))) for name, value in named]


class Group:
    """The rows of one product; members are the prices of those a grouped product stands for, as they are written."""

    def __init__(
        self,
        handle: str,
        rows: Sequence[Row],
        *,
        members: Sequence[dict[str, str]],
        currency: str,
        at: datetime | None,
    ) -> None:
        own = [row for row in rows if not row.is_variation]
        self.first = (own or rows)[0]
        self.variations = [row for row in rows[: drafts.MOST_ROWS] if row.is_variation]
        self.again = own[1:]
        self.members = members
        self.currency = currency
        self.at = at
        self.draft = drafts.Draft(handle, self.first.line)
        if len(rows) > drafts.MOST_ROWS:
            self.draft.is_cut(self.first.line)

    def told(self) -> Iterator[SourceProduct | Rejection]:
        for row in self.again:
            reason = _("The ID or SKU “%(id)s” came before, on line %(line)d.")
            self.draft.reject(row.line, reason % {"id": self.draft.handle[:80], "line": self.first.line})
        return self.draft.told(self._product())

    def _product(self) -> SourceProduct | None:
        first = self.first
        title = drafts.line_of_words(first["Name"])
        if not self.draft.has_title(title, first.line):
            return None
        variants = self._variants()
        if not variants:
            return None
        categories = [drafts.line_of_words(part) for part in parts(first["Categories"])]
        categories = [category for category in categories if category.casefold() != "uncategorized"]
        return SourceProduct(
            line=first.line,
            handle=self.draft.handle,
            title=title,
            listed=first.is_public,
            currency=self.currency,
            description=_described(first),
            vendor=", ".join(parts(first["Brands"]))[:120],
            kind=categories[0].split(">")[-1].strip()[:120] if categories else "",
            category=drafts.filed(*categories),
            link=self.draft.link(
                first["External URL"] or first["Permalink"], first.line, otherwise=_short_link(first["ID"])
            ),
            tags=drafts.tags(",".join(parts(first["Tags"]))),
            variants=tuple(variants),
            pictures=self.draft.pictures(
                (row.line, address, "")
                for row in (first, *self.variations)
                for address in drafts.addresses(row["Images"])
            ),
        )

    def _variants(self) -> list[SourceVariant]:
        """Return the published variations, or of what has none the product itself as its only one."""
        rows = [row for row in self.variations if row["Published"].casefold() not in _UNLISTED] or [self.first]
        priced = [
            drafts.Priced(row.line, drafts.line_of_words(row["Name"]), variant, self.currency)
            for row in rows
            if (variant := self._variant(row))
        ]
        return [each.variant for each in self.draft.choices(priced, title=drafts.line_of_words(self.first["Name"]))]

    def _variant(self, row: Row) -> SourceVariant | None:
        try:
            price, regular = self._prices(row.prices)
            available = availability.read(row["In stock?"] or row["Stock"].replace("parent", ""))
        except (amounts.NotAPrice, availability.NotSaid) as problem:
            self.draft.reject(row.line, problem.reason)
            return None
        if self.members:
            price = self._lowest()
        is_choice = row.is_variation or "variable" not in row["Type"].casefold()
        return SourceVariant(
            options=drafts.options(row.attributes() if is_choice else ()),
            sku=row["SKU"][:120],
            price=price,
            compare_at=drafts.reduced_from(regular, price),
            available=available and (is_choice or bool(self.variations)),
        )

    def _prices(self, said: dict[str, str]) -> tuple[int | None, int | None]:
        """Return the price now and the regular one."""
        reduced, regular = (
            amounts.read(said[name], self.currency).minor if said.get(name) else None for name in _PRICES[:2]
        )
        begin, end = (said.get(name, "") for name in _PRICES[2:])
        if reduced is None or not sales.is_on(begin, end, self.at) or (regular is not None and reduced > regular):
            return regular, regular
        return reduced, regular

    def _lowest(self) -> int | None:
        """Return what the cheapest member of a grouped product costs; members that cannot be read are told by themselves."""
        prices = []
        for said in self.members:
            try:
                prices.append(self._prices(said)[0])
            except amounts.NotAPrice:
                continue
        return min((price for price in prices if price is not None), default=None)


def _short_link(number: str) -> str:
    """WordPress sends its short address of anything public on to the page itself."""
    return f"/?p={number}" if re.fullmatch(r"[1-9][0-9]{0,18}", number, re.ASCII) else drafts.FRONT


def _described(row: Row) -> str:
    """Return the short description above the long one, in paragraphs as WordPress shows them."""
    told = [row["Short description"].replace("\\n", "\n").strip(), row["Description"].replace("\\n", "\n").strip()]
    told = [text for text in dict.fromkeys(told) if text]
    if not any("<" in text for text in told):
        return "\n\n".join(told)
    return "".join(f"<div>{_in_paragraphs(text)}</div>" for text in told)


def _in_paragraphs(text: str) -> str:
    if _BLOCK.search(text):
        return text
    return "".join(f"<p>{paragraph}</p>" for paragraph in re.split(r"\n\s*\n", text))
