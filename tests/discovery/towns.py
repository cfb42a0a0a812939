"""A town dense enough that no card's place hangs on one reason alone."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from tests.factories import NOON, a_circle, a_mark, a_person, a_product, a_shop, a_wear
from watercress.catalogue.models import Product, Shop
from watercress.community.models import Community
from watercress.discovery import slates
from watercress.discovery.models import Surface
from watercress.discovery.scoring import Candidate, Kind, Term, new_points
from watercress.labels.models import Label, Tag

LONG_AGO = NOON - timedelta(days=200)
WORN = ("tea-house", "mori-girl", "plus-size", "nuts")
"""The third starts private."""


def a_small_shop(**columns: Any) -> Shop:
    return a_shop(small_since=LONG_AGO, **columns)


def an_old_product(shop: Shop | None = None, **columns: Any) -> Product:
    """Of a small shop, and for so long on the shelf that it is new to nobody."""
    return a_product(shop=shop or a_small_shop(), **{"added_at": LONG_AGO, "first_listed_at": LONG_AGO, **columns})


def a_dense_town() -> SimpleNamespace:
    """
    Sixty old goods and twelve newer ones of twelve small shops, that bear what `mei` wears in many ways; `tea`, a
    circle of hers, and `nuts`, another, whose members want some of them.
    """
    mei, friends = a_person("mei"), [a_person() for _ in range(7)]
    for slug in WORN:
        a_wear(mei, slug)
    tea, nuts = a_circle(members=(mei, *friends), name="A Tea House"), a_circle(members=(mei, *friends[:3]))
    shops = [a_small_shop(products_count=6) for _ in range(12)]
    goods = Product.objects.bulk_create(
        Product(
            shop=shop,
            handle=f"thing-{number}",
            title=f"Thing {number} of {shop.name}",
            currency="CNY",
            price=100,
            price_most=100,
            first_listed_at=NOON - timedelta(days=place) if number == 0 else LONG_AGO,
            **dict.fromkeys(("added_at", "changed_at", "read_at"), NOON - timedelta(days=20)),
        )
        for place, shop in enumerate(shops)
        for number in range(6)
    )
    labels = list(Label.objects.filter(slug__in=WORN).order_by("id"))
    tags = [
        Tag(product=product, label=label, position=place, tagged_at=NOON)
        for number, product in enumerate(goods)
        for place, label in enumerate(labels, start=1)
        if number % (place + 1) == 0
    ]
    Tag.objects.bulk_create(tags)
    for label in labels:
        label.goods_count = sum(tag.label == label for tag in tags)
    Label.objects.bulk_update(labels, ["goods_count"])
    for number, product in enumerate(goods[::7]):
        wanted_by(product, *friends[: number % 8])
    return SimpleNamespace(mei=mei, friends=friends, tea=tea, nuts=nuts, shops=shops, goods=goods)


def wanted_by(product: Product, *people: Any, **columns: Any) -> None:
    for person in people:
        a_mark(product, person=person, **columns)


def a_slate(circle: Community, *products: Product) -> str:
    """Return the key of a slate that shows the first of these, the others behind it, with every kind of reason."""
    terms = (
        Term(Kind.LABEL, 512, of="tea-house", place=1, goods=31),
        Term(Kind.LABEL, 208, of="plus-size", place=2, goods=4, is_private=True),
        Term(Kind.WANTS, 388, of=str(circle.pk), people=5),
        Term(Kind.WANTS, 238, of=str(circle.pk)),
        *(Term(Kind.NEW, new_points(days), days=days) for days in (0, 1, 5)),
    )
    shown = [Candidate(product.pk, product.shop_id, terms) for product in products]
    return slates.keep(Surface.HOME, shown[:1], shown[1:], day=NOON.date(), goods=240)
