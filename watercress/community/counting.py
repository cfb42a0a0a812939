"""
Every counter, moved in the transaction of the row it counts.

`recounting` says what each one must equal.
"""

from datetime import datetime
from typing import Any

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from .models import Community, Post, Reply
from .models.posts import STANDING

LIFTS = ~Q(author=Coalesce(OuterRef("author"), 0)) & Q(as_shop=None)
"""Replies that lift a topic: its author's own do not, and no shop lifts the topic that shows its goods."""


def member_came(community: Community) -> None:
    Community.objects.filter(pk=community.pk).update(members_count=F("members_count") + 1)


def member_went(community: Community) -> None:
    Community.objects.filter(pk=community.pk).update(members_count=F("members_count") - 1)


def post_numbered(community: Community, *, at: datetime) -> int:
    """Count a new post and return its number; `community` must be held."""
    Community.objects.filter(pk=community.pk).update(
        last_number=F("last_number") + 1,
        posts_count=F("posts_count") + 1,
        last_post_at=Greatest(Coalesce("last_post_at", at), at),
    )
    return community.last_number + 1


def post_came_or_went(post: Post, by: int) -> None:
    """Count a post that was taken away (-1) or put back (+1)."""
    Community.objects.filter(pk=post.community_id).update(posts_count=F("posts_count") + by)


def reply_came(post: Post, *, lifts: bool, at: datetime) -> None:
    lifted = {"bumped_at": Greatest("bumped_at", at)} if lifts else {}
    Post.objects.filter(pk=post.pk).update(
        replies_count=F("replies_count") + 1, last_reply_at=Greatest(Coalesce("last_reply_at", at), at), **lifted
    )


def reply_came_or_went(post: Post, by: int) -> None:
    """Count a reply that was taken away (-1) or put back (+1); with it goes the lift it gave its topic."""
    Post.objects.filter(pk=post.pk).update(
        replies_count=F("replies_count") + by,
        last_reply_at=Subquery(last_reply()),
        bumped_at=last_lift(),
    )


def liked(text: Post | Reply, by: int) -> None:
    type(text)._default_manager.filter(pk=text.pk).update(likes_count=F("likes_count") + by)


def last_reply(condition: Q | None = None) -> QuerySet[Reply, Any]:
    """A subquery, inside one over posts: when the last standing reply was written."""
    standing = Reply.objects.filter(STANDING, condition or Q(), post=OuterRef("pk"))
    return standing.order_by().values("post").annotate(last=Max("posted_at")).values("last")


def last_lift() -> Any:
    """An expression over posts: when it was posted, or last lifted, whichever clock says later."""
    return Greatest("posted_at", Coalesce(Subquery(last_reply(LIFTS)), "posted_at"))
