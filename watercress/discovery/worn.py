"""The labels one is shown things for: those one wears, or those a visitor chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Func, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce

from watercress.catalogue.models import Shop
from watercress.labels.models import Label, Wear
from watercress.labels.naming import named


@dataclass(frozen=True)
class Worn:
    id: int
    slug: str
    name: str
    """In the language of the page."""
    place: int
    """From 1."""
    goods: int
    """How many products bear it."""
    wearers: int
    """How many wear it for all to see."""
    town: int
    """How many goods are on the town's shelves."""
    is_private: bool = False
    other_name: str = ""


_COLUMNS = ("id", "slug", "en", "zh", "goods_count", "wearers_count")


def by(person: Any) -> list[Worn]:
    """Return what someone wears, seen or unseen, in their order: one query."""
    if not person.is_authenticated:
        return []
    wears = Wear.objects.visible_to(person).filter(person=person).order_by("position")
    columns = {f"label__{column}" for column in _COLUMNS}
    rows = wears.annotate(town=_on_the_shelves()).values(*columns, "town", "is_public")
    bare = [{name.removeprefix("label__"): value for name, value in row.items()} for row in rows]
    return [_worn(row, place) for place, row in enumerate(bare, start=1)]


def chosen(slugs: Sequence[str]) -> list[Worn]:
    """Return the labels a visitor chose, in their order, without those this town hides: one query, or none for none."""
    if not slugs:
        return []
    labels: QuerySet[Label] = Label.objects.visible_to(None).filter(slug__in=slugs)
    rows: Any = labels.annotate(town=_on_the_shelves()).values(*_COLUMNS, "town")
    found = {row["slug"]: row for row in rows}
    return [_worn(found[slug], place) for place, slug in enumerate((s for s in slugs if s in found), start=1)]


def _worn(row: dict[str, Any], place: int) -> Worn:
    return Worn(
        **named(row),
        id=row["id"],
        place=place,
        goods=row["goods_count"],
        wearers=row["wearers_count"],
        town=row["town"],
        is_private=not row.get("is_public", True),
    )


def _on_the_shelves() -> Any:
    # Not Sum(): Django would group by shop.
    every = Func("products_count", function="SUM", output_field=IntegerField())
    return Coalesce(Subquery(Shop.objects.order_by().annotate(n=every).values("n")), 0)
