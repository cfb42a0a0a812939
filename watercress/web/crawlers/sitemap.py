"""The addresses of what anyone may read, in parts: each asks `visible_to` for a passer-by, so what is hidden is not in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import DateTimeField, F, Max, QuerySet, Value
from django.urls import reverse

from watercress.catalogue import departments
from watercress.catalogue.models import Product, Shop
from watercress.community.models import Community, Post
from watercress.labels.models import Label
from watercress.shelves.models import List
from watercress.web import addresses

EACH = 10_000
"""Row numbers a part spans, so that no part is counted or skipped through; a file may list 50,000."""
PASSER_BY = AnonymousUser()

Entry = tuple[str, datetime | None]


@dataclass(frozen=True)
class Rows:
    """The pages of a model's rows, one each."""

    rows: Callable[[], QuerySet[Any]]
    columns: tuple[str, ...]
    address: Callable[..., str]
    changed: str = ""
    """The column that says when, where there is one."""

    def last(self) -> int:
        return self.rows().order_by().aggregate(last=Max("pk"))["last"] or 0

    def entries(self, part: int) -> list[Entry]:
        found = self.rows().filter(pk__gt=(part - 1) * EACH, pk__lte=part * EACH).order_by("pk")
        when = F(self.changed) if self.changed else Value(None, output_field=DateTimeField())
        return [(self.address(*row), changed) for *row, changed in found.values_list(*self.columns, when)]


@dataclass(frozen=True)
class Places:
    """The few pages that are there whatever stands in them, and the departments with goods."""

    names: tuple[str, ...]

    def last(self) -> int:
        return 1

    def entries(self, part: int) -> list[Entry]:
        if part != 1:
            return []
        stocked = [branch.slug for branch in departments.with_goods(person=PASSER_BY).values() if branch.goods]
        paths = [*map(reverse, self.names), *(reverse("category", args=[slug]) for slug in stocked)]
        return [(path, None) for path in paths]


KINDS: dict[str, Rows | Places] = {
    "places": Places(("home", "circles", "shops", "categories", "lists", "cravings", "labels")),
    "shops": Rows(
        lambda: Shop.objects.visible_to(PASSER_BY), ("slug",), lambda slug: reverse("shop", args=[slug]), "read_at"
    ),
    "products": Rows(
        lambda: Product.objects.visible_to(PASSER_BY).on_the_shelf(), ("pk", "title"), addresses.product, "changed_at"
    ),
    "labels": Rows(lambda: Label.objects.visible_to(PASSER_BY), ("slug",), lambda slug: reverse("label", args=[slug])),
    "lists": Rows(lambda: List.objects.visible_to(PASSER_BY), ("pk", "title"), addresses.list_, "changed_at"),
    "circles": Rows(
        lambda: Community.objects.visible_to(PASSER_BY).readable_by(PASSER_BY),
        ("slug",),
        lambda slug: reverse("community", args=[slug]),
        "last_post_at",
    ),
    "topics": Rows(
        lambda: Post.objects.visible_to(PASSER_BY),
        ("community__slug", "number", "title"),
        addresses.post,
        "bumped_at",
    ),
}
