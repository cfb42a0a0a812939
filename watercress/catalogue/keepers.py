"""Those who keep a shop: they speak for it here and feed its shelves."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watercress.catalogue import policies
from watercress.catalogue.models import Keeper, Shop
from watercress.kernel.decisions import Refused
from watercress.people.models import Person

MOST = 20


def add(shop: Shop, *, username: str, by: Person, at: datetime) -> Keeper:
    """Let someone else keep the shop too; raises NotAllowed, or Refused if there is nobody of that name."""
    policies.can_edit(by, shop).require()
    person = Person.objects.visible_to(by).filter(username__iexact=username.strip().removeprefix("@")).first()
    if person is None:
        raise Refused({"username": _("Nobody here goes by this name.")})
    with transaction.atomic():
        Shop.objects.select_for_update().get(pk=shop.pk)
        if not Keeper.objects.filter(shop=shop, person=person).exists() and shop.keepers.count() >= MOST:
            raise Refused({"username": _("A shop has at most 20 keepers.")})
        keeper, _created = Keeper.objects.get_or_create(shop=shop, person=person, defaults={"since": at})
    return keeper


def remove(shop: Shop, *, person: Person, by: Person) -> None:
    """
    Let a keeper go, oneself included; the last one stays, or the shop would stand open to whoever claims it.

    Doing it again changes nothing. Raises NotAllowed.
    """
    policies.can_edit(by, shop).require()
    with transaction.atomic():
        Shop.objects.select_for_update().get(pk=shop.pk)
        if keeper := Keeper.objects.filter(shop=shop, person=person).first():
            policies.can_let_go(shop).require()
            keeper.delete()
