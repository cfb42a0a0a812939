"""Who may do what with a shop, and why not."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import ImportRun, Keeper, Product, Shop
from watercress.kernel.decisions import YES, Decision, no

MOST_SHOPS = 20
_SIGN_IN = no("sign-in", _("Sign in first."))
_NOT_A_KEEPER = no("not-a-keeper", _("Only those who keep this shop may do this."))


def keeps(person: Any, shop: Shop) -> bool:
    return bool(person.is_authenticated) and Keeper.objects.filter(shop=shop, person=person).exists()


def can_open(person: Any) -> Decision:
    if not person.is_authenticated:
        return _SIGN_IN
    if Keeper.objects.filter(person=person).count() >= MOST_SHOPS:
        return no("too-many", _("You keep as many shops as one person may."))
    return YES


def can_edit(person: Any, shop: Shop) -> Decision:
    """A shop speaks for itself: not even the operator writes in its name."""
    if not person.is_authenticated:
        return _SIGN_IN
    return YES if keeps(person, shop) else _NOT_A_KEEPER


def can_import(person: Any, shop: Shop) -> Decision:
    return can_edit(person, shop)


def can_set_currency(person: Any, shop: Shop) -> Decision:
    """Only while no price has ever been on its shelves: prices of the past are in the currency of the shop."""
    if not (decision := can_edit(person, shop)):
        return decision
    if Product.objects.filter(shop=shop, first_listed_at__isnull=False).exists():
        return no(
            "prices-of-the-past", _("This shop has had goods on its shelves; prices of the past are in its currency.")
        )
    if ImportRun.objects.filter(shop=shop).being_put().exists():
        return no("being-put", _("Goods are being put on the shelves just now. Wait until that is done."))
    return YES


def can_read_imports(person: Any, shop: Shop) -> bool:
    """A no is answered as if there were nothing: what a shop's files hold is nobody else's business."""
    return keeps(person, shop)


def can_let_go(shop: Shop) -> Decision:
    if Keeper.objects.filter(shop=shop).count() < 2:
        return no("last-keeper", _("The last keeper stays; add another one first."))
    return YES


def can_prove(person: Any, shop: Shop) -> Decision:
    """Its keepers may show that the host is theirs, and so may whoever claims a shop nobody keeps."""
    if not person.is_authenticated:
        return _SIGN_IN
    if keeps(person, shop):
        return YES if shop.host else no("no-host", _("Say first which host the shop is on."))
    return can_claim(person, shop)


def can_claim(person: Any, shop: Shop) -> Decision:
    """Anyone may try to claim a shop nobody keeps; what decides is whether they can put their token on its host."""
    if not person.is_authenticated:
        return _SIGN_IN
    if not shop.host:
        return no("no-host", _("This shop names no host, so nobody can show that it is theirs."))
    if Keeper.objects.filter(shop=shop).exists():
        return no("kept", _("This shop has keepers already. Ask them to add you."))
    return YES
