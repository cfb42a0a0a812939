"""Who is in a community, who looks after it, and which places lie near."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watercress.community.models import Community, Membership
from watercress.kernel.few import A_FEW

from .sizes import MEMBERS_A_PAGE, of_page
from .topics import Rows

NEAREST = 6
ASKED = 200
"""The newest members, whose other places count as near."""


def stewards(community: Community) -> Rows:
    """Return the founder and the stewards in the order they came: one query."""
    return _people(community.memberships.filter(Q(is_steward=True) | Q(person=community.founder_id)), slice(None))


def members(community: Community, *, page: int = 1) -> tuple[Rows, int]:
    """Return one page of members, those who look after the place first, and how many there are: one query."""
    return _people(community.memberships.all(), of_page(page, MEMBERS_A_PAGE)), community.members_count


def neighbours(community: Community, *, person: Any) -> Rows:
    """
    Return the places its founder chose, then those that share most members with it, each with a word why: one query.
    """
    asked = community.memberships.order_by("-joined_at", "-id").values("person")[:ASKED]
    shared = Membership.objects.filter(person__in=asked).exclude(community=community).order_by()
    near = shared.values("community").annotate(n=Count("pk")).filter(n__gte=2).order_by("-n")
    chosen = Community.neighbours.through.objects.filter(from_community=community, to_community=OuterRef("pk"))
    found: Any = (
        Community.objects.visible_to(person)
        .exclude(pk=community.pk)
        .annotate(
            chosen=Exists(chosen),
            shared=Coalesce(
                Subquery(
                    shared.filter(community=OuterRef("pk")).values("community").annotate(n=Count("pk")).values("n")
                ),
                0,
            ),
        )
        .filter(Q(chosen=True) | Q(pk__in=near.values("community")[:NEAREST]), archived_at=None)
        .order_by("-chosen", "-shared", "-members_count", "id")
        .values(
            "id", "slug", "name", "other_name", "lang", "chosen", "shared", "members_count", crest_key=F("crest__key")
        )
    )
    return [{**row, "why": _why(row)} for row in found[:NEAREST]]


def _why(row: dict[str, Any]) -> str:
    if row["chosen"]:
        return _("chosen by the founder")
    if row["shared"] < A_FEW:
        return _("a few members in common")
    return ngettext("{n} member in common", "{n} members in common", row["shared"]).format(n=row["shared"])


def _people(memberships: Any, part: slice) -> Rows:
    rows = memberships.order_by("-is_steward", "joined_at", "id").values(
        "is_steward",
        "joined_at",
        person_pk=F("person_id"),
        username=F("person__username"),
        name=F("person__name"),
        picture_key=F("person__picture__key"),
    )
    return [{"id": row.pop("person_pk"), **row} for row in rows[part]]
