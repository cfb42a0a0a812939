"""What waits for one person: their own questions, their duties, their drafts."""

from typing import Any

from django.db.models import Count, F, Q

from watercress.community.models import Community, Draft, JoinRequest

from .topics import Rows


def waiting_of(person: Any) -> Rows:
    """Return the places one has asked to join and not heard from: one query."""
    if not person.is_authenticated:
        return []
    asked: Any = JoinRequest.objects.filter(person=person, decided_at=None).order_by("-asked_at", "-id")
    return list(asked.values("asked_at", slug=F("community__slug"), name=F("community__name")))


def requests_for(person: Any) -> Rows:
    """Return the places one looks after where people wait for an answer, with how many: one query."""
    if not person.is_authenticated:
        return []
    mine = Community.objects.filter(memberships__person=person, memberships__is_steward=True)
    counted: Any = mine.annotate(waiting=Count("join_requests", filter=Q(join_requests__decided_at=None)))
    return list(counted.filter(waiting__gt=0).order_by("name", "id").values("slug", "name", "waiting"))


def drafts_of(person: Any, *, most: int = 20) -> Rows:
    """Return one's drafts of new posts, latest first: one query."""
    kept = Draft.objects.visible_to(person).filter(post=None).order_by("-saved_at", "-id")[:most]
    rows = kept.values("saved_at", "fields", slug=F("community__slug"), name=F("community__name"))
    return [{**row, "title": str(row["fields"].get("title", ""))} for row in rows]
