"""Coming, going, and who decides about it."""

from django.utils.translation import gettext_lazy as _

from watercress.community import succession
from watercress.community.format import Joining
from watercress.community.models import JoinRequest
from watercress.community.standing import Standing
from watercress.kernel.decisions import YES, Decision, no

from .refusals import WAYS_IN, banned, by_rule, no_account, outsider
from .stewards import can_steward


def can_join(standing: Standing) -> Decision:
    return outsider(standing) and _newcomer(standing) and _joinable(standing) and _open_door(standing)


def can_ask(standing: Standing) -> Decision:
    """May answer the question; someone already waiting may, and so changes the answer."""
    return outsider(standing) and _newcomer(standing) and _joinable(standing) and _asks(standing)


def can_accept_invitation(standing: Standing) -> Decision:
    """Of the person; whether the invitation itself still holds is known to features/invitations."""
    return outsider(standing) and _newcomer(standing) and _joinable(standing)


def can_leave(standing: Standing) -> Decision:
    if not standing.is_signed_in:
        return no_account(standing)
    if standing.membership is None:
        return no("not-a-member", _("You are not a member here."))
    if standing.is_founder and not standing.community.is_archived and succession.heir_of(standing.community) is None:
        return no("no-heir", _("Name an heir first, make someone a steward, or close the place: it needs a keeper."))
    return YES


def can_decide_request(standing: Standing, request: JoinRequest | None = None) -> Decision:
    decision = can_steward(standing)
    if decision and request is not None and request.decided_at is not None:
        return no("already-decided", _("This request was already decided."))
    return decision


def can_ban(standing: Standing, target: Standing) -> Decision:
    """A steward bans plain members and strangers, the founder stewards too, nobody the founder or themselves."""
    if not (decision := can_steward(standing)):
        return decision
    if target.person.pk == standing.person.pk:
        return no("yourself", _("You cannot do this to yourself."))
    if target.is_founder:
        return no("the-founder", _("Nobody can send the founder away."))
    if target.is_steward and not standing.is_founder:
        return no("only-founder", _("Only the founder can send a steward away."))
    return YES


def can_remove(standing: Standing, target: Standing) -> Decision:
    if (decision := can_ban(standing, target)) and target.membership is None:
        return no("not-a-member", _("This person is not a member here."))
    return decision


def can_read_members(standing: Standing) -> Decision:
    if not (decision := no_account(standing) and banned(standing)):
        return decision
    return YES if standing.is_member else no("only-member", _("Only members see who the members are."))


def can_read_log(standing: Standing) -> Decision:
    if not (decision := no_account(standing)):
        return decision
    if standing.is_member or standing.person.is_operator:
        return YES
    return no("only-member", _("Only members read the stewards' log."))


def can_read_requests(standing: Standing) -> Decision:
    """To anyone but the stewards the requests are hidden, which is the same as missing."""
    return YES if can_steward(standing) else no("hidden", _("There is nothing here."))


def _newcomer(standing: Standing) -> Decision:
    return no("already-a-member", _("You are a member already.")) if standing.is_member else YES


def _joinable(standing: Standing) -> Decision:
    rule = standing.community.format.may_join
    return by_rule(rule, standing, only=_("Only {who} join here."), none=_("Nobody can join here."))


def _open_door(standing: Standing) -> Decision:
    joining = Joining(standing.community.joining)
    if joining == Joining.ASK:
        if standing.is_waiting:
            return no("waiting", _("Your answer is with the stewards."))
        return no("ask-first", WAYS_IN[joining])
    return YES if joining == Joining.OPEN else no("invited-only", WAYS_IN[joining])


def _asks(standing: Standing) -> Decision:
    joining = Joining(standing.community.joining)
    if joining == Joining.OPEN:
        return no("open-to-all", _("No question is asked here: anyone may join."))
    return YES if joining == Joining.ASK else no("invited-only", WAYS_IN[joining])
