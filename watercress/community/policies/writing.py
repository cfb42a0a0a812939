"""Posting, replying, liking, and having second thoughts."""

from django.utils.translation import gettext_lazy as _

from watercress.community.models import Post, Reply
from watercress.community.standing import Standing
from watercress.kernel.decisions import YES, Decision, no

from .refusals import by_rule, no_account, outsider


def can_post(standing: Standing) -> Decision:
    rule = standing.community.format.may_post
    return outsider(standing) and by_rule(
        rule, standing, only=_("Only {who} write here."), none=_("Nobody writes here.")
    )


def can_reply(standing: Standing, post: Post) -> Decision:
    rule = standing.community.format.may_reply
    return (
        outsider(standing)
        and by_rule(rule, standing, only=_("Only {who} reply here."), none=_("Nobody replies here."))
        and takes_replies(standing, post)
    )


def can_answer(standing: Standing, reply: Reply) -> Decision:
    """Answer or quote this very reply: it must stand, and its author must want to hear from this person."""
    return can_reply(standing, reply.post) and answerable(standing, reply)


def answerable(standing: Standing, reply: Reply) -> Decision:
    """Whether this reply takes an answer from this person, whoever may write here."""
    return _open_to(standing, reply)


def takes_replies(standing: Standing, post: Post) -> Decision:
    """Whether the topic itself takes a reply from this person, whoever may write here."""
    if post.locked_at is not None:
        return no("locked", _("A steward has closed this topic to replies."))
    return _open_to(standing, post)


def can_draft(standing: Standing) -> Decision:
    """Anyone signed in keeps what they typed, whether or not it may be posted."""
    return YES if standing.is_signed_in else no_account(standing)


def can_edit(standing: Standing, text: Post | Reply) -> Decision:
    return outsider(standing) and _own(standing, text) and _still_writes(standing, text) and _stands(text)


def can_withdraw(standing: Standing, text: Post | Reply) -> Decision:
    """One's own words can always be taken back, also by someone who was banned or has left."""
    return can_draft(standing) and _own(standing, text)


def can_restore(standing: Standing, text: Post | Reply) -> Decision:
    """Put back what one withdrew, unless a steward has taken it down too."""
    decision = outsider(standing) and _own(standing, text) and _still_writes(standing, text)
    if decision and text.hidden_at is not None:
        return no("hidden", _("A steward has taken this down."))
    return decision


def can_like(standing: Standing, text: Post | Reply) -> Decision:
    return can_unlike(standing) and _stands(text) and _not_own(standing, text)


def can_unlike(standing: Standing) -> Decision:
    """Take one's like back, also from what no longer stands."""
    rule = standing.community.format.may_like
    only, none = _("Only {who} like things here."), _("Nobody likes things here.")
    return outsider(standing) and by_rule(rule, standing, only=only, none=none)


def _stands(text: Post | Reply) -> Decision:
    stands = text.stands and (isinstance(text, Post) or text.post.stands)
    return YES if stands else no("gone", _("This is no longer here."))


def _open_to(standing: Standing, text: Post | Reply) -> Decision:
    if not (decision := _stands(text)):
        return decision
    if text.author_id in standing.blocked_by:
        return no("blocked", _("Whoever wrote this takes no replies from you."))
    return YES


def _is_own(standing: Standing, text: Post | Reply) -> bool:
    return text.author_id is not None and text.author_id == standing.person.pk


def _own(standing: Standing, text: Post | Reply) -> Decision:
    return YES if _is_own(standing, text) else no("only-author", _("Only whoever wrote this changes it."))


def _not_own(standing: Standing, text: Post | Reply) -> Decision:
    return no("own", _("This is yours; let others like it.")) if _is_own(standing, text) else YES


def _still_writes(standing: Standing, text: Post | Reply) -> Decision:
    """A member, or for a shop's answer its keeper, who need not be one."""
    if standing.is_member:
        return YES
    if isinstance(text, Reply) and text.as_shop_id is not None and text.as_shop_id in standing.shops:
        return YES
    return no("only-member", _("Only members write here."))
