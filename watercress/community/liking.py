"""Nodding at what someone wrote, and taking the nod back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from watercress.kernel import events

from . import counting, policies, standing
from .events import Liked
from .models import Community, Like, Post, Reply


@transaction.atomic
def like(text: Post | Reply, *, person: Any, at: datetime) -> bool:
    """Like a post or a reply; False if one does already."""
    text = _afresh(text)
    community = _community(text)
    policies.can_like(standing.of(person, community), text).require()
    _row, is_new = Like.objects.get_or_create(**_what(text), person=person, defaults={"liked_at": at})
    if is_new:
        counting.liked(text, +1)
        post_id, reply_id = (text.pk, None) if isinstance(text, Post) else (text.post_id, text.pk)
        happened = Liked(community_id=community.pk, person_id=person.pk, post_id=post_id, reply_id=reply_id)
        events.record(happened, at=at)
    return is_new


@transaction.atomic
def unlike(text: Post | Reply, *, person: Any, at: datetime) -> bool:
    """Take one's like back; False if there was none."""
    policies.can_unlike(standing.of(person, _community(text))).require()
    deleted, _rows = Like.objects.filter(**_what(text), person=person).delete()
    if deleted:
        counting.liked(text, -1)
    return bool(deleted)


def _afresh(text: Post | Reply) -> Post | Reply:
    if isinstance(text, Post):
        return Post.objects.select_related("community").get(pk=text.pk)
    return Reply.objects.select_related("post__community").get(pk=text.pk)


def _community(text: Post | Reply) -> Community:
    return text.community if isinstance(text, Post) else text.post.community


def _what(text: Post | Reply) -> dict[str, Any]:
    return {"post": text, "reply": None} if isinstance(text, Post) else {"post": None, "reply": text}
