"""A town dense enough that no card's place hangs on one reason alone."""

from datetime import timedelta
from random import Random

from tests.factories import NOON, a_circle, a_mark, a_person, a_product, a_shop, a_tag
from watercress.catalogue.models import Product, Shop
from watercress.community.models import Community
from watercress.people.models import Person

WORN = ("tea-house", "mori-girl", "journaling-stationery", "linen-cotton")
LONG_AGO = NOON - timedelta(days=200)


def a_small_shop(**columns: object) -> Shop:
    return a_shop(small_since=LONG_AGO, **columns)  # type: ignore[arg-type]


def an_old_product(shop: Shop, **columns: object) -> Product:
    """On the shelf for so long that it is new to nobody."""
    return a_product(shop=shop, **{"added_at": LONG_AGO, "first_listed_at": LONG_AGO, **columns})


def count_goods() -> None:
    for shop in Shop.objects.all():
        shop.products_count = shop.products.filter(listed=True, retired_at=None).count()
        shop.save(update_fields=["products_count"])
