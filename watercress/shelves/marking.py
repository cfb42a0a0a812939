"""Putting goods on one's shelves, saying something of them, and taking them off again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Product
from watercress.kernel import events
from watercress.kernel.decisions import NotAllowed, Refused, no
from watercress.kernel.models import Picture
from watercress.kernel.text import language_of

from . import numbers, policies, wording
from .events import MarkChanged
from .models import MOST_WORDS, Mark, PriceDrop, Shelf

MOST_WHY = 200


@dataclass(frozen=True)
class Said:
    """What someone says of a product on their shelf, fit to be kept."""

    shelf: str
    is_public: bool
    stars: int | None = None
    words: str = ""
    why_left: str = ""
    picture_id: int | None = None

    @property
    def is_something(self) -> bool:
        return bool(self.stars or self.words or self.why_left or self.picture_id)

    def is_the_same_as(self, mark: Mark) -> bool:
        """Whether it says what stands there, wherever that is and whoever may see it."""
        return (self.stars, self.words, self.why_left, self.picture_id) == (
            mark.stars, mark.words, mark.why_left, mark.picture_id,
        )  # fmt: skip


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
    said = _read(shelf, stars=stars, words=words, why_left=why_left, picture=picture, is_public=is_public)
    return _put(product, person=person, say=lambda _before: said, at=at)


def move(product: Product, *, person: Any, shelf: str, at: datetime) -> Mark:
    """
    Put `product` on a shelf and keep what was said of it, as far as that shelf bears it; for a button.

    Raises NotAllowed, Refused for a shelf there is not, Product.DoesNotExist.
    """
    empty = _read(shelf)

    def kept(before: Mark | None) -> Said:
        if before is None:
            return empty
        return Said(
            shelf=shelf,
            is_public=before.is_public,
            stars=None if shelf == Shelf.WANT else before.stars,
            words=before.words,
            why_left=before.why_left if shelf == Shelf.HAD else "",
            picture_id=before.picture_id,
        )

    return _put(product, person=person, say=kept, at=at)


@transaction.atomic
def unmark(product: Product, *, person: Any, at: datetime) -> bool:
    """Take a product off one's shelf with all one said of it; False if it was on none."""
    policies.can_use_shelves(person).require()
    Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    before = Mark.objects.filter(person=person, product=product).first()
    if before is None:
        return False
    before.delete()
    _forget_prices(person, product)
    numbers.move(product.pk, before=numbers.weight(before), after=numbers.weight(None))
    events.record(MarkChanged(person_id=person.pk, product_id=product.pk), at=at)
    return True


@transaction.atomic
def _put(product: Product, *, person: Any, say: Callable[[Mark | None], Said], at: datetime) -> Mark:
    policies.can_use_shelves(person).require()
    # Held until commit, so that one person's two clicks, and many people's, count one after another.
    product = Product.objects.visible_to(person).select_for_update(no_key=True, of=("self",)).get(pk=product.pk)
    before = Mark.objects.filter(person=person, product=product).first()
    said = say(before)
    if before and said.is_the_same_as(before) and (said.shelf, said.is_public) == (before.shelf, before.is_public):
        return before
    if said.is_something:
        policies.can_say(person, product.shop_id).require()
    _require_room(person, before)
    weighed = numbers.weight(before)
    after = _write(said, before or Mark(person=person, product=product, marked_at=at), at=at)
    if after.shelf != Shelf.WANT:
        _forget_prices(person, product)
    numbers.move(product.pk, before=weighed, after=numbers.weight(after))
    events.record(MarkChanged(person_id=person.pk, product_id=product.pk), at=at)
    return after


def _write(said: Said, mark: Mark, *, at: datetime) -> Mark:
    mark.held_at = _held_at(said, mark, at=at)
    if mark.shelf != said.shelf:
        mark.marked_at = at
    mark.lang = language_of(f"{said.words} {said.why_left}", mark.person.language or mark.product.lang)
    for name in ("shelf", "is_public", "stars", "words", "why_left", "picture_id"):
        setattr(mark, name, getattr(said, name))
    mark.changed_at = at
    mark.save()
    return mark


def _held_at(said: Said, mark: Mark, *, at: datetime) -> datetime | None:
    """Return since when the town holds this back: a rival's words, and words that were held before they changed."""
    if not said.is_something:
        return None
    if mark.pk and said.is_the_same_as(mark):
        return mark.held_at
    return at if mark.held_at or policies.is_rival(mark.person, mark.product.shop_id) else None


def _require_room(person: Any, before: Mark | None) -> None:
    if before is None and Mark.objects.filter(person=person).count() >= policies.MOST_MARKS:
        raise NotAllowed(no("full", _("Your shelves are full.")))


def _forget_prices(person: Any, product: Product) -> None:
    """Whoever wants it again is told of prices anew."""
    PriceDrop.objects.filter(person=person, product=product).delete()


def _read(
    shelf: str,
    *,
    stars: int | None = None,
    words: str = "",
    why_left: str = "",
    picture: Picture | None = None,
    is_public: bool = True,
) -> Said:
    words, why_left = wording.lines(words), wording.line(why_left)
    wrong = wording.problems(
        {
            "shelf": None if shelf in Shelf.values else _("Choose one of the shelves."),
            "stars": _stars_problem(shelf, stars),
            "words": wording.problem(words, most=MOST_WORDS),
            "why_left": wording.problem(why_left, most=MOST_WHY),
        }
    )
    if wrong:
        raise Refused(wrong)
    # The form asks why it left beside all shelves; only what one had has left.
    why_left = why_left if shelf == Shelf.HAD else ""
    return Said(shelf, is_public, stars, words, why_left, picture.pk if picture else None)


def _stars_problem(shelf: str, stars: int | None) -> Any:
    if stars is None:
        return None
    if shelf == Shelf.WANT:
        return _("Stars are for what one has or had.")
    return None if stars in range(1, 6) else _("One to five stars.")
