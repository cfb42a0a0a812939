"""What stewards do for a community."""

from django.utils.translation import gettext_lazy as _

from watercress.community.models import Post, Reply
from watercress.community.standing import Standing
from watercress.kernel.decisions import YES, Decision, no

from .refusals import banned, no_account


def can_steward(standing: Standing) -> Decision:
    decision = no_account(standing) and banned(standing)
    if not decision:
        return decision
    return YES if standing.is_steward else no("only-steward", _("Only stewards do this."))


def can_lock(standing: Standing, post: Post) -> Decision:
    return can_steward(standing) and _here(standing, post)


def can_hide(standing: Standing, text: Post | Reply) -> Decision:
    """Take someone's text down, with a reason. One's own is withdrawn instead, and leaves no mark in the log."""
    return can_steward(standing) and _here(standing, text)


def can_unhide(standing: Standing, text: Post | Reply) -> Decision:
    decision = can_hide(standing, text)
    if decision and text.hidden_at is None:
        return no("not-hidden", _("This was not taken down."))
    return decision


def _here(standing: Standing, text: Post | Reply) -> Decision:
    # A steward of one place holding the number of a text in another.
    community = text.community_id if isinstance(text, Post) else text.post.community_id
    return YES if community == standing.community.pk else no("elsewhere", _("This was written elsewhere."))
