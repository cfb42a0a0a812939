"""
What a question finds, for one searcher.

Each kind is asked of its own `visible_to`, and the index only says which of those rows have the words: an entry that
should not be there, or is there still, finds nothing. Counts are counts of these same queries.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import BooleanField, Case, Count, Expression, F, IntegerField, QuerySet, Value, When

from watercress.catalogue.models import Product, Shop
from watercress.community.models import Community, Post
from watercress.labels.models import Label
from watercress.people.models import Person

from . import label_names
from .asked import Asked, Column
from .backends import BACKENDS, Backend
from .models import Kind

TABS = ("products", "shops", "circles", "topics", "people", "labels")
"""What one may look for, in the order pages name it."""

PRODUCTS_BY: dict[str, tuple[Any, ...]] = {
    "best": ("-wants_count", "-id"),
    "newest": ("-added_at", "-id"),
    # One currency after another: nothing is converted, so 90 of one is neither more nor less than 100 of another.
    "cheapest": ("currency", F("price").asc(nulls_last=True), "-id"),
    "dearest": ("currency", F("price").desc(nulls_last=True), "-id"),
}
"""Orders of goods; only the first asks where the words stand. There is no paid place in any."""


class Says(Expression):
    """True of a row whose entry has, in one column, every word that is asked for."""

    conditional = True
    output_field = BooleanField()

    def __init__(self, kind: Kind, column: Column, asked: Asked) -> None:
        super().__init__()
        self.kind, self.column, self.asked = kind, column, asked
        self.number: Any = F("pk")

    def get_source_expressions(self) -> list[Any]:
        return [self.number]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.number,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        number, values = compiler.compile(self.number)
        backend = BACKENDS[connection.vendor]
        sql, more = backend.numbers(self.kind, self.column, self.asked)
        return self._holds(backend, number, sql), (*values, *more)

    def _holds(self, backend: Backend, number: str, numbers: str) -> str:
        return backend.holds(number, numbers)


class _SaysInOrder(Says):
    """The same among columns: there nothing is joined, and each of many hits is looked up and not walked to."""

    def _holds(self, backend: Backend, number: str, numbers: str) -> str:
        return f"{number} IN ({numbers})"


def products(asked: Asked, *, person: Any) -> QuerySet[Product]:
    """Return goods on the shelf, in no order yet."""
    return _saying(Kind.PRODUCT, asked, Product.objects.visible_to(person).on_the_shelf())


def shops(asked: Asked, *, person: Any) -> QuerySet[Shop]:
    return _saying(Kind.SHOP, asked, Shop.objects.visible_to(person))


def circles(asked: Asked, *, person: Any) -> QuerySet[Community]:
    return _saying(Kind.COMMUNITY, asked, Community.objects.visible_to(person))


def topics(asked: Asked, *, person: Any) -> QuerySet[Post]:
    return _saying(Kind.POST, asked, Post.objects.visible_to(person))


def people(asked: Asked, *, person: Any) -> QuerySet[Person]:
    return _saying(Kind.PERSON, asked, Person.objects.visible_to(person))


def labels(asked: Asked, *, person: Any) -> QuerySet[Label]:
    return Label.objects.visible_to(person).filter(slug__in=label_names.saying(asked))


def in_order(tab: str, found: QuerySet[Any], asked: Asked, *, by: str = "best") -> QuerySet[Any]:
    """
    Put what `found` holds in the order pages show it, the same on every database; only goods have others than "best".

    First what has all the words in its name, as words; then in its name at all; then what has them elsewhere.
    """
    if tab == "labels":
        return found.order_by("group", "ord")
    kind, columns = _ORDERS[tab]
    if tab == "products" and by != "best":
        return found.order_by(*PRODUCTS_BY[by])
    return found.order_by(rank(kind, asked), *columns)


def rank(kind: Kind, asked: Asked) -> Case:
    whens = [When(_SaysInOrder(kind, "words", asked), then=0)]
    if asked.is_cut:
        whens.append(When(_SaysInOrder(kind, "name", asked), then=1))
    return Case(*whens, default=2, output_field=IntegerField())


def counts(asked: Asked, *, person: Any) -> dict[str, int]:
    """Return how many of each kind `person` may read: one query, none for a question without words."""
    if not asked:
        return dict.fromkeys(TABS, 0)
    first, *others = (
        FIND[tab](asked, person=person)
        .order_by()
        .values(tab=Value(tab))
        .annotate(n=Count("pk"))
        .values_list("tab", "n")
        for tab in TABS
    )
    found = dict(first.union(*others, all=True))
    return {tab: found.get(tab, 0) for tab in TABS}


def _saying(kind: Kind, asked: Asked, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(Says(kind, "body", asked)) if asked else rows.none()


FIND: dict[str, Callable[..., QuerySet[Any]]] = {
    "products": products,
    "shops": shops,
    "circles": circles,
    "topics": topics,
    "people": people,
    "labels": labels,
}
_ORDERS: dict[str, tuple[Kind, tuple[str, ...]]] = {
    "products": (Kind.PRODUCT, PRODUCTS_BY["best"]),
    "shops": (Kind.SHOP, ("-products_count", "id")),
    "circles": (Kind.COMMUNITY, ("-members_count", "id")),
    "topics": (Kind.POST, ("-bumped_at", "-id")),
    "people": (Kind.PERSON, ("joined_at", "id")),
}
