"""Putting goods on one's shelves, saying something of them, and taking them off again."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Product
from watercress.kernel import events
from watercress.kernel.decisions import NotAllowed, no
from watercress.kernel.models import Picture
from watercress.kernel.text import language_of

from . import numbers, policies, saying
from .events import MarkChanged
from .models import Mark, PriceDrop, Shelf
from .saying import Said


def mark(
    product: Product,
    *,
    person: Any,
    shelf: str,
    stars: int | None = None,
    words: str = "",
    why_left: str = "",
    picture: Picture | None = None,
    is_public: bool = True,
    at: datetime,
) -> Mark:
    """
    Put `product` on a shelf of `person`'s with all they say of it; what stood there before is replaced.

    What the keeper of another shop says is held back until the town lets it through. The same again changes nothing.
    Raises NotAllowed, Refused with everything that is wrong, Product.DoesNotExist for one `person` may not see.
    """
    said = saying.read(shelf, stars=stars, words=words, why_left=why_left, picture=picture, is_public=is_public)
    return _put(product, person=person, say=lambda _before: said, at=at)


def want(product: Product, *, person: Any, at: datetime) -> Mark:
    """
    Wish for `product` by a single press of a button; what one wants, has or had already stays as it is.

    Raises NotAllowed, Product.DoesNotExist.
    """
    wish = saying.read(Shelf.WANT)
    return _put(product, person=person, say=lambda before: Said.by(before) if before else wish, at=at)


def move(product: Product, *, person: Any, shelf: str, at: datetime) -> Mark:
    """
    Put `product` on a shelf and keep what was said of it, as far as that shelf bears it; for a button, too.

    Raises NotAllowed, Refused for a shelf there is not, Product.DoesNotExist.
    """
    empty = saying.read(shelf)

    def kept(before: Mark | None) -> Said:
        if before is None:
            return empty
        stars = None if shelf == Shelf.WANT else before.stars
        why_left = before.why_left if shelf == Shelf.HAD else ""
        return replace(Said.by(before), shelf=shelf, stars=stars, why_left=why_left)

    return _put(product, person=person, say=kept, at=at)


def unmark(product: Product, *, person: Any, at: datetime) -> bool:
    """Take a product off one's shelf with all one said of it; False if it was on none."""
    return _take_off(product, person=person, shelves=Shelf.values, at=at)


def unwant(product: Product, *, person: Any, at: datetime) -> bool:
    """Wish for it no longer, by a button; what one has or had already stays. False if it was no wish."""
    return _take_off(product, person=person, shelves=[Shelf.WANT], at=at)


@transaction.atomic
def _take_off(product: Product, *, person: Any, shelves: Collection[str], at: datetime) -> bool:
    policies.can_use_shelves(person).require()
    Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    before = Mark.objects.filter(person=person, product=product, shelf__in=shelves).first()
    if before is None:
        return False
    weighed = numbers.weight(before)
    before.delete()
    _forget_prices(person, product)
    numbers.move(product.pk, before=weighed, after=numbers.weight(None))
    events.record(MarkChanged(person_id=person.pk, product_id=product.pk), at=at)
    return True


@transaction.atomic
def _put(product: Product, *, person: Any, say: Callable[[Mark | None], Said], at: datetime) -> Mark:
    policies.can_use_shelves(person).require()
    # Held until commit, so that one person's two clicks, and many people's, count one after another.
    product = Product.objects.visible_to(person).select_for_update(no_key=True, of=("self",)).get(pk=product.pk)
    before = Mark.objects.filter(person=person, product=product).first()
    said = say(before)
    if before and said == Said.by(before):
        return before
    if said.is_something:
        policies.can_say(person, product.shop_id).require()
    if before is None:
        _require_room(person)
    weighed = numbers.weight(before)
    if before is None or before.shelf != said.shelf:
        _forget_prices(person, product)
    after = _write(said, before or Mark(person=person, product=product, marked_at=at), at=at)
    numbers.move(product.pk, before=weighed, after=numbers.weight(after))
    events.record(MarkChanged(person_id=person.pk, product_id=product.pk), at=at)
    return after


def _write(said: Said, mark: Mark, *, at: datetime) -> Mark:
    mark.held_at = _held_at(said, mark, at=at)
    mark.said_at = (mark.said_at or at) if said.is_something else None
    if mark.shelf != said.shelf:
        mark.marked_at = at
    mark.lang = language_of(f"{said.words} {said.why_left}", mark.person.language or mark.product.lang)
    for name in saying.COLUMNS:
        setattr(mark, name, getattr(said, name))
    mark.changed_at = at
    mark.save()
    return mark


def _held_at(said: Said, mark: Mark, *, at: datetime) -> datetime | None:
    """Return since when the town holds this back: a rival's words, and words that were held before they changed."""
    if not said.is_something:
        return None
    if mark.pk and said.content == Said.by(mark).content:
        return mark.held_at
    return at if mark.held_at or policies.is_rival(mark.person, mark.product.shop_id) else None


def _require_room(person: Any) -> None:
    if Mark.objects.filter(person=person).count() >= policies.MOST_MARKS:
        raise NotAllowed(no("full", _("Your shelves are full.")))


def _forget_prices(person: Any, product: Product) -> None:
    """Whoever wants it again is told of prices anew."""
    PriceDrop.objects.filter(person=person, product=product).delete()
