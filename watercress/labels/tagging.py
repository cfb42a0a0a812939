"""A shop's own word on which labels its goods bear: up to six each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from watercress.catalogue.models import Product, Shop
from watercress.kernel import town
from watercress.kernel.decisions import Refused

from . import bearing, holding, policies
from .models import OPEN, Label, Says, TagDecision, TagVoice

BINDS = timedelta(days=90)
"""For how long a shop cannot put back what was decided against."""
MOST_AT_ONCE = 500


@dataclass
class Tagged:
    """What became of a change to many products."""

    changed: list[int] = field(default_factory=list)
    left: dict[int, str] = field(default_factory=dict)
    """By product, why it was left as it was."""


def put(product: Product, label: Label, *, by: Any, at: datetime) -> bool:
    """
    Let a product bear a label; False if it does already. Open suggestions of it are taken thereby.

    Raises Refused for a seventh, naming the six, and for one that was decided against less than 90 days ago.
    """
    tagged = put_on_many([product], label, shop=product.shop, by=by, at=at)
    if tagged.left:
        raise Refused({"label": tagged.left[product.pk]})
    return bool(tagged.changed)


def take_off(product: Product, label: Label, *, by: Any, at: datetime) -> bool:
    """
    Let a product bear a label no longer; False if it did not.

    Disputes of it stay, silent: should the shop put it back, they count again.
    """
    return bool(take_off_many([product], label, shop=product.shop, by=by, at=at).changed)


@transaction.atomic
def put_on_many(products: Sequence[Product], label: Label, *, shop: Shop, by: Any, at: datetime) -> Tagged:
    """Let several products of one shop bear a label; those that cannot are left, with the reason."""
    shop = holding.hold_shop(shop.pk)
    policies.can_tag(by, shop).require()
    if not Label.objects.visible_to(by).filter(pk=label.pk).exists():
        raise Refused({"label": _("There is no such label here.")})
    goods = _of_the_shop(products, shop)
    borne, against, tagged = bearing.names(goods), _decided_against(goods, label, at), Tagged()
    for number in goods:
        if label.pk in borne[number]:
            continue
        if why := against.get(number) or bearing.too_many(borne[number]):
            tagged.left[number] = why
        else:
            tagged.changed.append(number)
    bearing.write(tagged.changed, label, behind=borne, by=by, at=at)
    _settle_suggestions(tagged.changed, label, by=by, at=at)
    return tagged


@transaction.atomic
def take_off_many(products: Sequence[Product], label: Label, *, shop: Shop, by: Any, at: datetime) -> Tagged:
    """Let several products of one shop bear a label no longer."""
    shop = holding.hold_shop(shop.pk)
    policies.can_tag(by, shop).require()
    return Tagged(changed=bearing.remove(_of_the_shop(products, shop), label, at=at))


def _of_the_shop(products: Iterable[Product], shop: Shop) -> list[int]:
    goods = sorted({product.pk for product in products if product.shop_id == shop.pk})
    if len(goods) > MOST_AT_ONCE:
        raise Refused({"products": _("At most {most} products at once.").format(most=MOST_AT_ONCE)})
    return goods


def _decided_against(goods: Iterable[int], label: Label, at: datetime) -> dict[int, str]:
    """Return why the shop cannot put this label back yet, by product: only the town's latest word counts."""
    said = TagDecision.objects.filter(product__in=goods, label=label, by_town=True).order_by("decided_at", "id")
    latest = {decision.product_id: decision for decision in said}
    return {
        number: _("It was decided that this does not bear “{label}”: “{reason}” The shop may put it back from {day} on.")
        .format(label=label.name, reason=decision.reason, day=_day(decision.decided_at + BINDS))
        for number, decision in latest.items()
        if not decision.borne and at < decision.decided_at + BINDS
    }  # fmt: skip


def _day(moment: datetime) -> str:
    return date_format(town.at_home(moment), "DATE_FORMAT")


def _settle_suggestions(goods: Iterable[int], label: Label, *, by: Any, at: datetime) -> None:
    """What people suggested and the shop now does is answered thereby."""
    asked = TagVoice.objects.filter(OPEN, product__in=goods, label=label, says=Says.SUGGEST)
    for number in sorted(set(asked.values_list("product", flat=True))):
        decision = TagDecision.objects.create(product_id=number, label=label, borne=True, by=by, decided_at=at)
        asked.filter(product=number).update(decision=decision)
