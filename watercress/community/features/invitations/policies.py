from datetime import datetime

from django.utils.translation import gettext_lazy as _

from watercress.community import policies
from watercress.community import standing as standings
from watercress.community.models import Invitation
from watercress.community.policies import refusals
from watercress.community.standing import Standing
from watercress.kernel import town
from watercress.kernel.decisions import YES, Decision, no

from . import Invitations


def can_invite(standing: Standing, *, at: datetime | None = None) -> Decision:
    """Make, list and revoke invitations; with `at`, also whether the day's number is used up."""
    feature = standing.community.format.feature(Invitations)
    if feature is None:
        return no("not-here", _("Nobody is invited to this kind of place."))
    decision = policies.can_steward(standing)
    if not decision or at is None:
        return decision
    today = standing.community.invitations.filter(made_at__gte=town.day_starts(at)).count()
    if today < feature.a_day:
        return refusals.archived(standing)
    return no("invited-enough", _("That is enough invitations for one day."))


def still_holds(invitation: Invitation | None, standing: Standing, *, at: datetime) -> Decision:
    """
    Whether an invitation still lets someone in here; each no has its own name.

    It is worth what its maker is: it ends with their stewardship.
    """
    if invitation is None or invitation.community_id != standing.community.pk:
        return no("invitation-unknown", _("This invitation does not lead here."))
    maker = invitation.made_by
    if invitation.revoked_at is not None or maker is None or not standings.of(maker, standing.community).is_steward:
        return no("invitation-revoked", _("This invitation was taken back."))
    if at >= invitation.expires_at:
        return no("invitation-expired", _("This invitation has run out."))
    if invitation.uses_left == 0:
        return no("invitation-used-up", _("This invitation has been used up."))
    return YES
