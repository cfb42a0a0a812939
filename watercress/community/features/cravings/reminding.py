"""Telling people that the time they gave themselves is over, if it still is theirs to say how it ended."""

from datetime import datetime

from watercress.community import standing
from watercress.community.locking import hold_post
from watercress.community.models import Post
from watercress.kernel import events

from . import policies
from .events import WaitOver
from .models import Craving, Verdict


def remind(craving_id: int, *, at: datetime, of: datetime | None = None) -> bool:
    """
    Mark a wait that is over as told, once; False where there is nothing (more) to tell.

    `of` names the wait, by when it ends: another one has its own reminder. Nobody is reminded of what they withdrew,
    of what was taken down or is closed to them, nor while they are suspended (S16).
    """
    post = Post.objects.filter(craving=craving_id).first()
    if post is None:
        return False
    post = hold_post(post)
    waits = Craving.objects.filter(pk=craving_id, verdict=Verdict.WAITING, reminded_at=None, remind_at__lte=at)
    craving = (waits if of is None else waits.filter(remind_at=of)).select_related("person").first()
    if craving is None or not policies.can_decide(standing.of(craving.person, post.community), post):
        return False
    craving.reminded_at = at
    craving.save(update_fields=["reminded_at"])
    events.record(WaitOver(craving_id=craving.pk, person_id=craving.person_id), at=at)
    return True
