"""
What each thing says of itself to whoever looks for it: only what everyone who may see the thing may read.

So no e-mail address and no label worn in private is ever an entry's word, and a topic does not tell by its words of
goods that only their keepers see.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet

from watercress.catalogue.categories import departments
from watercress.catalogue.models import Product, Shop
from watercress.community.models import Community, Post, PostLabel, PostProduct
from watercress.community.models.posts import STANDING
from watercress.labels.models import Label, Tag
from watercress.people.models import Person

from .models import Kind

ENOUGH = 1_500
"""Characters of a long text that are searched."""
MOST_SHOWN = 12
_MARKUP = re.compile("<[^<>]*(?:>|$)")
_NOBODY = AnonymousUser()


@dataclass(frozen=True)
class Text:
    name: str
    rest: tuple[str, ...] = ()
    person: int | None = None
    """Who is lost with it when they are erased."""


Texts = dict[int, Text]


def findable(kind: Kind) -> QuerySet[Any]:
    """Return the rows of a kind that someone may come to find: those the index must hold."""
    return _FINDABLE[kind]()


def read(kind: Kind, numbers: Collection[int]) -> Texts:
    """Return what these rows say, by their numbers, without those nobody finds; few queries, whatever their number."""
    return _READ[kind](findable(kind).filter(pk__in=numbers))


_FINDABLE: dict[Kind, Callable[[], QuerySet[Any]]] = {
    Kind.PRODUCT: lambda: Product.objects.visible_to(_NOBODY).on_the_shelf(),
    Kind.SHOP: lambda: Shop.objects.visible_to(_NOBODY),
    Kind.COMMUNITY: lambda: Community.objects.visible_to(_NOBODY),
    Kind.POST: lambda: Post.objects.filter(STANDING),
    Kind.PERSON: lambda: Person.objects.visible_to(_NOBODY),
}


def _products(found: QuerySet[Product]) -> Texts:
    labels = _labels(Tag.objects.filter(product__in=found.values("pk")), "product")
    return {
        row["id"]: Text(
            row["title"],
            (
                *(row["shop_name"], row["vendor"], row["kind"], " ".join(map(str, row["tags"]))[:ENOUGH]),
                *_filed_under(row["category_slug"]),
                *labels[row["id"]],
                _plain(row["description"]),
            ),
        )
        for row in found.values(
            *("id", "title", "vendor", "kind", "tags", "description"),
            shop_name=F("shop__name"),
            category_slug=F("category__slug"),
        )
    }


def _labels(borne: QuerySet[Any], by: str) -> defaultdict[int, list[str]]:
    """Return the names, in both languages, of the labels that products bear, or posts carry; hidden ones have none."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    shown = borne.filter(label__in=Label.objects.visible_to(_NOBODY).values("pk")).order_by(by, "position")
    for number, en, zh in shown.values_list(by, "label__en", "label__zh"):
        found[number] += [en, zh]
    return found


def _shops(found: QuerySet[Shop]) -> Texts:
    rows = found.values_list("id", "name", "about", "host")
    return {number: Text(name, (about[:ENOUGH], host)) for number, name, about, host in rows}


def _communities(found: QuerySet[Community]) -> Texts:
    rows: Any = found.values_list("id", "name", "other_name", "sentence", "category__slug")
    return {
        number: Text(f"{name} {other_name}", (sentence, *_filed_under(category)))
        for number, name, other_name, sentence, category in rows
    }


def _posts(found: QuerySet[Post]) -> Texts:
    labels = _labels(PostLabel.objects.filter(post__in=found.values("pk")), "post")
    shown = defaultdict(list)
    goods = Product.objects.visible_to(_NOBODY).values("pk")
    cards = PostProduct.objects.filter(post__in=found.values("pk"), product__in=goods).order_by("post", "position")
    for number, title in cards.values_list("post", "product__title"):
        shown[number].append(title)
    return {
        number: Text(title, (_plain(html), *labels[number], *shown[number][:MOST_SHOWN]), author)
        for number, title, html, author in found.values_list("id", "title", "html", "author_id")
    }


def _people(found: QuerySet[Person]) -> Texts:
    rows = found.values_list("id", "name", "username")
    return {number: Text(f"{name} {username}", person=number) for number, name, username in rows}


_READ: dict[Kind, Callable[[Any], Texts]] = {
    Kind.PRODUCT: _products,
    Kind.SHOP: _shops,
    Kind.COMMUNITY: _communities,
    Kind.POST: _posts,
    Kind.PERSON: _people,
}


def _plain(html: str) -> str:
    """Return the beginning of a text of ours, or of a shop's, without its marks."""
    return unescape(_MARKUP.sub(" ", html[: ENOUGH * 4]))[:ENOUGH]


def _filed_under(slug: str | None) -> Iterable[str]:
    """Yield the names of a department and of those it lies in, in both languages."""
    while slug and (department := _departments().get(slug)):
        yield from (department.en, department.zh)
        slug = department.parent


@cache
def _departments() -> dict[str, Any]:
    return {department.slug: department for department in departments()}
