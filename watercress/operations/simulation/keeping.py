"""
Writes down what people of the model did, thousands of acts at once, each counter in the transaction of its rows.

The rules the actions ask of a policy the model keeps itself (only members like, nobody their own, no keeper their own
goods); what is left out is the outbox: nobody waits for an event of these kinds.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from watercress.catalogue import tallies
from watercress.community.models import Community, Membership, Post, Reply
from watercress.community.models import Like as LikeRow
from watercress.labels.models import Label
from watercress.labels.models import Wear as WearRow
from watercress.shelves.models import List, ListFollow, PriceDrop, Shelf
from watercress.shelves.models import Mark as MarkRow

from . import traffic, writing
from .model.acts import Act, Follow, Join, Like, Look, Mark, Visit, Wear
from .model.world import Topic

AT_ONCE = 500


@transaction.atomic
def keep(acts: Iterable[Act], *, today: date) -> None:
    """
    Write all of `acts` down, in one transaction. What was said gets its number here.

    `today` is the town's day they lead up to; a visit's acts are never parted.
    """
    by_kind: defaultdict[type[Act], list[Any]] = defaultdict(list)
    for act in acts:
        by_kind[type(act)].append(act)
    writing.keep(by_kind)
    _join(by_kind[Join])
    _like(by_kind[Like])
    _mark(by_kind[Mark])
    _follow(by_kind[Follow])
    _wear(by_kind[Wear])
    traffic.keep(by_kind[Look], by_kind[Visit], today=today)


def _join(joins: Sequence[Join]) -> None:
    rows = (Membership(community_id=act.site.id, person_id=act.who.id, joined_at=act.at) for act in joins)
    Membership.objects.bulk_create(rows, batch_size=AT_ONCE)
    _count(Community, "members_count", Counter(act.site.id for act in joins))


def _like(likes: Sequence[Like]) -> None:
    LikeRow.objects.bulk_create(
        (LikeRow(person_id=act.who.id, liked_at=act.at, **_about(act)) for act in likes), batch_size=AT_ONCE
    )
    _count(Post, "likes_count", Counter(act.text.id for act in likes if isinstance(act.text, Topic)))
    _count(Reply, "likes_count", Counter(act.text.id for act in likes if not isinstance(act.text, Topic)))


def _about(like: Like) -> dict[str, int]:
    return {"post_id" if isinstance(like.text, Topic) else "reply_id": like.text.id}


def _mark(marks: Sequence[Mark]) -> None:
    """Put new things on shelves, and move what was wanted; of one thing moved twice, the last counts."""
    final: dict[tuple[int, int], tuple[str, Mark]] = {}
    for act in marks:
        key = act.who.id, act.good.id
        final[key] = (final[key][0] if key in final else act.before, act)
    MarkRow.objects.bulk_create((_row(act) for was, act in final.values() if not was), batch_size=AT_ONCE)
    moved = {key: act for key, (was, act) in final.items() if was}
    _move(moved)
    more: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for was, act in final.values():
        numbers = more[act.good.id]
        numbers.update({f"{act.shelf}s_count": 1} | ({f"{was}s_count": -1} if was else {}))
        if act.stars:
            numbers.update(stars_count=1, stars_sum=act.stars)
    tallies.tally_all(more)


def _row(act: Mark) -> MarkRow:
    return MarkRow(person_id=act.who.id, product_id=act.good.id, lang=act.good.lang, **_columns(act))


def _columns(act: Mark) -> dict[str, Any]:
    said = act.at if act.stars else None
    return {"shelf": act.shelf, "stars": act.stars, "marked_at": act.at, "changed_at": act.at, "said_at": said}


def _move(moved: Mapping[tuple[int, int], Mark]) -> None:
    people, goods = {person for person, _ in moved}, {good for _, good in moved}
    for some in _batches(sorted(people)):
        wishes = MarkRow.objects.filter(shelf=Shelf.WANT, person__in=some, product__in=goods).order_by("pk")
        rows = [row for row in wishes if (row.person_id, row.product_id) in moved]
        for row in rows:
            for name, value in _columns(moved[row.person_id, row.product_id]).items():
                setattr(row, name, value)
        MarkRow.objects.bulk_update(rows, ["shelf", "stars", "marked_at", "changed_at", "said_at"], batch_size=AT_ONCE)
    # Whoever has a thing is told of its price no longer.
    for some in _batches(sorted(people)):
        told = PriceDrop.objects.filter(person__in=some, product__in=goods).values_list("pk", "person", "product")
        PriceDrop.objects.filter(pk__in=[pk for pk, person, good in told if (person, good) in moved]).delete()


def _follow(follows: Sequence[Follow]) -> None:
    ListFollow.objects.bulk_create(
        ListFollow(list_id=act.shown.id, person_id=act.who.id, since=act.at) for act in follows
    )
    _count(List, "followers_count", Counter(act.shown.id for act in follows))


def _wear(wears: Sequence[Wear]) -> None:
    """What is worn privately by default stays so, and is counted nowhere."""
    private = set(Label.objects.filter(private_by_default=True).values_list("pk", flat=True)) if wears else set()
    WearRow.objects.bulk_create(
        WearRow(
            person_id=act.who.id,
            label_id=act.label,
            position=act.position,
            is_public=act.label not in private,
            since=act.at,
        )
        for act in wears
    )
    _count(Label, "wearers_count", Counter(act.label for act in wears if act.label not in private))


def _count(model: Any, column: str, more: Counter[int]) -> None:
    """Add to a counter of many rows: one statement for all that gain the same."""
    gaining: defaultdict[int, list[int]] = defaultdict(list)
    for pk, by in sorted(more.items()):
        gaining[by].append(pk)
    for by, numbers in gaining.items():
        for some in _batches(numbers):
            model.objects.filter(pk__in=some).update(**{column: F(column) + by})


def _batches(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))
