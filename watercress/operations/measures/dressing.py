"""Labels on goods and people, and wishes between them: a few of them are everywhere, as in any town."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from random import Random

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from watercress.catalogue.models import Product, Shop
from watercress.labels.models import Label, Tag, Wear
from watercress.shelves.models import Mark

BATCH = 5_000


def open_small_shops(*, at: datetime) -> None:
    """Say of two shops in three that they are small, so that their goods may be suggested."""
    some = [pk for pk in Shop.objects.values_list("pk", flat=True) if pk % 3]
    counted = Product.objects.filter(shop=OuterRef("pk")).order_by().values("shop").annotate(n=Count("pk"))
    Shop.objects.filter(pk__in=some).update(small_since=at, products_count=Coalesce(Subquery(counted.values("n")), 0))


def put_labels(products: Sequence[int], people: Sequence[int], *, dice: Random, at: datetime) -> None:
    """Put some three labels on each product and six on each person, counted."""
    labels = list(Label.objects.values_list("pk", flat=True))
    weights = [1 / (n + 3) for n in range(len(labels))]

    def some(number: int) -> Iterable[tuple[int, int]]:
        return enumerate(dict.fromkeys(dice.choices(labels, weights, k=number)), 1)

    Tag.objects.bulk_create(
        (Tag(product_id=pk, label_id=label, position=n, tagged_at=at) for pk in products for n, label in some(3)),
        batch_size=BATCH,
    )
    Wear.objects.bulk_create(
        (
            Wear(person_id=pk, label_id=label, position=n, is_public=True, since=at)
            for pk in people
            for n, label in some(6)
        ),
        batch_size=BATCH,
    )
    for column, rows in (("goods_count", Tag.objects), ("wearers_count", Wear.objects)):
        for label, number in rows.order_by().values_list("label").annotate(n=Count("pk")):
            Label.objects.filter(pk=label).update(**{column: number})


def wish(products: Sequence[int], people: Sequence[int], number: int, *, dice: Random, at: datetime) -> None:
    """Put up to `number` wishes on shelves, counted; some goods are wanted by very many."""
    wished = {(dice.choice(people), products[int(len(products) * dice.random() ** 3)]) for _ in range(number)}
    Mark.objects.bulk_create(
        (
            Mark(person_id=who, product_id=what, shelf="want", marked_at=at, changed_at=at)
            for who, what in sorted(wished)
        ),
        batch_size=BATCH,
    )
    counted = Mark.objects.filter(product=OuterRef("pk")).order_by().values("product").annotate(n=Count("pk"))
    Product.objects.update(wants_count=Coalesce(Subquery(counted.values("n")), 0))
