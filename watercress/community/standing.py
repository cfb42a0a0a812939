"""How one person stands in one community, read once and asked by every rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .models import Ban, Community, JoinRequest, Membership


@dataclass(frozen=True, kw_only=True)
class Standing:
    person: Any
    """A Person, or Django's AnonymousUser."""
    community: Community
    membership: Membership | None = None
    request: JoinRequest | None = None
    """The latest one, decided or not."""
    ban: Ban | None = None

    @property
    def is_signed_in(self) -> bool:
        return bool(self.person.is_authenticated)

    @property
    def is_member(self) -> bool:
        return self.membership is not None and self.ban is None

    @property
    def is_steward(self) -> bool:
        return self.is_member and (self.membership.is_steward or self.is_founder)  # type: ignore[union-attr]

    @property
    def is_founder(self) -> bool:
        return self.is_signed_in and self.community.founder_id == self.person.pk

    @property
    def is_waiting(self) -> bool:
        return self.request is not None and self.request.decided_at is None

    @property
    def may_read(self) -> bool:
        return self.community.is_open_to_the_world or self.is_member


def of(person: Any, community: Community) -> Standing:
    """Read `person`'s standing in `community`: no query for a visitor, three for someone signed in."""
    if not person.is_authenticated:
        return Standing(person=person, community=community)
    return Standing(
        person=person,
        community=community,
        membership=community.memberships.filter(person=person).first(),
        request=community.join_requests.filter(person=person).order_by("-id").first(),
        ban=community.bans.filter(person=person, lifted_at=None).first(),
    )
