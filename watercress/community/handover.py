"""Giving a community to someone else, who must want it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from watercress.kernel import events

from . import policies, standing, succession
from .events import FounderChanged
from .locking import hold
from .models import Community, Handover


@transaction.atomic
def offer(community: Community, *, to: Any, by: Any, at: datetime) -> Handover:
    """Offer the place to a member; a new offer replaces the last."""
    community = hold(community)
    policies.can_hand_over(standing.of(by, community), standing.of(to, community)).require()
    made, _is_new = Handover.objects.update_or_create(
        community=community, defaults={"to": to, "offered_by": by, "offered_at": at}
    )
    return made


@transaction.atomic
def take_back(community: Community, *, by: Any) -> bool:
    """Withdraw the offer; False if none is open."""
    community = hold(community)
    policies.can_change_settings(standing.of(by, community)).require()
    deleted, _rows = Handover.objects.filter(community=community).delete()
    return bool(deleted)


@transaction.atomic
def accept(community: Community, *, person: Any, at: datetime) -> None:
    """Become the founder; the one before stays a member and a steward."""
    community = hold(community)
    stands = standing.of(person, community)
    policies.can_take_over(stands, Handover.objects.filter(community=community).first()).require()
    succession.take_over(community, membership=community.memberships.get(person=person), at=at)
    events.record(FounderChanged(community_id=community.pk, person_id=person.pk), at=at)


@transaction.atomic
def decline(community: Community, *, person: Any) -> bool:
    """Say no to an offer made to oneself; False if there was none."""
    deleted, _rows = Handover.objects.filter(community=hold(community), to=person).delete()
    return bool(deleted)
