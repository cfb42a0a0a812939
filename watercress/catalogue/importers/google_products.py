"""
What the items of a Google Merchant feed say, whether they came as XML or as a table.

Items that share an item_group_id are one product and its variants; any other item is a product by its id.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from itertools import takewhile

from django.utils.translation import gettext as _

from . import amounts, availability, drafts, sales
from .gathering import Piece
from .records import Rejection, SourceProduct, SourceVariant

NAMES = frozenset(
    "id item_group_id title description link canonical_link image_link additional_image_link availability price "
    "sale_price sale_price_effective_date expiration_date brand condition google_product_category product_type color "
    "size material pattern gender age_group size_type size_system".split()
)
NEEDED = ("id", "title", "price")
_ALWAYS = ("color", "size", "material", "pattern")
_WHERE_THEY_DIFFER = ("gender", "age_group", "size_type", "size_system")
_SECOND_HAND = ("used", "refurbished")


@lru_cache(maxsize=4096)
def attribute(written: str) -> str:
    """Return the attribute a tag or a column's name means: "g:Image Link" is image_link."""
    name = re.sub(r"[\s-]+", "_", written.strip().casefold().removeprefix("g:"))
    return {"colour": "color", "additional_image_links": "additional_image_link"}.get(name, name)


def piece(line: int, said: dict[str, list[str]]) -> Piece | Rejection:
    """Return an item under the handle of its product."""
    handle = (said.get("item_group_id") or said.get("id") or [""])[0]
    if not handle:
        return Rejection(line, _("The item has no id."))
    if len(handle) > 255:
        return Rejection(line, _("The id is longer than 255 characters."))
    return Piece(handle, line, said)


class Item:
    """One item, asked by attribute."""

    def __init__(self, piece: Piece) -> None:
        self.line = piece.line
        self.said = piece.said

    def __getitem__(self, name: str) -> str:
        return (self.said.get(name) or [""])[0]

    @property
    def title(self) -> str:
        return drafts.line_of_words(self["title"])

    def options(self, names: Sequence[str]) -> dict[str, str]:
        return drafts.options((name.capitalize().replace("_", " "), drafts.line_of_words(self[name])) for name in names)


class Group:
    """The items of one product."""

    def __init__(self, pieces: Sequence[Piece], *, currency: str, at: datetime | None) -> None:
        self.items = [Item(piece) for piece in pieces[: drafts.MOST_ROWS]]
        self.draft = drafts.Draft(pieces[0].key, pieces[0].line)
        self.currency = currency
        self.at = at
        if len(pieces) > drafts.MOST_ROWS:
            self.draft.is_cut(pieces[0].line)

    def told(self) -> Iterator[SourceProduct | Rejection]:
        return self.draft.told(self._product())

    def _product(self) -> SourceProduct | None:
        sold = [(item, offer) for item in self._sound_items() if (offer := self._offer(item))]
        if not sold:
            return None
        items = [item for item, _offer in sold]
        first, title = items[0], _shared([item.title for item in items])
        names = _option_names(items)
        priced = [
            drafts.Priced(item.line, item.title, replace(variant, options=item.options(names)), currency)
            for item, (variant, currency) in sold
        ]
        vendor = drafts.line_of_words(first["brand"])
        return SourceProduct(
            line=self.draft.line,
            handle=self.draft.handle,
            title=title,
            listed=not all(self._is_over(item) for item in items),
            currency=priced[0].currency,
            description=self.items[0]["description"],
            vendor=vendor[:120],
            kind=_kind(first["product_type"], {title, first.title, vendor})[:120],
            category=drafts.filed(first["google_product_category"], first["product_type"]),
            link=self.draft.link(first["link"] or first["canonical_link"], first.line),
            tags=tuple(dict.fromkeys(said for item in items if (said := item["condition"].casefold()) in _SECOND_HAND)),
            variants=tuple(each.variant for each in self.draft.choices(priced, title=title)),
            pictures=self.draft.pictures(_pictures(items)),
        )

    def _sound_items(self) -> Iterator[Item]:
        """Yield those with a title and an id that no item before them had."""
        lines: dict[str, int] = {}
        for item in self.items:
            if item["id"] and item["id"] in lines:
                reason = _("The id “%(id)s” came before, on line %(line)d.")
                self.draft.reject(item.line, reason % {"id": item["id"][:80], "line": lines[item["id"]]})
            elif self.draft.has_title(item.title, item.line):
                lines[item["id"]] = item.line
                yield item

    def _offer(self, item: Item) -> tuple[SourceVariant, str] | None:
        """Return what the item is sold for and in which currency."""
        try:
            price = amounts.read(item["price"], self.currency) if item["price"] else None
            available = availability.read(item["availability"])
        except (amounts.NotAPrice, availability.NotSaid) as problem:
            self.draft.reject(item.line, problem.reason)
            return None
        regular, currency = (price.minor, price.currency) if price else (None, self.currency)
        now = self._reduced(item, regular, currency)
        return SourceVariant({}, item["id"][:120], now, drafts.reduced_from(regular, now), available), currency

    def _reduced(self, item: Item, regular: int | None, currency: str) -> int | None:
        """Return the sale price while the sale is on, else the regular one."""
        begin, _slash, end = item["sale_price_effective_date"].partition("/")
        if not item["sale_price"] or not sales.is_on(begin, end, self.at):
            return regular
        try:
            reduced = amounts.read(item["sale_price"], currency)
        except amounts.NotAPrice as problem:
            self.draft.reject(item.line, _("%(reason)s The sale price is left out.") % {"reason": problem.reason})
            return regular
        if reduced.currency != currency or (regular is not None and reduced.minor > regular):
            return regular
        return reduced.minor

    def _is_over(self, item: Item) -> bool:
        return bool(item["expiration_date"]) and not sales.is_on("", item["expiration_date"], self.at)


def _shared(titles: Sequence[str]) -> str:
    """Return what titles such as "Cup, red" and "Cup, green" share, if that is most of them; else the first."""
    if len(set(titles)) == 1:
        return titles[0]
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*titles, strict=False))
    common = "".join(letters[0] for letters in alike)
    if any(title[len(common) :][:1].isalnum() for title in titles):
        common = common[: max(common.rfind(mark) for mark in " " + drafts.PARTING) + 1]
    is_parted = common.rstrip()[-1:] in drafts.PARTING
    common = common.strip(" " + drafts.PARTING)
    return common if len(common) >= (2 if is_parted else max(3, min(map(len, titles)) // 2)) else titles[0]


def _option_names(items: Sequence[Item]) -> list[str]:
    """Return the attributes that are choices here: some only where the items differ in them."""
    names = [name for name in _ALWAYS if any(item[name] for item in items)]
    return names + [name for name in _WHERE_THEY_DIFFER if len({item[name] for item in items}) > 1]


def _kind(product_type: str, others: set[str]) -> str:
    """Return the last word of a path that is about the kind: some end with the brand and the title."""
    words = [word.strip() for word in drafts.line_of_words(product_type).split(">")]
    return next((word for word in reversed(words) if word and word not in others), "")


def _pictures(items: Sequence[Item]) -> Iterator[tuple[int, str, str]]:
    """The first item's pictures, then the main one of each other."""
    first = items[0]
    further = [(first, written) for written in first.said.get("additional_image_link", ())]
    for item, written in [(first, first["image_link"]), *further, *((item, item["image_link"]) for item in items[1:])]:
        yield from ((item.line, address, "") for address in drafts.addresses(written))
