"""Telling those who want a thing that it has become cheaper: once for each price, and only when it is news."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from watercress.catalogue import cards

from .models import Mark, PriceDrop, Shelf

AT_ONCE = 1000
SHOWN = 12


def tell(product_id: int, *, was: int, now: int, currency: str, fell_at: datetime) -> None:
    """
    Note a lower price for everyone who wanted the thing before it fell; the same again changes nothing.

    Whoever was told a price that is as low already is not told again. To be called outside a transaction: it opens
    one for each thousand people, so that nobody waits behind a wish of ten thousand.
    """
    wishes = Mark.objects.filter(product=product_id, shelf=Shelf.WANT, marked_at__lte=fell_at)
    people = wishes.order_by("person").values_list("person", flat=True)
    last = 0
    while some := list(people.filter(person__gt=last)[:AT_ONCE]):
        told: Any = {"was": was, "now": now, "currency": currency, "fell_at": fell_at}
        with transaction.atomic():
            # Where two prices are told at once, the second to come here finds the first one's row and lowers it.
            fresh = [PriceDrop(person_id=person, product_id=product_id, **told) for person in some]
            PriceDrop.objects.bulk_create(fresh, ignore_conflicts=True)
            theirs = PriceDrop.objects.filter(product=product_id, person__gt=last, person__lte=some[-1])
            _lower(theirs, **told)
        last = some[-1]


def _lower(drops: Any, *, was: int, now: int, currency: str, fell_at: datetime) -> None:
    """Move what was told down to a lower price; what nobody has seen yet keeps the price it fell from."""
    unseen = When(seen_at=None, currency=currency, then=F("was"))
    drops.filter(Q(now__gt=now) | ~Q(currency=currency), fell_at__lt=fell_at).update(
        was=Case(unseen, default=Value(was)), now=now, currency=currency, fell_at=fell_at, seen_at=None
    )


def drops_for(person: Any, *, most: int = SHOWN) -> list[dict[str, Any]]:
    """
    Return the cards of what `person` wants and what fell since they last looked, the latest first.

    Each has `was` beside its price of today. One query; none for a visitor.
    """
    if not person.is_authenticated:
        return []
    fallen = PriceDrop.objects.visible_to(person).filter(seen_at=None)
    return cards.through(fallen.order_by("-fell_at", "-id")[:most], "was", "fell_at")


def was(person: Any, products: Iterable[int]) -> dict[int, int]:
    """Return product → the price it fell from, seen or not, for those of `products` that are cheaper now."""
    fallen = PriceDrop.objects.visible_to(person).filter(product__in=list(products))
    return dict(fallen.values_list("product", "was"))


def see(products: Iterable[int], *, person: Any, at: datetime) -> None:
    """Note that `person` has read of these; what falls further is told again."""
    PriceDrop.objects.filter(person=person, product__in=list(products), seen_at=None).update(seen_at=at)
