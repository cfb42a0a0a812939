"""Who may mark goods, say something of them, and answer for a shop; and why not."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Keeper
from watercress.kernel.decisions import YES, Decision, no

MOST_MARKS = 10_000
"""On one person's shelves. A page reads them all at once to know which of its goods are among them."""


def can_use_shelves(person: Any) -> Decision:
    if not person.is_authenticated:
        return no("signed-out", _("Sign in first."))
    if not person.is_active:
        return no("suspended", _("Your account is suspended."))
    return YES


def can_say(person: Any, shop_id: int) -> Decision:
    """Give stars, words or a picture to a shop's goods: everyone may but those who sell them (S48)."""
    decision = can_use_shelves(person)
    if decision and Keeper.objects.filter(shop=shop_id, person=person).exists():
        return no("own-shop", _("You keep this shop: stars and words on its goods are for others to give."))
    return decision


def is_rival(person: Any, shop_id: int) -> bool:
    """What someone who keeps another shop says of these goods is read by the town first (S48)."""
    return Keeper.objects.filter(person=person).exclude(shop=shop_id).exists()
