"""Communities: one with its header, the directory of all, and those one might join."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from watercress.catalogue.models import Category
from watercress.community.format import Joining
from watercress.community.models import Ban, Community, Membership, Post, Section
from watercress.community.models.communities import CommunityQuerySet
from watercress.community.models.posts import UNPINNED
from watercress.kernel import town
from watercress.labels.models import Label

from .topics import Rows

MOST = 300
"""Places in a directory; the largest come first."""


def place(slug: str, *, person: Any, at: datetime) -> Community | None:
    """
    Return a community with all that its header and its tabs need, in one query: crest, category and its parents,
    sections (`community.sections.all()` asks nothing more), `posts_today`, and to whom it is `offered_to`.
    """
    found = list(
        Community.objects.visible_to(person)
        .filter(slug=slug)
        .select_related("crest", "category__parent__parent__parent")
        .annotate(
            posts_today=_today(person, at),
            offered_to=F("handover__to"),
            section_number=F("sections__id"),
            section_name=F("sections__name"),
            section_position=F("sections__position"),
        )
        .order_by("sections__position", "sections__id")
    )
    if not found:
        return None
    community = found[0]
    # Not none(): whoever filters what is kept here asks the database, and must not be told there is nothing.
    sections: Any = Section.objects.filter(community=community)
    sections._result_cache = [
        Section(pk=row.section_number, community=community, name=row.section_name, position=row.section_position)
        for row in found
        if row.section_number
    ]
    community._prefetched_objects_cache = {"sections": sections}  # type: ignore[attr-defined]
    return community


def posts_today(community: Community, *, person: Any, at: datetime) -> int:
    """Return how many posts the town's day has brought that `person` may read; no query for one from `place`."""
    known: int | None = getattr(community, "posts_today", None)
    if known is not None:
        return known
    posts = Post.objects.visible_to(person).filter(community=community)
    return posts.filter(posted_at__gte=town.day_starts(at)).count()


def directory(format_key: str, *, person: Any, at: datetime) -> dict[str, Any]:
    """
    Return all places of a format: `joined`, one's own, and `groups`, by department, the largest first. Three queries.

    Each row bears members, posts today, and `last`, the topic last talked about.
    """
    found = Community.objects.visible_to(person).filter(format_key=format_key).order_by("-members_count", "id")
    rows = _rows(found, person, at, slice(MOST))
    top = _department_finder()
    groups: dict[int | None, dict[str, Any]] = {}
    for row in rows:
        department = top(row["category_id"])
        key = department.pk if department else None
        group = groups.setdefault(
            key,
            {
                "name": department.name if department else "",
                "ord": department.ord if department else 10_000,
                "circles": [],
            },
        )
        group["circles"].append(row)
    return {
        "joined": [row for row in rows if row["joined"]],
        "groups": sorted(groups.values(), key=lambda group: group["ord"]),
    }


def carrying_most(label: Label, *, person: Any, most: int) -> Rows:
    """Return the places where most topics carry a label, each with how many `person` may read: one query."""
    posts = Post.objects.visible_to(person).filter(carried__label=label).order_by()
    columns = {f"place_{name}": F(f"community__{name}") for name in ("id", "slug", "name", "other_name", "lang")}
    rows: Any = posts.values(**columns, place_crest_key=F("community__crest__key")).annotate(n=Count("pk"))
    counted = rows.order_by("-n", "place_id")[:most]
    return [{**{name.removeprefix("place_"): row[name] for name in row}, "topics_count": row["n"]} for row in counted]


def joinable(person: Any) -> CommunityQuerySet:
    """Return the places that stand open; of someone with an account those they are not in and could come into."""
    found = Community.objects.visible_to(person).filter(archived_at=None)
    if not person.is_authenticated:
        return found
    banned = Ban.objects.filter(person=person, lifted_at=None).values("community")
    found = found.exclude(pk__in=person.memberships.values("community")).exclude(pk__in=banned)
    return found.exclude(joining=Joining.INVITED)


def to_join(person: Any, *, most: int, at: datetime, first: Sequence[int] = ()) -> Rows:
    """Return places one is not in, those of `first` in their order and then the largest, with posts today: one query."""
    whens = [When(pk=number, then=place) for place, number in enumerate(first)]
    # Without one, PostgreSQL would take the lone default for the number of a column.
    turn = [Case(*whens, default=len(first))] if whens else []
    rows: Any = (
        joinable(person)
        .annotate(posts_today=_today(person, at))
        .order_by(*turn, "-members_count", "id")
        .values("id", "slug", "name", "other_name", "lang", "members_count", "posts_today", crest_key=F("crest__key"))
    )
    return list(rows[:most])


def filed_under(categories: Iterable[int] | None, *, format_key: str, person: Any, most: int = MOST) -> Rows:
    """
    Return the places of a format filed under any of these categories, or under one at all, the largest first.

    One query: what a row shows beside goods, and no more.
    """
    found = Community.objects.visible_to(person).filter(format_key=format_key, archived_at=None)
    found = found.exclude(category=None) if categories is None else found.filter(category__in=list(categories))
    rows: Any = found.order_by("-members_count", "id").values(
        *("id", "slug", "name", "other_name", "sentence", "lang", "category_id", "members_count"),
        crest_key=F("crest__key"),
    )
    return list(rows[:most])


def listed(communities: QuerySet[Community], *, part: slice, person: Any, at: datetime) -> Rows:
    """Return a part of `communities` as a directory shows them, in their own order: two queries."""
    return _rows(communities, person, at, part)


def _rows(communities: QuerySet[Community], person: Any, at: datetime, part: slice) -> Rows:
    last = Post.objects.visible_to(person).filter(UNPINNED, community=OuterRef("pk")).order_by("-bumped_at", "-id")
    mine = Membership.objects.filter(community=OuterRef("pk"), person=person.pk)
    rows = list(
        communities.annotate(
            posts_today=_today(person, at), last_id=Subquery(last.values("pk")[:1]), joined=Exists(mine)
        ).values(
            *("id", "slug", "name", "other_name", "sentence", "lang", "category_id", "format_key", "readable_by"),
            *("joining", "members_count", "visits_this_month", "archived_at", "posts_today", "last_id", "joined"),
            crest_key=F("crest__key"),
        )[part]
    )
    spoken = Post.objects.filter(pk__in=[row["last_id"] for row in rows if row["last_id"]])
    by_id = {row["id"]: row for row in spoken.values("id", "number", "title", "lang", "bumped_at")}
    return [{**row, "last": by_id.get(row["last_id"])} for row in rows]


def _today(person: Any, at: datetime) -> Any:
    posts = Post.objects.visible_to(person).filter(community=OuterRef("pk"), posted_at__gte=town.day_starts(at))
    counted = posts.order_by().values("community").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _department_finder() -> Callable[[int | None], Category | None]:
    """Return a function from a category to the top of its tree; the whole tree is a hundred rows."""
    tree = Category.objects.in_bulk()

    def top(number: int | None) -> Category | None:
        found = tree.get(number) if number else None
        while found and found.parent_id:
            found = tree.get(found.parent_id)
        return found

    return top
