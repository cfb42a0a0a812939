"""What the town decides about reviews it holds back: those that someone wrote who keeps another shop (S48)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Product
from watercress.kernel import events
from watercress.kernel.decisions import Refused

from . import numbers, policies, wording
from .events import MarkChanged, ReviewRuledOn
from .models import Mark, Ruling

MOST_REASON = 500


def let_through(review: Mark, *, by: Any, at: datetime) -> bool:
    """Show a review that was held back to all, and count its stars; False if nothing holds it any more."""
    return _rule(review, let_through=True, reason="", by=by, at=at)


def keep_out(review: Mark, *, by: Any, reason: str, at: datetime) -> bool:
    """
    Keep a review from others, for a reason its writer reads; False if nothing holds it any more.

    Raises Refused without a reason.
    """
    policies.can_rule(by).require()
    reason = wording.line(reason)
    if not reason:
        raise Refused({"reason": _("Say why: whoever wrote it reads your reason.")})
    if problem := wording.problem(reason, most=MOST_REASON):
        raise Refused({"reason": problem})
    return _rule(review, let_through=False, reason=reason, by=by, at=at)


@transaction.atomic
def _rule(review: Mark, *, let_through: bool, reason: str, by: Any, at: datetime) -> bool:
    policies.can_rule(by).require()
    # The product first, as whoever marks it does: its numbers may move.
    Product.objects.select_for_update(no_key=True).get(pk=review.product_id)
    held = Mark.objects.filter(pk=review.pk, held_at__isnull=False).first()
    if held is None:
        return False
    Ruling.objects.create(mark=held, let_through=let_through, reason=reason, by=by, ruled_at=at)
    if let_through:
        held.held_at = None
        held.save(update_fields=["held_at"])
        numbers.move(held.product_id, before=numbers.weight(None), after=numbers.weight(held))
        events.record(MarkChanged(person_id=held.person_id, product_id=held.product_id), at=at)
    events.record(ReviewRuledOn(mark_id=held.pk, person_id=held.person_id, let_through=let_through), at=at)
    return True
