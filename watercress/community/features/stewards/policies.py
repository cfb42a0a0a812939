from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from watercress.community import policies
from watercress.community.standing import Standing
from watercress.kernel.decisions import YES, Decision, no

from . import Stewards


def can_make_steward(standing: Standing, target: Standing | None = None) -> Decision:
    """The founder chooses among the members; without `target`, whether they may choose at all."""
    feature = standing.community.format.feature(Stewards)
    if feature is None:
        return no("not-here", _("This kind of place does not do that."))
    decision = policies.can_change_settings(standing)
    if not decision or target is None or target.is_steward:
        return decision
    if not target.is_member or target.is_suspended:
        return no("not-a-member", _("This person is not a member here."))
    if standing.community.memberships.filter(is_steward=True).count() < feature.most:
        return YES
    return no("stewards-full", format_lazy(_("At most {n} stewards."), n=feature.most))


def can_end_stewardship(standing: Standing, target: Standing) -> Decision:
    """The founder ends anyone's but their own; a steward ends their own."""
    if target.is_founder:
        return no("the-founder", _("The founder is always a steward."))
    if standing.is_steward and standing.person.pk == target.person.pk:
        return YES
    return policies.can_change_settings(standing)
