from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from watercress.community import policies
from watercress.community.models import Post
from watercress.community.standing import Standing
from watercress.kernel.decisions import YES, Decision, no

from . import Pins


def can_pin(standing: Standing, post: Post | None = None) -> Decision:
    """Of the person alone without `post`; with it, also whether it stands and there is room on top."""
    decision = can_choose_best(standing, post)
    if not decision or post is None or post.is_pinned:
        return decision
    most = _pins(standing).most
    if (
        Post.objects.filter(community=standing.community, is_pinned=True, withdrawn_at=None, hidden_at=None).count()
        < most
    ):
        return YES
    return no("pins-full", format_lazy(_("At most {n} topics stand on top; take one down first."), n=most))


def can_choose_best(standing: Standing, post: Post | None = None) -> Decision:
    if standing.community.format.feature(Pins) is None:
        return no("not-here", _("This kind of place does not do that."))
    decision = policies.can_steward(standing)
    if not decision or post is None:
        return decision
    if post.community_id != standing.community.pk:
        return no("elsewhere", _("This was written elsewhere."))
    return YES if post.stands else no("gone", _("This is no longer here."))


def _pins(standing: Standing) -> Pins:
    return standing.community.format.feature(Pins) or Pins(most=0)
