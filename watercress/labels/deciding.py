"""Answering what people say about a product's labels: its shop takes or declines, the town decides what is disputed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from watercress.catalogue.models import Keeper, Product
from watercress.kernel.decisions import Refused

from . import bearing, holding, policies, sayings, tagging
from .models import OPEN, Label, Says, Tag, TagDecision, TagVoice

ENOUGH = 3
"""So many people's word, and what they say goes to whoever looks after the town."""


def take(product: Product, label: Label, *, by: Any, at: datetime) -> None:
    """Let a product bear what was suggested; raises Refused as `tagging.put` does."""
    tagging.put(product, label, by=by, at=at)


@transaction.atomic
def decline(product: Product, label: Label, *, by: Any, reason: str, at: datetime) -> TagDecision:
    """Answer an open suggestion with a no and the reason; raises Refused if there is none any more."""
    policies.can_tag(by, holding.hold_shop(product.shop_id)).require()
    why = sayings.read("reason", reason, least=2)
    asked = TagVoice.objects.filter(OPEN, product=product, label=label, says=Says.SUGGEST)
    if not asked.exists():
        raise Refused({"reason": _("Nobody suggests this label any more.")})
    return _decide(product, label, asked, borne=False, by_town=False, by=by, reason=why, at=at)


@transaction.atomic
def decide(product: Product, label: Label, *, borne: bool, by: Any, reason: str, at: datetime) -> TagDecision:
    """
    Settle for the town whether a product bears a label, where enough people ask for it (`waiting`).

    Raises Refused without a reason, where nobody asks any more, and for a seventh label.
    """
    holding.hold_shop(product.shop_id)
    policies.can_decide(by).require()
    why = sayings.read("reason", reason, least=2)
    if not waiting().filter(product=product, label=label).exists():
        raise Refused({"reason": _("Nobody asks for a decision on this any more.")})
    if borne and not Tag.objects.filter(product=product, label=label).exists():
        names = bearing.names([product.pk])
        if six := bearing.too_many(names[product.pk]):
            raise Refused({"reason": six})
        bearing.write([product.pk], label, behind=names, by=by, at=at)
    if not borne:
        bearing.remove([product.pk], label, at=at)
    asked = TagVoice.objects.filter(OPEN, product=product, label=label)
    return _decide(product, label, asked, borne=borne, by_town=True, by=by, reason=why, at=at)


def waiting() -> QuerySet[TagVoice, dict[str, Any]]:
    """
    What waits for the town, as rows with `product`, `label`, `says` and `n` people, longest first.

    Disputes of what a product bears, and suggestions for a shop that nobody keeps, by at least three people each.
    """
    kept = Exists(Keeper.objects.filter(shop=OuterRef("product__shop")))
    heard = TagVoice.objects.standing().filter(Q(says=Says.DISPUTE) | ~Q(kept)).order_by()
    rows: Any = heard.values("product", "label", "says").annotate(n=Count("pk"), since=Min("said_at"))
    return rows.filter(n__gte=ENOUGH).order_by("since", "product", "label")


def _decide(
    product: Product,
    label: Label,
    asked: QuerySet[TagVoice],
    *,
    borne: bool,
    by_town: bool,
    by: Any,
    reason: str,
    at: datetime,
) -> TagDecision:
    decision = TagDecision.objects.create(
        product=product, label=label, borne=borne, by_town=by_town, by=by, reason=reason, decided_at=at
    )
    asked.update(decision=decision)
    return decision
