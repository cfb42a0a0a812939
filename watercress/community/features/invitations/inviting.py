"""Making a link that lets people in, taking it back, and coming in by one."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from watercress.community import log, membership, standing
from watercress.community import policies as core
from watercress.community.locking import hold
from watercress.community.models import Community, Invitation, Membership
from watercress.community.models.log import Act
from watercress.kernel.decisions import Decision, NotAllowed, Refused
from watercress.kernel.ids import token

from . import Invitations, policies


class InvitationGone(NotAllowed):
    """The link leads nowhere (any more); `decision.code` says whether unknown, revoked, expired or used up."""


@transaction.atomic
def invite(community: Community, *, by: Any, at: datetime, uses: int = 1, days: int = 7) -> Invitation:
    """Make an invitation for `uses` people within `days` days; Refused for more than the format allows."""
    community = hold(community)
    policies.can_invite(standing.of(by, community), at=at).require()
    feature = community.format.feature(Invitations) or Invitations()
    wrong = {
        name: format_lazy(_("Between 1 and {n}."), n=most)
        for name, value, most in (("uses", uses, feature.uses_most), ("days", days, feature.days_most))
        if not 1 <= value <= most
    }
    if wrong:
        raise Refused(dict(wrong))
    made = Invitation.objects.create(
        community=community,
        token=token(),
        made_by=by,
        made_at=at,
        expires_at=at + timedelta(days=days),
        uses=uses,
        uses_left=uses,
    )
    log.write(community, act=Act.INVITE, by=by, words=str(uses), at=at)
    return made


@transaction.atomic
def revoke(invitation: Invitation, *, by: Any, at: datetime) -> None:
    """Take an invitation back; who came in by it stays. Twice is once."""
    community = hold(invitation.community)
    policies.can_invite(standing.of(by, community)).require()
    if Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=at):
        log.write(community, act=Act.REVOKE, by=by, at=at)


def look_up(community: Community, *, token: str, person: Any, at: datetime) -> Decision:
    """Say, before anyone accepts, whether this link lets `person` in."""
    stands = standing.of(person, community)
    return policies.still_holds(_find(token), stands, at=at) and core.can_accept_invitation(stands)


@transaction.atomic
def accept(community: Community, *, token: str, person: Any, at: datetime) -> Membership:
    """
    Come in by an invitation to this very community. A member stays one, and uses nothing up.

    Raises InvitationGone for a link that is unknown, leads elsewhere, was taken back, has run out or is used up.
    """
    community = hold(community)
    stands = standing.of(person, community)
    invitation = _find(token)
    holds = policies.still_holds(invitation, stands, at=at)
    if stands.is_member and stands.membership:
        return stands.membership
    if not holds or invitation is None:
        raise InvitationGone(holds)
    core.can_accept_invitation(stands).require()
    # Holding the community makes this safe; the condition says so to the next reader, and to the database.
    if not Invitation.objects.filter(pk=invitation.pk, uses_left__gt=0).update(uses_left=F("uses_left") - 1):
        raise InvitationGone(policies.still_holds(_find(token), stands, at=at))
    return membership.enter(community, person=person, at=at)


def _find(token: str) -> Invitation | None:
    if not token.isascii() or "\0" in token:
        return None
    return Invitation.objects.select_related("made_by").filter(token=token).first()
