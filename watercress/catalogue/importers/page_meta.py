"""What a page's head says of a product: OpenGraph and the product properties beside it."""

from collections import defaultdict
from typing import Any

from lxml import etree

MOST = 500


def read(root: etree._Element) -> dict[str, list[str]]:
    """Return the contents of the head's meta elements by property or name, in the order of the page."""
    said: dict[str, list[str]] = defaultdict(list)
    for _count, meta in zip(range(MOST), root.iter("meta"), strict=False):
        name = (meta.get("property") or meta.get("name") or "").strip().casefold()
        content = (meta.get("content") or "").strip()
        if name and content:
            said[name].append(content)
    return said


def node(said: dict[str, list[str]]) -> dict[str, Any]:
    """Return them as a node of schema.org, or {} if they are not of a product."""

    def first(*names: str) -> str:
        return next((said[name][0] for name in names if said.get(name)), "")

    price = first("product:sale_price:amount", "product:price:amount", "og:price:amount", "product:price")
    if not price and "product" not in first("og:type").casefold():
        return {}
    offer = {
        "price": price,
        "before": first("product:original_price:amount", "product:price:amount", "og:price:standard_amount"),
        "priceCurrency": first("product:price:currency", "og:price:currency", "product:sale_price:currency"),
        "availability": first("product:availability", "og:availability"),
    }
    return {
        "@type": ["Product"],
        "name": first("og:title", "twitter:title"),
        "description": first("og:description", "description", "twitter:description"),
        "image": said.get("og:image:secure_url") or said.get("og:image") or said.get("twitter:image", []),
        "url": first("og:url"),
        "brand": first("product:brand", "og:brand"),
        "sku": first("product:retailer_item_id", "product:mfr_part_no"),
        "category": first("product:category"),
        "color": first("product:color"),
        "size": first("product:size"),
        "material": first("product:material"),
        "offers": offer,
    }
