"""Who may do what with labels, and why not."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from watercress.catalogue import policies as catalogue
from watercress.catalogue.models import Product, Shop
from watercress.kernel.decisions import YES, Decision, no
from watercress.people.models import Person

_SIGN_IN = no("sign-in", _("Sign in first."))
_SUSPENDED = no("suspended", _("Your account is suspended."))


def can_wear(person: Any, wearer: Person) -> Decision:
    """Everyone positions themselves, and nobody anyone else."""
    if not (decision := _has_an_account(person)):
        return decision
    return YES if person.pk == wearer.pk else no("not-yours", _("Only they choose what they wear."))


def can_tag(person: Any, shop: Shop) -> Decision:
    """What a product bears is its shop's word; others suggest and dispute."""
    return _has_an_account(person) and catalogue.can_edit(person, shop)


def can_speak_up(person: Any, product: Product) -> Decision:
    """Suggest a label, or dispute one: everyone but the product's own shop, which puts on and takes off itself."""
    if not (decision := _has_an_account(person)):
        return decision
    if catalogue.keeps(person, product.shop):
        return no("own-shop", _("You keep this shop: put labels on and take them off yourself."))
    return YES


def can_decide(person: Any) -> Decision:
    """Settle for the town what people dispute."""
    return _runs_the_town(person)


def can_hide(person: Any) -> Decision:
    """Do without a label in this town; none is added or renamed."""
    return _runs_the_town(person)


def _runs_the_town(person: Any) -> Decision:
    if not (decision := _has_an_account(person)):
        return decision
    return YES if person.is_operator else no("not-operator", _("Only the operator may do this."))


def _has_an_account(person: Any) -> Decision:
    if not person.is_authenticated:
        return _SIGN_IN
    return YES if person.is_active else _SUSPENDED
