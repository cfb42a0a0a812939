"""The columns of a product card: what every list of goods reads, in one query."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet

from .models import Product

COLUMNS = ("id", "title", "lang", "price", "price_most", "currency", "available", "retired_at")


def rows(products: QuerySet[Product]) -> list[dict[str, Any]]:
    """Read `products` as card rows, in their own order."""
    found = products.values(
        *COLUMNS, shop_name=F("shop__name"), shop_slug=F("shop__slug"), picture_key=F("picture__key")
    )
    return [{**row, "why": ""} for row in found]


def in_order(numbers: Iterable[int], *, person: Any) -> list[dict[str, Any]]:
    """Return the cards of these products, as listed, without those `person` may not see."""
    wanted = list(numbers)
    found = {row["id"]: row for row in rows(Product.objects.visible_to(person).filter(pk__in=wanted))}
    return [found[number] for number in wanted if number in found]


def talked_about(topics: Iterable[dict[str, Any]], *, person: Any, most: int) -> list[dict[str, Any]]:
    """Return the cards of what these topics show, in the order first met, one product of a shop after another."""
    numbers = dict.fromkeys(card["id"] for topic in topics for card in topic["cards"])
    found = [row for row in in_order(list(numbers)[: most * 5], person=person) if row["retired_at"] is None]
    seen: dict[str, int] = {}
    for row in found:
        row["turn"] = seen[row["shop_slug"]] = seen.get(row["shop_slug"], -1) + 1
    # A shop's second product waits until every shop has had its first: nobody's shelf becomes the page.
    return sorted(found, key=lambda row: row["turn"])[:most]
