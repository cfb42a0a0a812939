from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Shop
from watercress.community import policies
from watercress.community.models import Post, Reply
from watercress.community.policies import refusals
from watercress.community.standing import Standing
from watercress.kernel.decisions import YES, Decision, no

from . import ShopMayAnswer


def can_answer_as_shop(standing: Standing, post: Post, shop: Shop) -> Decision:
    """
    The keeper of a shop whose goods the post shows, member or not, so often and once more for each time it was asked.

    Answers count also when they were taken back: a shop has one word, not one at a time.
    """
    feature = standing.community.format.feature(ShopMayAnswer)
    if feature is None:
        return no("not-here", _("Shops do not answer in this kind of place."))
    decision = refusals.outsider(standing) and policies.can_read(standing)
    if not decision:
        return decision
    if shop.pk not in standing.shops:
        return no("only-keeper", _("Only the keepers of this shop answer for it."))
    if not post.cards.filter(product__shop=shop).exists():
        return no("not-mentioned", _("None of this shop's goods is shown here."))
    return policies.takes_replies(standing, post) and _has_a_turn(post, shop, feature)


def _has_a_turn(post: Post, shop: Shop, feature: ShopMayAnswer) -> Decision:
    answered = Reply.objects.filter(post=post, as_shop=shop).count()
    asked = Reply.objects.filter(post=post, asks_shop=shop, withdrawn_at=None, hidden_at=None).count()
    if answered < feature.times + asked:
        return YES
    return no("answered", _("The shop has answered here. It may again once a member asks it to."))
