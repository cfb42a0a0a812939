"""What products bear, written down for whoever has asked a policy and holds the shop (`holding`)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from watercress.kernel import events

from . import holding
from .events import GoodsTagged
from .models import MOST_ON_A_PRODUCT, Label, Tag


def names(goods: Iterable[int]) -> dict[int, dict[int, str]]:
    """Return, by product, the labels it bears with their names; hidden ones too, for they keep their place."""
    found: dict[int, dict[int, str]] = {number: {} for number in goods}
    for tag in Tag.objects.filter(product__in=found).select_related("label").order_by("product", "position"):
        found[tag.product_id][tag.label_id] = tag.label.name
    return found


def too_many(borne: dict[int, str]) -> str:
    """Return why a product that bears these takes no further one, naming them; empty if it does."""
    if len(borne) < MOST_ON_A_PRODUCT:
        return ""
    # Translators: between the names of a list, such as "Tea house, Mori girl".
    *some, last = borne.values()
    listed = _("{some} and {last}").format(some=_(", ").join(some), last=last)
    return _("It bears six labels already: {names}. Take one off first.").format(names=listed)


def write(goods: Sequence[int], label: Label, *, behind: dict[int, dict[int, str]], by: Any, at: datetime) -> None:
    """Put a label on goods that do not bear it, behind what they bear."""
    Tag.objects.bulk_create(
        Tag(product_id=number, label=label, position=len(behind[number]) + 1, tagged_at=at, tagged_by=by)
        for number in goods
    )
    _counted(goods, label, +1, at)


def remove(goods: Iterable[int], label: Label, *, at: datetime) -> list[int]:
    """Take a label off; returns the products that bore it."""
    rows = Tag.objects.filter(label=label, product__in=list(goods))
    changed = sorted(rows.values_list("product", flat=True))
    rows.delete()
    _close_ranks(changed)
    _counted(changed, label, -1, at)
    return changed


def _counted(goods: Sequence[int], label: Label, each: int, at: datetime) -> None:
    if goods:
        holding.count("goods_count", {label.pk: each * len(goods)})
        events.record(GoodsTagged(product_ids=tuple(goods)), at=at)


def _close_ranks(goods: Iterable[int]) -> None:
    """Number what is left from 1 again."""
    moved, place, last = [], 0, None
    for tag in Tag.objects.filter(product__in=goods).order_by("product", "position"):
        place = place + 1 if tag.product_id == last else 1
        last = tag.product_id
        if tag.position != place:
            tag.position = place
            moved.append(tag)
    Tag.objects.bulk_update(moved, ["position"])
