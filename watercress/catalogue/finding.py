"""Finding a product to talk about: by words of its name, or by a pasted link."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db.models import Q

from watercress.kernel import ids

from . import cards
from .models import Product

OURS = re.compile(r"/p/([1-9][0-9]{0,17})(?:-|/|$)")
AT_SHOP = re.compile(r"/products/([^/]+)")


def find(words: str, *, person: Any, most: int) -> list[dict[str, Any]]:
    """
    Return up to `most` card rows of listed products.

    A link names at most one product: ours by its number, a shop's by its host and the handle in its path.
    Words must all stand in the title, in any order; case does not matter.
    """
    words = _sound(words)
    on_the_shelf = Product.objects.visible_to(person).on_the_shelf()
    if is_link(words):
        return cards.rows(on_the_shelf.filter(_linked(words.strip()))[:most])
    wanted = Q()
    for word in words.split()[:8]:
        wanted &= Q(title__icontains=word) | Q(shop__name__icontains=word)
    return cards.rows(on_the_shelf.filter(wanted).order_by("-added_at", "-id")[:most])


def is_link(words: str) -> bool:
    return bool(re.match(r"https?://|/p/", words.strip(), re.IGNORECASE))


def _linked(link: str) -> Q:
    try:
        parts = urlsplit(link)
    except ValueError:
        return Q(pk__in=())
    if (ours := OURS.match(parts.path)) and (number := ids.row_number(ours[1])):
        return Q(pk=number)
    bare = link.split("#", 1)[0]
    match = Q(link__in={link, bare, bare.split("?", 1)[0]})
    if parts.hostname:
        here = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path
        at_shop = AT_SHOP.search(parts.path)
        said = Q(handle=_sound(unquote(at_shop[1]))) if at_shop else Q(pk__in=())
        # A feed that does not name its shop's host has paths for links; "/" is all those without a page of their own.
        said |= Q(link=here) if len(here) > 1 else Q(pk__in=())
        match |= Q(shop__host__iexact=parts.hostname) & said
    return match


def _sound(words: str) -> str:
    """Leave out NULs, which PostgreSQL refuses to look for."""
    return words.replace("\0", "")
