"""Who may mark goods, say something of them, answer for a shop, and make lists; and why not."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Keeper
from watercress.kernel.decisions import YES, Decision, no

from .models import List, Mark

MOST_MARKS = 10_000
"""On one person's shelves. A page reads them all at once to know which of its goods are among them."""
MOST_LISTS = 100


def can_use_shelves(person: Any) -> Decision:
    if not person.is_authenticated:
        return no("signed-out", _("Sign in first."))
    if not person.is_active:
        return no("suspended", _("Your account is suspended."))
    return YES


def can_say(person: Any, shop_id: int) -> Decision:
    """Give stars, words or a picture to a shop's goods: everyone may but those who sell them (S48)."""
    decision = can_use_shelves(person)
    if decision and _keeps(person, shop_id):
        return no("own-shop", _("You keep this shop: stars and words on its goods are for others to give."))
    return decision


def is_rival(person: Any, shop_id: int) -> bool:
    """What someone who keeps another shop says of these goods is read by the town first (S48)."""
    return Keeper.objects.filter(person=person).exclude(shop=shop_id).exists()


def can_answer(person: Any, review: Mark) -> Decision:
    """The shop whose goods they are says its word under a review; it never takes one away."""
    decision = can_use_shelves(person)
    if decision and not _keeps(person, review.product.shop_id):
        return no("only-keeper", _("Only the keepers of this shop answer for it."))
    return decision


def can_rule(person: Any) -> Decision:
    """Decide about a review that was held back."""
    decision = can_use_shelves(person)
    if decision and not person.is_operator:
        return no("only-operator", _("Only the operator may do this."))
    return decision


def can_make_list(person: Any) -> Decision:
    decision = can_use_shelves(person)
    if decision and List.objects.filter(owner=person).count() >= MOST_LISTS:
        return no("too-many", _("You have made as many lists as one person may."))
    return decision


def can_change_list(person: Any, found: List) -> Decision:
    decision = can_use_shelves(person)
    if decision and found.owner_id != person.pk:
        return no("only-owner", _("Only whoever made this list changes it."))
    return decision


def can_follow_list(person: Any, found: List) -> Decision:
    decision = can_use_shelves(person)
    if decision and found.owner_id == person.pk:
        return no("own", _("This list is yours; let others follow it."))
    return decision


def _keeps(person: Any, shop_id: int) -> bool:
    return Keeper.objects.filter(shop=shop_id, person=person).exists()
