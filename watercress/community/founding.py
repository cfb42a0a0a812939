"""Founding a community, changing what its founder may choose, closing it, and naming an heir."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from watercress.kernel import events, ids
from watercress.kernel.decisions import NotAllowed, Refused, no
from watercress.people.models import Person

from . import charter, log, membership, policies, standing
from . import format as formats
from .events import CommunityChanged, CommunityFounded
from .locking import hold
from .models import Community
from .models.log import Act

NEIGHBOURS = 6
TAKEN = frozenset({"new", "feed", "search"})
"""Words that are addresses of their own beside the communities' slugs."""


def found(format_key: str, *, founder: Any, name: str, sentence: str, at: datetime, **chosen: Any) -> Community:
    """
    Found a community; its founder is its first member and steward.

    `chosen` may hold any of `charter.FIELDS`; what is left out is the format's default. Raises NotAllowed for someone
    who keeps as many as the format allows, Refused with every problem at once.
    """
    format = formats.get(format_key)
    policies.can_found(format, founder).require()
    columns = charter.read(format, {"name": name, "sentence": sentence, **chosen})
    with transaction.atomic():
        # Two at once by one person would both count the same number of places.
        Person.objects.select_for_update(no_key=True).get(pk=founder.pk)
        policies.can_found(format, founder).require()
        community = _write(format_key, founder, columns, at)
        membership.enter(community, person=founder, at=at, is_steward=True)
        events.record(CommunityFounded(community_id=community.pk), at=at)
    community.refresh_from_db(fields=["members_count"])
    return community


def change_settings(community: Community, *, by: Any, at: datetime, **chosen: Any) -> list[str]:
    """Change any of `charter.FIELDS`; returns the names of those that changed, which is also what the log says."""
    policies.can_change_settings(standing.of(by, community)).require()
    with transaction.atomic():
        held = hold(community)
        policies.can_change_settings(standing.of(by, held)).require()
        columns = charter.read(held.format, chosen, now=held)
        changed = [name for name, value in columns.items() if getattr(held, name) != value]
        if changed:
            for name in changed:
                setattr(held, name, columns[name])
            held.save(update_fields=changed)
            said = [name for name in changed if name in charter.FIELDS]
            log.write(held, act=Act.SETTINGS, by=by, words=", ".join(said), at=at)
            events.record(CommunityChanged(community_id=held.pk), at=at)
    return changed


@transaction.atomic
def archive(community: Community, *, by: Any, at: datetime, reason: str = "") -> None:
    """Close to new writing and new members; everything stays readable. Twice is once."""
    community = hold(community)
    policies.can_archive(standing.of(by, community)).require()
    if Community.objects.filter(pk=community.pk, archived_at=None).update(archived_at=at):
        log.write(community, act=Act.ARCHIVE, by=by, words=reason.strip(), at=at)


@transaction.atomic
def reopen(community: Community, *, by: Any, at: datetime) -> None:
    community = hold(community)
    policies.can_archive(standing.of(by, community)).require()
    if Community.objects.filter(pk=community.pk).exclude(archived_at=None).update(archived_at=None):
        log.write(community, act=Act.REOPEN, by=by, at=at)


@transaction.atomic
def name_heir(community: Community, *, heir: Any, by: Any, at: datetime) -> None:
    """Say who takes over when the founder leaves, or with None that no one in particular does."""
    community = hold(community)
    stands = standing.of(by, community)
    policies.can_change_settings(stands).require()
    if heir is not None:
        policies.can_hand_over(stands, standing.of(heir, community)).require()
    if community.heir_id != (heir.pk if heir else None):
        Community.objects.filter(pk=community.pk).update(heir=heir)
        log.write(community, act=Act.HEIR, by=by, about=heir, at=at)


@transaction.atomic
def choose_neighbours(community: Community, *, neighbours: list[Community], by: Any, at: datetime) -> None:
    """Say which communities stand beside this one on its page; raises Refused for more than six, or itself."""
    community = hold(community)
    policies.can_change_settings(standing.of(by, community)).require()
    if len(neighbours) > NEIGHBOURS or community in neighbours:
        raise Refused({"neighbours": _("Choose up to six others.")})
    if set(neighbours) != set(community.neighbours.all()):
        community.neighbours.set(neighbours)
        log.write(community, act=Act.SETTINGS, by=by, words="neighbours", at=at)


def _write(format_key: str, founder: Any, columns: dict[str, Any], at: datetime) -> Community:
    for _attempt in range(5):
        slug = _free_slug(columns["name"], format_key)
        try:
            with transaction.atomic():
                return Community.objects.create(
                    slug=slug, format_key=format_key, founder=founder, founded_at=at, **columns
                )
        except IntegrityError:
            # Someone founding another of the same name came first.
            if not Community.objects.filter(slug=slug).exists():
                raise
    raise NotAllowed(no("busy", _("Many places of this name are being founded just now. Try again.")))


def _free_slug(name: str, otherwise: str) -> str:
    base = ids.words(name, most=50) or otherwise
    taken = set(Community.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | TAKEN
    if base not in taken:
        return base
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{base}-{n}") not in taken)
