"""What the measured pages must show, asked of the database by queries of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from watercress.catalogue.models import Product
from watercress.community.models import Community, Post, Reply
from watercress.community.models.posts import STANDING
from watercress.discovery import beside
from watercress.labels.models import Label
from watercress.web import addresses

from .rows import Kind, Row, checksum, cut

PAGES = ("circle", "topic", "product", "label", "home")
REPLIES, TOPICS, FEW_TOPICS, LATEST, GOODS, MORE = 20, 30, 6, 20, 24, 6
LEAST_ON_HOME = 4
"""Cards of goods; which ones is discovery's to choose."""


@dataclass(frozen=True)
class Truth:
    """One page: where it is, and the rows it must show, by their kind."""

    address: str
    rows: dict[Kind, list[Row]]
    least: dict[Kind, int] = field(default_factory=dict)

    @property
    def checksum(self) -> str:
        return checksum(row for rows in self.rows.values() for row in rows)

    def flaw(self, page: str) -> str:
        """Return what is wrong with a page as it was sent; "" if nothing is."""
        for kind, wanted in self.rows.items():
            if not wanted:
                return f"{self.address}: there is no {kind.name} to look for"
            found = cut(kind, page)
            if checksum(found) != checksum(wanted):
                return f"{self.address}: {kind.name} {_first_difference(found, wanted)}"
        for kind, number in self.least.items():
            if (count := len(cut(kind, page))) < number:
                return f"{self.address}: {count} of at least {number} {kind.name}"
        return ""


def of(page: str, *, person: Any) -> Truth:
    """Return what `page` must show to `person`, None for a visitor; `page` is one of PAGES."""
    return _TRUTHS[page](person or AnonymousUser())


def longest() -> Post:
    """Return the topic with most replies, which was also the last talked about when the town was filled."""
    return Post.objects.select_related("community").order_by("-replies_count", "id")[0]


def _first_difference(found: Sequence[Row], wanted: Sequence[Row]) -> str:
    if len(found) != len(wanted):
        return f"{len(found)} rows, and not {len(wanted)}"
    place = next(place for place, pair in enumerate(zip(found, wanted, strict=True)) if pair[0] != pair[1])
    return f"row {place + 1} is {found[place]}, and not {wanted[place]}"


def _circle(person: Any) -> Truth:
    circle = longest().community
    topics = circle.posts.filter(STANDING).order_by("-is_pinned", "-bumped_at", "-id")
    return Truth(addresses.url("community", circle.slug), {Kind.TOPIC: _topics(topics, TOPICS)})


def _topic(person: Any) -> Truth:
    post = longest()
    replies = Reply.objects.filter(STANDING, post=post).order_by(Coalesce("parent_id", "id"), "id")
    rows = [(str(number), html) for number, html in replies.values_list("id", "html")[:REPLIES]]
    return Truth(addresses.post(post.community.slug, post.number, post.title), {Kind.REPLY: rows})


def _product(person: Any) -> Truth:
    """The product most talked about, with more of its shop after what is kept beside it."""
    product = Product.objects.get(pk=longest().cards.order_by("position").values("product")[:1])
    posts = Post.objects.filter(STANDING, cards__product=product).order_by("-bumped_at", "-id")
    more = Product.objects.filter(shop=product.shop_id).exclude(pk=product.pk).order_by("-added_at", "-id")
    near = [(str(card["id"]), card["title"]) for card in beside.beside(product, person=person)]
    address = addresses.product(product.pk, product.title)
    return Truth(address, {Kind.TOPIC: _topics(posts, FEW_TOPICS), Kind.GOOD: [*near, *_goods(more, MORE)]})


def _label(person: Any) -> Truth:
    label = Label.objects.order_by("-goods_count", "id")[0]
    posts = Post.objects.filter(STANDING, carried__label=label).order_by("-bumped_at", "-id")
    goods = Product.objects.filter(label_tags__label=label).order_by("-wants_count", "-added_at", "-id")
    rows = {Kind.TOPIC: _topics(posts, FEW_TOPICS), Kind.GOOD: _goods(goods, GOODS)}
    return Truth(addresses.url("label", label.slug), rows)


def _home(person: Any) -> Truth:
    posts = Post.objects.filter(STANDING).order_by("-bumped_at", "-id")
    if person.is_authenticated:
        posts = posts.filter(community__in=Community.objects.filter(memberships__person=person))
    return Truth(addresses.url("home"), {Kind.TOPIC: _topics(posts, LATEST)}, {Kind.GOOD: LEAST_ON_HOME})


_TRUTHS = {"circle": _circle, "topic": _topic, "product": _product, "label": _label, "home": _home}


def _topics(posts: QuerySet[Post], most: int) -> list[Row]:
    rows = posts.annotate(slug=F("community__slug")).values_list("slug", "number", "title")[:most]
    return [(f"{slug}/{number}", title) for slug, number, title in rows]


def _goods(products: QuerySet[Product], most: int) -> list[Row]:
    return [(str(number), title) for number, title in products.values_list("pk", "title")[:most]]
