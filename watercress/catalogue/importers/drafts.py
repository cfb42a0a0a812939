"""A product while it is read: what every source asks of its parts alike, and what was refused of it."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from watercress.catalogue import categories

from .records import Rejection, SourcePicture, SourceProduct, SourceVariant

MOST_ROWS = 5_000
MOST_PICTURES = 20
MOST_TAGS = 50
FRONT = "/"
"""The link of a thing that has no page of its own we know of: its shop's front."""
PARTING = "-–—,/|(:["
"""What stands between the title of a product and what a variant adds to it."""
_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


@dataclass(frozen=True)
class Priced:
    """A variant beside where it stands, what it is called there, and the currency its price is in."""

    line: int
    title: str
    variant: SourceVariant
    currency: str


class Draft:
    """What is said of one handle; what was refused of it is told before the product itself."""

    def __init__(self, handle: str, line: int) -> None:
        self.handle = handle
        self.line = line
        self._rejections: list[Rejection] = []

    def reject(self, line: int, reason: str | Promise) -> None:
        self._rejections.append(Rejection(line, reason, self.handle))

    def told(self, product: SourceProduct | None) -> Iterator[SourceProduct | Rejection]:
        yield from self._rejections
        if product:
            yield product

    def has_title(self, title: str, line: int) -> bool:
        if title and len(title) <= 255:
            return True
        self.reject(
            line, _("The product has no title.") if not title else _("The title is longer than 255 characters.")
        )
        return False

    def is_cut(self, line: int) -> None:
        """Say that the product has more rows than any shop's product has, and that the rest was not read."""
        self.reject(line, _("The product has more than %(most)d rows; the rest is left out.") % {"most": MOST_ROWS})

    def choices(self, priced: Sequence[Priced], *, title: str) -> list[Priced]:
        """
        Return the variants in the currency of the first, each told apart from the others as far as it can be.

        `title` is the product's; what a variant's own adds to it may tell them apart.
        """
        kept = [each for each in priced if each.currency == priced[0].currency]
        for each in priced:
            if each.currency != priced[0].currency:
                reason = _("The price is in %(its)s, those of the product's other variants in %(currency)s.")
                self.reject(each.line, reason % {"its": each.currency, "currency": priced[0].currency})
        by = {"Title": [_beyond(title, each.title) for each in kept], "SKU": [each.variant.sku for each in kept]}
        apart = _told_apart([each.variant for each in kept], by=by)
        return [replace(each, variant=variant) for each, variant in zip(kept, apart, strict=True)]

    def pictures(self, told: Iterable[tuple[int, str, str]], *, at: str = "") -> tuple[SourcePicture, ...]:
        """Take each (line, address, words) once, in this order; what is relative is named from the address `at`."""
        once: dict[str, SourcePicture] = {}
        for line, written, words in told:
            if address := web_address(written, at=at):
                once.setdefault(address, SourcePicture(address, words[:300]))
            else:
                self.reject(line, _("A picture's address does not begin with http:// or https://; it is left out."))
        return tuple(once.values())[:MOST_PICTURES]

    def link(self, written: str, line: int, *, at: str = "", otherwise: str = FRONT) -> str:
        """Return where the product has its page; `otherwise` is a path on its shop's own host, where that is not said."""
        address = web_address(written, at=at)
        if written and not address:
            self.reject(line, _("The product's address does not begin with http:// or https://; it is left out."))
        return address or otherwise


def web_address(written: str, *, at: str = "") -> str:
    """Return an http(s) address that fits its column, or ""."""
    # Names of files with spaces in them are common, and no browser minds.
    written = written.strip().replace(" ", "%20")
    try:
        address = urljoin(at, written) if at else written
    except ValueError:
        return ""
    return address if _ADDRESS.fullmatch(address) and len(address) <= 2000 else ""


def addresses(written: str) -> list[str]:
    """Part a cell that holds several addresses: by commas, semicolons, bars or lines, where the next one begins."""
    return [part for part in re.split(r"\s*[,;|\n，；、]\s*(?=https?:|//)|\s+(?=https?://)", written.strip()) if part]


def line_of_words(written: str) -> str:
    """Return a title or a name as it is read: on one line, without markup, and unescaped where it came escaped."""
    if "&" in written:
        # Twice: feeds escape what was escaped.
        written = html.unescape(html.unescape(written))
    return " ".join(_TAG.sub(" ", written).split()) if "<" in written else " ".join(written.split())


def tags(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.strip()[:60] for tag in written.split(",") if tag.strip()))[:MOST_TAGS]


def filed(*written: str) -> str:
    """Return the first of a product's categories that names a department of ours, else the first there is."""
    said = [words for each in written if (words := line_of_words(each))]
    return next((words for words in said if categories.slug_for(words)), said[0] if said else "")


def reduced_from(before: int | None, price: int | None) -> int | None:
    """Return what a price is said to have been reduced from: that counts only if it is higher."""
    return before if before and price is not None and before > price else None


def options(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return option name → value, bounded; two of one name are both kept."""
    kept: dict[str, str] = {}
    for name, value in named:
        if name and value:
            kept[f"{name[:60]} {len(kept) + 1}" if name[:60] in kept else name[:60]] = value[:255]
    return kept


def _beyond(title: str, its: str) -> str:
    """Return what a variant's title adds to the product's: "Basket - small" adds "small" to "Basket"."""
    return its.removeprefix(title).strip(" )]" + PARTING) or its


def _told_apart(variants: Sequence[SourceVariant], by: Mapping[str, Sequence[str]]) -> list[SourceVariant]:
    """
    Give variants whose options are alike one more, the first of `by` that tells them all apart.

    by  option name → its value for each variant
    """
    if _all_differ(variant.options for variant in variants):
        return list(variants)
    for name, values in by.items():
        further = [
            {**variant.options, **options([(name, value)])} for variant, value in zip(variants, values, strict=True)
        ]
        if _all_differ(further):
            return [replace(variant, options=chosen) for variant, chosen in zip(variants, further, strict=True)]
    return list(variants)


def _all_differ(choices: Iterable[Mapping[str, str]]) -> bool:
    seen = [tuple(choice.items()) for choice in choices]
    return len(set(seen)) == len(seen)
