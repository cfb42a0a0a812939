"""What every counter must equal, and a recount that says which did not."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from .counting import last_lift, last_reply
from .locking import hold
from .models import Community, Like, Membership, Post, Reply
from .models.posts import STANDING


@dataclass(frozen=True)
class Discrepancy:
    """A counter that said one thing where the rows said another."""

    row: str
    counter: str
    said: Any
    is_: Any


def rules(model: type[Model]) -> dict[str, Any]:
    """Return each counter of `model` with the expression it must equal."""
    return {
        Community: {
            "members_count": _count(Membership.objects.filter(community=OuterRef("pk")), "community"),
            "posts_count": _count(Post.objects.filter(STANDING, community=OuterRef("pk")), "community"),
        },
        Post: {
            "replies_count": _count(Reply.objects.filter(STANDING, post=OuterRef("pk")), "post"),
            "likes_count": _count(Like.objects.filter(post=OuterRef("pk")), "post"),
            "last_reply_at": Subquery(last_reply()),
            "bumped_at": last_lift(),
        },
        Reply: {"likes_count": _count(Like.objects.filter(reply=OuterRef("pk")), "reply")},
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
        wrong += _mend(rows)
    return wrong


def _mend(rows: QuerySet[Any]) -> list[Discrepancy]:
    suspects = [pk for pk, *_off in _off(rows)]
    if not suspects:
        return []
    # Whoever writes a row that is counted also moves its counter: once these are held, what is read stays true.
    held = rows.model._default_manager.filter(pk__in=suspects)
    list(held.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    found = []
    for pk, name, said, is_ in _off(held):
        rows.model._default_manager.filter(pk=pk).update(**{name: is_})
        found.append(Discrepancy(f"{rows.model._meta.model_name} {pk}", name, said, is_))
    return found


def _off(rows: QuerySet[Any]) -> list[tuple[int, str, Any, Any]]:
    """Return row, counter, what it says and what is, for each counter that is off."""
    counters = rules(rows.model)
    real = {f"real_{name}": expression for name, expression in counters.items()}
    counted: Any = rows.annotate(**real).values("pk", *counters, *real)
    return [
        (row["pk"], name, row[name], row[f"real_{name}"])
        for row in counted.iterator()
        for name in counters
        if row[name] != row[f"real_{name}"]
    ]


def _count(rows: QuerySet[Any], by: str) -> Any:
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n")), 0)
