"""Founding a community, changing it, closing it and handing it on."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from watercress.community import standing as standings
from watercress.community.format import Format
from watercress.community.models import Community, Handover
from watercress.community.standing import Standing
from watercress.kernel.decisions import YES, Decision, no

from .refusals import archived, banned, by_rule, no_account, outsider


def can_found(format: Format, person: Any) -> Decision:
    nowhere = standings.before(person)
    only, none = _("Only {who} found one of these."), _("Nobody founds one of these.")
    decision = no_account(nowhere) and by_rule(format.may_found, nowhere, only=only, none=none)
    if not decision:
        return decision
    if (
        Community.objects.filter(founder=person, format_key=format.key, archived_at=None).count()
        < format.founded_at_most
    ):
        return YES
    reason = _("You keep {n} of these already, and that is as many as one person may.")
    return no("founded-enough", format_lazy(reason, n=format.founded_at_most))


def can_read(standing: Standing) -> Decision:
    """What `Post.objects.visible_to` decides for lists, for one community at hand."""
    return YES if standing.may_read else no("hidden", _("There is nothing here."))


def can_change_settings(standing: Standing) -> Decision:
    decision = no_account(standing) and banned(standing)
    if not decision:
        return decision
    return YES if standing.is_founder else no("only-founder", _("Only the founder changes this."))


def can_archive(standing: Standing) -> Decision:
    """Close to new writing, or open again."""
    return can_change_settings(standing)


def can_hand_over(standing: Standing, target: Standing) -> Decision:
    """Offer the place to `target`, or name them heir: another member in good standing."""
    decision = can_change_settings(standing) and archived(standing)
    if not decision:
        return decision
    if target.is_founder:
        return no("yourself", _("You are the founder already."))
    if not target.is_member or target.is_suspended:
        return no("not-a-member", _("This person is not a member here."))
    return YES


def can_take_over(standing: Standing, offer: Handover | None) -> Decision:
    """Accept the founder's offer: only whom it names, and only while both still stand as they did."""
    decision = outsider(standing)
    if not decision:
        return decision
    if offer is None or offer.to_id != standing.person.pk or offer.offered_by_id != standing.community.founder_id:
        return no("no-offer", _("Nobody has offered you this place."))
    return YES if standing.is_member else no("not-a-member", _("You are not a member here."))
