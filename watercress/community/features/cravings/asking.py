"""Publishing a post that asks to be talked out of something."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Product
from watercress.community import composing, posting, standing
from watercress.community.models import Community, Post
from watercress.community.parts import Products
from watercress.community.standing import Standing
from watercress.kernel.decisions import Refused

from . import policies
from .models import Craving


def ask(
    community: Community, *, author: Any, parts: Mapping[str, Any], at: datetime, craved: int | None = None
) -> Post:
    """
    Put a post before the community that craves one of its products: `craved`, or else the first it shows.

    Raises NotAllowed, or Refused with everything that is wrong at once, as `posting.publish` does.
    """
    stands = standing.of(author, community)
    policies.can_ask(stands).require()
    shown = _shown(parts)
    product = craved or next(iter(shown), None)
    if wrong := _wrong(stands, product, shown):
        _require_nothing_else_wrong(community, author, parts, wrong)
    return posting.publish(
        community,
        author=author,
        parts=parts,
        at=at,
        beside=lambda post: Craving.objects.create(post=post, person=author, product_id=product),
    )


def _shown(parts: Mapping[str, Any]) -> list[int]:
    read = Products(most=0).clean(parts.get("products"))
    return [number for number in read if number] if isinstance(read, list) else []


def _wrong(stands: Standing, product: int | None, shown: list[int]) -> str | Promise | None:
    if product is None:
        return _("Show what you crave: add the product above.")
    if product not in shown:
        return _("What you crave is one of the products you show.")
    shop = Product.objects.filter(pk=product).values_list("shop", flat=True).first()
    decision = policies.can_crave(stands, shop)
    return None if decision else decision.reason


def _require_nothing_else_wrong(
    community: Community, author: Any, parts: Mapping[str, Any], wrong: str | Promise
) -> None:
    """Raise Refused for the craving, and for whatever else the post would be refused for."""
    problems: dict[str, str | Promise] = {"craves": wrong}
    try:
        composing.compose(community, author=author, parts=parts)
    except Refused as refused:
        problems = refused.problems | problems
    raise Refused(problems)
