"""The columns of a product card: what every list of goods reads, in one query."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from .models import Product

COLUMNS = (
    *("id", "title", "lang", "price", "price_most", "currency", "available", "retired_at", "wants_count"),
    "shop_id",
)
OF_THE_SHOP = ("host", "name", "slug")


def of_the_shop(way: str) -> dict[str, F]:
    """Return the columns of the shop that a card shows, by `way` of the rows read, e.g. "product__shop__"."""
    return {f"shop_{name}": F(f"{way}{name}") for name in OF_THE_SHOP}


def rows(products: QuerySet[Product]) -> list[dict[str, Any]]:
    """Read `products` as card rows, in their own order."""
    found = products.values(*COLUMNS, **of_the_shop("shop__"), picture_key=F("picture__key"))
    return [{**row, "why": ""} for row in found]


def in_order(numbers: Iterable[int], *, person: Any) -> list[dict[str, Any]]:
    """Return the cards of these products, as listed, without those `person` may not see."""
    wanted = list(numbers)
    found = {row["id"]: row for row in rows(Product.objects.visible_to(person).filter(pk__in=wanted))}
    return [found[number] for number in wanted if number in found]


def through(found: QuerySet[Any], *more: str) -> list[dict[str, Any]]:
    """Read the products that `found`, rows with a `product`, point to as card rows, with `more` columns beside."""
    read = found.values(
        *more,
        *(f"product__{name}" for name in (*COLUMNS, "listed")),
        **of_the_shop("product__shop__"),
        picture_key=F("product__picture__key"),
    )
    return [{name.removeprefix("product__"): value for name, value in row.items()} | {"why": ""} for row in read]


def is_on_the_shelf(card: dict[str, Any]) -> bool:
    """What `Product.objects.on_the_shelf()` decides, for a row read with `through`."""
    return bool(card["listed"]) and card["retired_at"] is None


def talked_about(topics: Iterable[dict[str, Any]], *, most: int) -> list[dict[str, Any]]:
    """
    Return the cards of what these topics show, in the order first met, one product of a shop after another; no query.

    Each says in `why` where it was first met.
    """
    met: dict[int, dict[str, Any]] = {}
    for topic in topics:
        why = _("talked about in {place}").format(place=topic["community_name"])
        for card in filter(is_on_the_shelf, topic["cards"]):
            met.setdefault(card["id"], {**card, "why": why})
    found = list(met.values())[: most * 5]
    seen: dict[str, int] = {}
    for row in found:
        row["turn"] = seen[row["shop_slug"]] = seen.get(row["shop_slug"], -1) + 1
    # A shop's second product waits until every shop has had its first: nobody's shelf becomes the page.
    return sorted(found, key=lambda row: row["turn"])[:most]
