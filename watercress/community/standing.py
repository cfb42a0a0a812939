"""How one person stands in one community, read once and asked by every rule."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import FilteredRelation, Q

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
    def is_suspended(self) -> bool:
        return self.is_signed_in and not self.person.is_active

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

    @cached_property
    def blocked_by(self) -> frozenset[int]:
        """Who no longer hears from this person: one query, when first asked."""
        if not self.is_signed_in:
            return frozenset()
        return frozenset(self.person.blocked_by.values_list("blocker", flat=True))

    @cached_property
    def shops(self) -> frozenset[int]:
        """The shops this person keeps: one query, when first asked."""
        if not self.is_signed_in:
            return frozenset()
        return frozenset(self.person.keeps.values_list("shop", flat=True))


_MEMBERSHIP = ("id", "community_id", "person_id", "is_steward", "joined_at")
_REQUEST = (
    *("id", "community_id", "person_id", "question", "answer", "asked_at"),
    *("decided_at", "decided_by_id", "approved", "reason"),
)
_BAN = ("id", "community_id", "person_id", "by_id", "reason", "banned_at", "lifted_at")
_COLUMNS = [f"{alias}__{name}" for alias, names in (("m", _MEMBERSHIP), ("r", _REQUEST), ("b", _BAN)) for name in names]


def of(person: Any, community: Community) -> Standing:
    """Read `person`'s standing in `community`: no query for a visitor, one for someone signed in."""
    if not person.is_authenticated:
        return Standing(person=person, community=community)
    mine = {
        "m": FilteredRelation("memberships", condition=Q(memberships__person=person)),
        "r": FilteredRelation("join_requests", condition=Q(join_requests__person=person)),
        "b": FilteredRelation("bans", condition=Q(bans__person=person, bans__lifted_at=None)),
    }
    rows: Any = Community.objects.annotate(**mine).filter(pk=community.pk)
    found = rows.order_by("-r__id").values(*_COLUMNS).first()

    def read(model: Any, alias: str, names: tuple[str, ...]) -> Any:
        if not found or found[f"{alias}__id"] is None:
            return None
        row = model(**{name: found[f"{alias}__{name}"] for name in names})
        row._state.adding, row._state.db = False, community._state.db
        row.community, row.person = community, person
        return row

    return Standing(
        person=person,
        community=community,
        membership=read(Membership, "m", _MEMBERSHIP),
        request=read(JoinRequest, "r", _REQUEST),
        ban=read(Ban, "b", _BAN),
    )


def before(person: Any) -> Standing:
    """How `person` stands before a community that does not exist yet."""
    return Standing(person=person, community=Community())
