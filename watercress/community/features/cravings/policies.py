from django.utils.translation import gettext_lazy as _

from watercress.community import policies
from watercress.community.models import Post
from watercress.community.policies import refusals
from watercress.community.standing import Standing
from watercress.kernel.decisions import YES, Decision, no

from . import Cravings
from .models import Craving


def can_ask(standing: Standing) -> Decision:
    """Ask to be talked out of something: whoever may post, where the format has it."""
    if standing.community.format.feature(Cravings) is None:
        return no("not-here", _("This kind of place does not do that."))
    return policies.can_post(standing)


def can_crave(standing: Standing, shop: int | None) -> Decision:
    """Crave a product of this shop: nobody asks the town about goods they sell."""
    if shop in standing.shops:
        return no("own-goods", _("You keep the shop that sells this; what you think of buying is elsewhere."))
    return YES


def can_argue(standing: Standing, craving: Craving) -> Decision:
    """Lean to one side in a reply, for whoever may reply at all."""
    if not craving.is_open:
        return no("decided", _("This is decided, and takes no more arguments; you can still just talk."))
    if craving.person_id == standing.person.pk:
        return no("own", _("You asked; let others argue."))
    if craving.product and craving.product.shop_id in standing.shops:
        return no("own-goods", _("You keep the shop that sells this; let others argue."))
    return YES


def can_decide(standing: Standing, post: Post) -> Decision:
    """
    Say how it ended: whoever asked, also when they have left or were sent away since, as long as they can read it.

    What they add to it in words is another question: `can_add_words`.
    """
    decision = policies.can_read(standing) and refusals.no_account(standing)
    if not decision:
        return decision
    if post.author_id is None or post.author_id != standing.person.pk:
        return no("only-author", _("Only whoever asked says how it ended."))
    return YES if post.stands else no("gone", _("This is no longer here."))


def can_add_words(standing: Standing, post: Post) -> Decision:
    """Say something with the verdict: whoever could still edit the post."""
    return can_decide(standing, post) and policies.can_edit(standing, post)
