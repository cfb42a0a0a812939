"""What every counter must equal, and a recount that says which did not."""

from typing import Any

from django.db import transaction
from django.db.models import Model, OuterRef, Subquery

from watercress.kernel.recounting import Discrepancy, count, mend

from .counting import last_lift, last_reply
from .locking import hold
from .models import Community, Like, Membership, Post, Reply
from .models.posts import STANDING


def rules(model: type[Model]) -> dict[str, Any]:
    """Return each counter of `model` with the expression it must equal."""
    return {
        Community: {
            "members_count": count(Membership.objects.filter(community=OuterRef("pk")), "community"),
            "posts_count": count(Post.objects.filter(STANDING, community=OuterRef("pk")), "community"),
        },
        Post: {
            "replies_count": count(Reply.objects.filter(STANDING, post=OuterRef("pk")), "post"),
            "likes_count": count(Like.objects.filter(post=OuterRef("pk")), "post"),
            "last_reply_at": Subquery(last_reply()),
            "bumped_at": last_lift(),
        },
        Reply: {"likes_count": count(Like.objects.filter(reply=OuterRef("pk")), "reply")},
    }[model]


@transaction.atomic
def recount(community: Community) -> list[Discrepancy]:
    """Set every counter in `community` to what its rows say, and return those that were off. None should be."""
    hold(community)
    wrong: list[Discrepancy] = []
    for rows in (
        Community.objects.filter(pk=community.pk),
        Post.objects.filter(community=community),
        Reply.objects.filter(post__community=community),
    ):
        wrong += mend(rows, rules(rows.model))
    return wrong
