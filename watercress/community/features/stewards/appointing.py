"""Sharing the work: who is a steward."""

from datetime import datetime
from typing import Any

from django.db import transaction

from watercress.community import log, standing
from watercress.community.locking import hold
from watercress.community.models import Community, Membership
from watercress.community.models.log import Act

from . import policies


@transaction.atomic
def appoint(community: Community, *, person: Any, by: Any, at: datetime) -> None:
    """Make a member a steward; NotAllowed where there are as many as the format has. Twice is once."""
    community = hold(community)
    policies.can_make_steward(standing.of(by, community), standing.of(person, community)).require()
    if Membership.objects.filter(community=community, person=person, is_steward=False).update(is_steward=True):
        log.write(community, act=Act.STEWARD, by=by, about=person, at=at)


@transaction.atomic
def dismiss(community: Community, *, person: Any, by: Any, at: datetime) -> None:
    """Make a steward a plain member again; also one's own."""
    community = hold(community)
    policies.can_end_stewardship(standing.of(by, community), standing.of(person, community)).require()
    if Membership.objects.filter(community=community, person=person, is_steward=True).update(is_steward=False):
        log.write(community, act=Act.UNSTEWARD, by=by, about=person, at=at)
