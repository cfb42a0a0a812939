"""Fewer of the goods a question finds: of a department, a shop, a label, a price, and what there is to choose from."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet

from watercress.catalogue.categories import Department, departments
from watercress.catalogue.models import Product
from watercress.community.models import Post
from watercress.labels.models import Label, Tag

MOST_SHOPS = 30
MOST_LABELS = 24
MOST_CIRCLES = 30


@dataclass(frozen=True)
class Narrowed:
    """What is chosen; empty for everything. Amounts are minor units of `currency`: nothing is converted."""

    department: str = ""
    shop: str = ""
    label: str = ""
    currency: str = ""
    least: int | None = None
    most: int | None = None
    available: bool = False

    def __bool__(self) -> bool:
        return self != Narrowed()


@dataclass(frozen=True)
class Choices:
    """What the goods a question finds can be narrowed by, each with how many there are."""

    departments: list[tuple[Department, int, int]]
    """In the order of the tree, with how deep each lies in it."""
    shops: list[tuple[str, str, int]]
    """Slug and name, the one with most of them first."""
    currencies: list[tuple[str, int]]
    labels: list[tuple[dict[str, str], int]]
    """Slug and both names, the most borne first."""


def narrow(found: QuerySet[Product], by: Narrowed, *, person: Any) -> QuerySet[Product]:
    if by.department:
        found = found.filter(category__slug__in=_within(by.department))
    if by.shop:
        found = found.filter(shop__slug=by.shop)
    if by.label:
        shown = Label.objects.visible_to(person).filter(slug=by.label)
        found = found.filter(Exists(Tag.objects.filter(product=OuterRef("pk"), label__in=shown.values("pk"))))
    if by.currency:
        found = found.filter(currency=by.currency)
    if by.least is not None:
        found = found.filter(price__gte=by.least)
    if by.most is not None:
        found = found.filter(price__lte=by.most)
    return found.filter(available=True) if by.available else found


def choices(found: QuerySet[Product], *, person: Any) -> Choices:
    """Count what there is to choose from: three queries."""
    found = found.order_by()
    filed: Any = found.values_list("category__slug", "currency").annotate(n=Count("pk"))
    within, currencies = Counter[str](), Counter[str]()
    for slug, currency, n in filed:
        currencies[currency] += n
        within.update(dict.fromkeys(_paths()[slug] if slug else (), n))
    return Choices(
        departments=[(each, depth, within[each.slug]) for each, depth in _tree() if within[each.slug]],
        shops=_shops(found),
        currencies=sorted(currencies.items(), key=lambda counted: (-counted[1], counted[0])),
        labels=_labels(found, person),
    )


def circles(found: QuerySet[Post]) -> list[dict[str, Any]]:
    """Return the circles most of these topics stand in, each with how many: one query."""
    named = {name: Min(f"community__{name}") for name in ("slug", "name")}
    rows: Any = found.order_by().values(place=F("community")).annotate(n=Count("pk"), **named)
    return list(rows.order_by("-n", "place")[:MOST_CIRCLES])


def _shops(found: QuerySet[Product]) -> list[tuple[str, str, int]]:
    # Grouped by the number alone: by its name as well, each hit is compared by it.
    named: Any = found.values("shop_id").annotate(n=Count("pk"), slug=Min("shop__slug"), name=Min("shop__name"))
    return [(row["slug"], row["name"], row["n"]) for row in named.order_by("-n", "shop_id")[:MOST_SHOPS]]


def _labels(found: QuerySet[Product], person: Any) -> list[tuple[dict[str, str], int]]:
    shown = Label.objects.visible_to(person).values("pk")
    borne: Any = found.filter(label_tags__label__in=shown).values(label=F("label_tags__label"))
    names = {name: Min(f"label_tags__label__{name}") for name in ("slug", "en", "zh")}
    counted = borne.annotate(n=Count("pk"), **names).order_by("-n", "label")[:MOST_LABELS]
    return [({name: row[name] for name in names}, row["n"]) for row in counted]


@cache
def _paths() -> dict[str, tuple[str, ...]]:
    """Return each department with all it lies in, itself first."""
    paths: dict[str, tuple[str, ...]] = {}
    for each in departments():  # Parents stand before their children.
        paths[each.slug] = (each.slug, *paths.get(each.parent, ()))
    return paths


def _within(slug: str) -> list[str]:
    """Return a department and all that lie in it."""
    return [each for each, path in _paths().items() if slug in path]


@cache
def _tree() -> tuple[tuple[Department, int], ...]:
    """Return the departments as a tree is read, with how deep each lies."""

    def below(parent: str, depth: int) -> Iterator[tuple[Department, int]]:
        for each in departments():
            if each.parent == parent:
                yield each, depth
                yield from below(each.slug, depth + 1)

    return tuple(below("", 0))
