"""Who keeps a community when its founder goes."""

from datetime import datetime
from typing import Any

from . import log
from .models import Community, Handover, Membership
from .models.log import Act


def heir_of(community: Community) -> Membership | None:
    """Return the membership of the heir, else of the steward who has been here longest; neither suspended."""
    others = Membership.objects.filter(community=community, person__is_active=True).exclude(person=community.founder_id)
    named = others.filter(person=community.heir_id).first() if community.heir_id else None
    return named or others.filter(is_steward=True).order_by("joined_at", "id").first()


def take_over(community: Community, *, membership: Membership, at: datetime) -> None:
    """Make a member the founder: a steward too, with a place left open for their own heir."""
    before: Any = community.founder
    Membership.objects.filter(pk=membership.pk).update(is_steward=True)
    Community.objects.filter(pk=community.pk).update(founder=membership.person_id, heir=None)
    Handover.objects.filter(community=community).delete()
    log.write(community, act=Act.FOUNDER, by=membership.person, about=before, at=at)
    community.founder, community.heir = membership.person, None
