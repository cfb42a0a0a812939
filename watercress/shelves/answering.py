"""The shop's word under a review."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watercress.kernel import events
from watercress.kernel.decisions import NotAllowed, Refused, no
from watercress.kernel.text import language_of

from . import policies, wording
from .events import ReviewAnswered
from .models import MOST_WORDS, Answer, Mark


def answer(review: Mark, *, by: Any, words: str, at: datetime) -> Answer:
    """
    Answer a review for the shop that sells the thing, or say it better than before.

    Raises NotAllowed for those who do not keep the shop, and where no such review stands for all to see; Refused.
    """
    policies.can_answer(by, review).require()
    words = wording.lines(words)
    if problem := wording.problem(words, most=MOST_WORDS, least=1):
        raise Refused({"words": problem})
    with transaction.atomic():
        # Two keepers answering at once: the second changes what the first one said.
        held = _hold(review)
        given = Answer.objects.filter(mark=held).first()
        if given and given.words == words:
            return given
        lang = language_of(words, held.product.shop.lang)
        if given is None:
            shop = held.product.shop
            given = Answer.objects.create(mark=held, shop=shop, by=by, words=words, lang=lang, answered_at=at)
            events.record(ReviewAnswered(mark_id=held.pk, person_id=held.person_id, shop_id=shop.pk), at=at)
        else:
            given.words, given.lang, given.by, given.edited_at = words, lang, by, at
            given.save()
    return given


@transaction.atomic
def take_back(review: Mark, *, by: Any) -> bool:
    """Take the shop's own answer back; False if there was none."""
    policies.can_answer(by, review).require()
    deleted, _rows = Answer.objects.filter(mark=review).delete()
    return bool(deleted)


def _hold(review: Mark) -> Mark:
    reviews = Mark.objects.reviews().select_related("product__shop").select_for_update(no_key=True, of=("self",))
    held = reviews.filter(pk=review.pk).first()
    if held is None or not held.counts:
        raise NotAllowed(no("gone", _("This is no longer here.")))
    return held
