"""Saying how a craving ended, and changing one's mind about it."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watercress.community import standing
from watercress.community.locking import hold_post
from watercress.community.models import Post
from watercress.community.parts import Title
from watercress.community.standing import Standing
from watercress.kernel import events, text, town
from watercress.kernel.decisions import NotAllowed, Refused, no

from . import Cravings, policies
from .events import CravingDecided, CravingReminderDue
from .models import MOST_WORDS, Craving, Verdict

WORDS = Title(name="words", most=MOST_WORDS, least=0)


@transaction.atomic
def decide(
    post: Post, *, author: Any, verdict: str, at: datetime, words: str | None = None, remind_in: int | None = None
) -> Craving:
    """
    Say that one bought it, was talked out of it, or waits; any of them may follow any other.

    `words` of None leaves what was said with the same verdict. `remind_in` is for who waits: days, of those the
    format offers, at whose end they are asked again; each verdict ends the wait before it. Raises NotAllowed, or
    Refused with everything that is wrong at once.
    """
    post = hold_post(post)
    stands = standing.of(author, post.community)
    policies.can_decide(stands, post).require()
    craving = Craving.objects.filter(post=post).first()
    if craving is None:
        raise NotAllowed(no("not-a-craving", _("Nobody asks to be talked out of anything here.")))
    said = WORDS.clean(words) if words is not None else craving.words if craving.verdict == verdict else ""
    _require_sound(stands, craving, verdict=verdict, words=said, remind_in=remind_in)
    _stop_waiting(craving)
    is_news = craving.verdict != verdict
    craving.verdict, craving.words, craving.decided_at = verdict, said, at
    craving.words_lang = text.language_of(said, post.lang)
    craving.remind_at = town.day_ends(at, days=remind_in) if remind_in else None
    craving.reminded_at = None
    craving.save()
    _wait(craving, at=at)
    if is_news:
        events.record(CravingDecided(craving_id=craving.pk, post_id=post.pk, verdict=verdict), at=at)
    return craving


def cool_offs(stands: Standing) -> tuple[int, ...]:
    """Return after how many days who waits may be asked again."""
    feature = stands.community.format.feature(Cravings)
    return feature.cool_off if feature else ()


def _require_sound(stands: Standing, craving: Craving, *, verdict: str, words: str, remind_in: int | None) -> None:
    wrong: dict[str, str | Promise] = {}
    if verdict not in Verdict.values:
        wrong["verdict"] = _("Say how it ended.")
    if why := WORDS.problem(words):
        wrong["words"] = why
    elif words and words != craving.words and not (decision := policies.can_add_words(stands, craving.post)):
        wrong["words"] = decision.reason
    if remind_in is not None and remind_in not in cool_offs(stands):
        wrong["remind_in"] = _("This cannot be chosen.")
    elif remind_in is not None and verdict != Verdict.WAITING:
        wrong["remind_in"] = _("Only who waits is reminded.")
    if wrong:
        raise Refused(wrong)


def _wait(craving: Craving, *, at: datetime) -> None:
    if craving.remind_at is not None:
        due = CravingReminderDue(craving_id=craving.pk, remind_at=craving.remind_at)
        events.schedule(due, due_at=craving.remind_at, at=at, key=_occasion(craving))


def _stop_waiting(craving: Craving) -> None:
    if craving.remind_at is not None:
        events.unschedule(CravingReminderDue, key=_occasion(craving))


def _occasion(craving: Craving) -> str:
    """Name this wait and no other: the same evening may end two of them."""
    decided_at: Any = craving.decided_at
    return f"{craving.pk}:{decided_at.astimezone(UTC).isoformat()}"
