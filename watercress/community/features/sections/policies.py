from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from watercress.community import policies
from watercress.community.models import Post
from watercress.community.standing import Standing
from watercress.kernel.decisions import YES, Decision, no

from . import Sections


def can_shape(standing: Standing) -> Decision:
    """Rename, reorder and remove sections: the founder."""
    return _is_on(standing) and policies.can_change_settings(standing)


def can_add(standing: Standing) -> Decision:
    feature = standing.community.format.feature(Sections)
    decision = can_shape(standing)
    if not decision or feature is None or standing.community.sections.count() < feature.most:
        return decision
    return no("sections-full", format_lazy(_("At most {n} sections; remove one first."), n=feature.most))


def can_move(standing: Standing, post: Post | None = None) -> Decision:
    """Put a post on another shelf: a steward."""
    decision = _is_on(standing) and policies.can_steward(standing)
    if decision and post is not None and post.community_id != standing.community.pk:
        return no("elsewhere", _("This was written elsewhere."))
    return decision


def _is_on(standing: Standing) -> Decision:
    if standing.community.format.feature(Sections):
        return YES
    return no("not-here", _("This kind of place does not do that."))
