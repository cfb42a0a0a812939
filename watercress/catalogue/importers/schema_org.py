"""
Products as schema.org's words tell of them, in nodes of JSON-LD's shape.

Everything in them is somebody else's: of any type, in any number and at any depth.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from watercress.kernel.text import UNKEEPABLE

MOST_NODES = 20_000
MOST_OFFERS = 500
PRODUCTS = frozenset({"Product", "ProductGroup", "IndividualProduct", "ProductModel", "SomeProducts", "Vehicle", "Car"})
# What stands under these is another product than the page's own, or no product at all.
_APART = frozenset(
    "isRelatedTo isSimilarTo isAccessoryOrSparePartFor isConsumableFor isVariantOf hasVariant itemListElement review "
    "reviews offers related_products recommendedItem mentions potentialAction".split()
)
OPTIONS = {"color": "Color", "size": "Size", "material": "Material", "pattern": "Pattern"}


@dataclass
class Offer:
    """One way to buy it, as it is written."""

    price: str = ""
    before: str = ""
    currency: str = ""
    availability: str = ""
    sku: str = ""
    name: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Telling:
    """What one part of a page tells of the product, as it is written; "" and [] where it does not."""

    line: int
    name: str = ""
    description: str = ""
    vendor: str = ""
    kind: str = ""
    link: str = ""
    identifier: str = ""
    tags: str = ""
    pictures: list[tuple[str, str]] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)


class Graph:
    """All nodes of a page; one may stand for another by its @id."""

    def __init__(self, roots: Iterable[tuple[int, Any]]) -> None:
        self._nodes: list[tuple[int, dict[str, Any]]] = []
        self._by_id: dict[str, dict[str, Any]] = {}
        waiting = deque((line, root, True) for line, root in roots)
        for _count in range(MOST_NODES):
            if not waiting:
                break
            line, value, is_own = waiting.popleft()
            if isinstance(value, list):
                waiting.extend((line, each, is_own) for each in value[:MOST_NODES])
            elif isinstance(value, dict):
                self._note(line, value, is_own)
                waiting.extend((line, each, is_own and name not in _APART) for name, each in value.items())

    def _note(self, line: int, node: dict[str, Any], is_own: bool) -> None:
        if is_own:
            self._nodes.append((line, node))
        if isinstance(name := node.get("@id"), str) and len(node) > 1:
            self._by_id.setdefault(name, node)

    def products(self) -> Iterator[Telling]:
        """Yield what is told of each product with a name that is the page's own, outermost first."""
        for line, node in self._nodes:
            if _types(node) & PRODUCTS and (telling := self._telling(line, node)).name:
                yield telling

    def values(self, node: dict[str, Any], *names: str) -> list[Any]:
        """Return what the first of these properties that is there holds, each value with its @id followed."""
        for name in names:
            held = node.get(name)
            held = held if isinstance(held, list) else [] if held is None else [held]
            if held:
                return [self._followed(value) for value in held[:MOST_OFFERS]]
        return []

    def text(self, node: dict[str, Any], *names: str) -> str:
        """Return the first of these properties that says something; of a node, its name."""
        for name in names:
            for value in self.values(node, name):
                if said := _text(value):
                    return said
        return ""

    def _followed(self, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(name := value.get("@id"), str) and len(value) == 1:
            return self._by_id.get(name, value)
        return value

    def _telling(self, line: int, node: dict[str, Any]) -> Telling:
        variants = [variant for variant in self.values(node, "hasVariant") if isinstance(variant, dict)]
        offers = [offer for variant in variants for offer in self._offers(variant)[:1]] or self._offers(node)
        pictures = [picture for part in (node, *variants) for picture in self._pictures(part)]
        return Telling(
            line=line,
            name=self.text(node, "name"),
            description=self.text(node, "description") or next((self.text(v, "description") for v in variants), ""),
            vendor=self.text(node, "brand", "manufacturer"),
            kind=self.text(node, "category"),
            link=self.text(node, "url", "mainEntityOfPage") or _address(node.get("@id")),
            identifier=self.text(node, "productGroupID", "sku", "productID", "mpn", "gtin13", "gtin"),
            tags=", ".join(filter(None, map(_text, self.values(node, "keywords")))),
            pictures=pictures,
            offers=offers,
        )

    def _pictures(self, node: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield each picture's address and its words."""
        for value in self.values(node, "image"):
            if isinstance(value, dict):
                address = self.text(value, "contentUrl", "url") or _address(value.get("@id"))
                words = self.text(value, "caption", "name")
            else:
                address, words = _text(value), ""
            if address:
                yield address, words

    def _offers(self, node: dict[str, Any]) -> list[Offer]:
        """Return the ways to buy a product or a variant; those of several sellers stand in one that sums them up."""
        offers: list[Offer] = []
        for value in self.values(node, "offers"):
            if not isinstance(value, dict):
                continue
            each = [within for within in self.values(value, "offers") if isinstance(within, dict)] or [value]
            offers += [self._offer(offer, within=value, of=node) for offer in each]
        return offers[:MOST_OFFERS] or [self._offer({}, within={}, of=node)]

    def _offer(self, offer: dict[str, Any], *, within: dict[str, Any], of: dict[str, Any]) -> Offer:
        now, before = offer, ""
        for value in self.values(offer, "priceSpecification"):
            if isinstance(value, dict) and self.text(value, "price"):
                kind = self.text(value, "priceType").rsplit("/", 1)[-1]
                if kind in ("ListPrice", "StrikethroughPrice", "SRP", "MSRP"):
                    before = self.text(value, "price")
                elif not self.text(now, "price"):
                    now = value
        sold = next((value for value in self.values(offer, "itemOffered") if isinstance(value, dict)), {})
        return Offer(
            price=self.text(now, "price", "lowPrice"),
            before=before or self.text(offer, "before"),
            currency=self.text(now, "priceCurrency")
            or self.text(offer, "priceCurrency")
            or self.text(within, "priceCurrency"),
            availability=self.text(offer, "availability") or self.text(within, "availability"),
            sku=self.text(offer, "sku", "mpn") or self.text(sold, "sku") or self.text(of, "sku", "mpn"),
            name=self.text(offer, "name") or self.text(sold, "name") or self.text(of, "name"),
            options=self._options(offer) or self._options(sold) or self._options(of),
        )

    def _options(self, node: dict[str, Any]) -> list[tuple[str, str]]:
        return [(label, said) for name, label in OPTIONS.items() if (said := self.text(node, name))]


def _types(node: dict[str, Any]) -> set[str]:
    """Return the names of its types, without the vocabulary's address before them."""
    written = node.get("@type")
    named = written if isinstance(written, list) else [written]
    return {re.split(r"[/#:]", name.strip())[-1] for name in named[:20] if isinstance(name, str)}


def _text(value: Any) -> str:
    """Return what a value says; of a node, its own value, name or address."""
    for name in ("@value", "name", "url", "@id"):
        if isinstance(value, dict) and isinstance(value.get(name), str | list):
            value = value[name]
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str)), "")
    return UNKEEPABLE.sub("", value).strip() if isinstance(value, str) else ""


def _address(value: Any) -> str:
    return value if isinstance(value, str) and re.match(r"https?://", value) else ""
