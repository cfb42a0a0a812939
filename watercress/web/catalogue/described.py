"""What a product's page tells programs that read it: schema.org's Product, as JSON-LD."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString

from watercress.catalogue.models import Product, Shop
from watercress.kernel import money, pictures
from watercress.web import addresses

# What would end the script it stands in, or begin another; a browser never runs this kind, whatever it holds.
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
WIDTH = 960


def product(product: Product, shop: Shop, *, words: str, shown: Iterable[str]) -> SafeString:
    """Return the JSON of a product on the shelf, for a `<script type="application/ld+json">`; `shown`: picture keys."""
    page = addresses.public(addresses.product(product.pk, product.title))
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.title,
        "description": words,
        "url": page,
        "inLanguage": "zh-Hans" if product.lang.startswith("zh") else product.lang,
        "image": [addresses.public(pictures.address(key, WIDTH)) for key in shown],
    }
    if product.price is not None:
        told["offers"] = _offer(product, shop, page)
    return SafeString(json.dumps(told, ensure_ascii=False).translate(ESCAPED))


def _offer(product: Product, shop: Shop, page: str) -> dict[str, Any]:
    least, most = product.price or 0, product.price_most or product.price or 0
    offer = {
        "@type": "Offer" if least == most else "AggregateOffer",
        "priceCurrency": product.currency,
        "availability": f"https://schema.org/{'InStock' if product.available else 'OutOfStock'}",
        "url": page,
        "seller": {
            "@type": "Organization",
            "name": shop.name,
            "url": addresses.public(addresses.url("shop", shop.slug)),
        },
    }
    costs = ("price",) if least == most else ("lowPrice", "highPrice")
    return offer | {
        name: money.to_written(amount, product.currency) for name, amount in zip(costs, (least, most), strict=False)
    }
