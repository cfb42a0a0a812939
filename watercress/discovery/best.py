"""What the town wants most, for whoever has told it nothing of themselves."""

from collections import Counter
from typing import Any

from django.db.models import Case, Q, When
from django.utils.translation import gettext as _

from watercress.catalogue import cards
from watercress.catalogue.models import Product
from watercress.kernel.few import A_FEW

LOOKED_AT = 60
OF_A_SHOP = 2


def of_the_town(person: Any, *, most: int) -> list[dict[str, Any]]:
    """
    Return cards of what most people want for all to see: one query.

    Of the sixty wanted most, those of small shops stand first, and of one shop at most two are shown.
    """
    wanted = Product.objects.visible_to(person).on_the_shelf().filter(wants_count__gt=0)
    top = wanted.order_by("-wants_count", "-id").values("pk")[:LOOKED_AT]
    is_small = Q(shop__small_since__isnull=False)
    ordered = Product.objects.filter(pk__in=top).order_by(
        Case(When(is_small, then=0), default=1), "-wants_count", "-id"
    )
    shown: list[dict[str, Any]] = []
    of_shop: Counter[str] = Counter()
    for row in cards.rows(ordered):
        of_shop[row["shop_slug"]] += 1
        if of_shop[row["shop_slug"]] <= OF_A_SHOP:
            shown.append({**row, "why": _wanted_by(row["wants_count"])})
    return shown[:most]


def _wanted_by(people: int) -> str:
    return _("{n} people want it").format(n=people) if people >= A_FEW else _("a few people want it")
