"""What tests ask of a town whose people live by themselves."""

from datetime import datetime
from typing import Any

from watercress.community import recounting as community
from watercress.community.models import Community, Like, Membership, Post, Reply
from watercress.kernel.recounting import Discrepancy
from watercress.labels import recounting as labels
from watercress.labels.models import Wear
from watercress.operations.demo import living
from watercress.shelves import recounting as shelves
from watercress.shelves.models import ListFollow, Mark
from watercress.traffic import months
from watercress.traffic import recounting as traffic
from watercress.traffic.models import Visit

SAID_AS = (
    (Post, "posted_at", "author__username", "title", "community__slug", "number", "likes_count"),
    (Reply, "posted_at", "author__username", "text", "post__title", "likes_count"),
    (Like, "liked_at", "person__username", "post__title", "reply__text"),
    (Membership, "joined_at", "person__username", "community__slug"),
    (Mark, "marked_at", "person__username", "product__handle", "product__shop__host", "shelf", "stars"),
    (Visit, "at", "product__handle", "shop__host", "position", "surface", "reason", "click"),
    (ListFollow, "since", "person__username", "list__title"),
    (Wear, "since", "person__username", "label__slug", "position"),
)


def lives_on(at: datetime) -> bool:
    return living.go_on(at=at, progress=lambda done, of: None)


def acts_of(*, since: datetime) -> list[tuple[Any, ...]]:
    """All that was done after `since`, in words: no database's numbers."""
    return [
        (model.__name__, *row)
        for model, when, *names in SAID_AS
        for row in sorted(model.objects.filter(**{f"{when}__gt": since}).values_list(when, *names), key=str)
    ]


def counters_that_are_off(*, at: datetime) -> list[Discrepancy]:
    off = [wrong for circle in Community.objects.all() for wrong in community.recount(circle)]
    return off + labels.recount() + shelves.recount() + traffic.recount(at=at) + months.recount(at=at)
