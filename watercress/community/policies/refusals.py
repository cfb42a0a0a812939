"""
The noes that several policies share, and how a rule's refusal is put into words.

A decision is truthy for a yes, so `this(standing) and that(standing)` is the first no, or a yes; what follows a no
is not even asked.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from watercress.community.format import Joining
from watercress.community.rules import Rule, nobody
from watercress.community.standing import Standing
from watercress.kernel.decisions import YES, Decision, no

WAYS_IN = {
    Joining.OPEN: _("Join first: anyone may."),
    Joining.ASK: _("Ask to join by answering one question."),
    Joining.INVITED: _("New members are invited by the stewards."),
}


def no_account(standing: Standing) -> Decision:
    if not standing.is_signed_in:
        return no("signed-out", _("Sign in first."))
    if standing.is_suspended:
        return no("suspended", _("Your account is suspended."))
    return YES


def banned(standing: Standing) -> Decision:
    if standing.ban is None:
        return YES
    return no("banned", format_lazy(_("The stewards have banned you from here: {why}"), why=standing.ban.reason))


def archived(standing: Standing) -> Decision:
    if not standing.community.is_archived:
        return YES
    return no("archived", _("This place is closed: what was written can be read, and nothing is added."))


def outsider(standing: Standing) -> Decision:
    """What stops anyone from adding anything here: no account, a ban, a closed door."""
    return no_account(standing) and banned(standing) and archived(standing)


def by_rule(rule: Rule, standing: Standing, *, only: Any, none: Any) -> Decision:
    """
    Refuse in the rule's own words.

    `only` is a sentence with {who} in it; `none` is said instead where the rule lets nobody.
    """
    if rule(standing):
        return YES
    if rule is nobody:
        return no("nobody", none)
    sentence = format_lazy(only, who=rule.who)
    step = way_in(standing)
    return no(f"only-{rule.key}", format_lazy(_("{one} {two}"), one=sentence, two=step) if step else sentence)


def way_in(standing: Standing) -> str | Promise:
    """Say what someone who is not a member can do about it; empty for a member."""
    if standing.is_member or standing.community.pk is None:
        return ""
    if standing.is_waiting:
        return _("Your answer is with the stewards.")
    return WAYS_IN[Joining(standing.community.joining)]
