"""What stands on somebody's shelves."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from watercress.catalogue import cards
from watercress.catalogue.models import Product
from watercress.shelves.models import Mark, Shelf

GOODS_A_PAGE = 24
OF_A_MARK = ("shelf", "stars", "words", "words_lang", "why_left", "is_public", "held_at", "marked_at")


def numbers_of(owner: Any, *, person: Any) -> dict[str, int]:
    """Return how many things stand on each of `owner`'s shelves, as far as `person` may see."""
    counted = _of(owner, person).order_by().values_list("shelf").annotate(n=Count("pk"))
    return dict.fromkeys(Shelf.values, 0) | dict(counted)


def on_shelf(owner: Any, shelf: str, *, person: Any, most: int, skip: int = 0) -> list[dict[str, Any]]:
    """Return the cards on one shelf, the latest first, each with what `owner` says of it."""
    found = _of(owner, person).filter(shelf=shelf).order_by("-marked_at", "-id")
    return cards.through(found.annotate(words_lang=F("lang"))[skip : skip + most], *OF_A_MARK)


def shelves_of(person: Any) -> dict[int, str]:
    """Return product → shelf for all that `person` has marked; at most `policies.MOST_MARKS`."""
    return dict(Mark.objects.filter(person=person).values_list("product", "shelf"))


def _of(owner: Any, person: Any) -> QuerySet[Mark]:
    seen = Product.objects.visible_to(person).filter(pk=OuterRef("product"))
    return Mark.objects.visible_to(person).filter(Exists(seen), person=owner)
