"""Topics as lists show them: in a community, across communities, of a person, about a product."""

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Window
from django.utils.translation import ngettext

from watercress.catalogue import cards
from watercress.catalogue.models import Product
from watercress.community import beside
from watercress.community.format import Order
from watercress.community.models import Community, Post, PostProduct
from watercress.community.models.posts import UNPINNED
from watercress.community.naming import named
from watercress.labels.models import Label

from .sizes import TOPICS_A_PAGE, of_page

THUMBNAILS = 4

GATHERED = 2_000
"""Posts of one's own circles that are still sorted as a whole."""

Rows = list[dict[str, Any]]


def topics(
    community: Community,
    *,
    person: Any,
    section: int | None = None,
    best: bool = False,
    page: int = 1,
    order: Order | None = None,
) -> tuple[Rows, int]:
    """
    Return one page of a community's topics, pinned ones first, and how many there are: two queries.

    A section or the best ones are counted with the page; past their end the count is 0.
    """
    found = Post.objects.visible_to(person).filter(community=community).in_order_of(order or community.format.order)
    part = of_page(page, TOPICS_A_PAGE)
    if section is None and not best:
        return _read(found, part, person=person), community.posts_count
    if section is not None:
        found = found.filter(section=section)
    if best:
        found = found.exclude(best_at=None).order_by("-best_at", "-id")
    rows = _read(found.annotate(all=Window(Count("pk"))), part, "all", person=person)
    return rows, rows[0]["all"] if rows else 0


def latest(person: Any, *, most: int = TOPICS_A_PAGE) -> tuple[Rows, bool]:
    """
    Return the topics last replied to in one's own communities, and whether one has any.

    For visitors, and for members of nothing: in all that are open to the world. Three queries.
    """
    posts = Post.objects.visible_to(person).order_by("-bumped_at", "-id")
    has = Community.objects.joined_by(person).aggregate(n=Sum("posts_count"))["n"]
    if has is not None:
        mine = person.memberships.all()
        # Few are gathered and sorted; of many, the town's latest are walked until enough of one's own have come by.
        few = Q(community__in=mine.values("community"))
        posts = posts.filter(few if has <= GATHERED else Exists(mine.filter(community=OuterRef("community"))))
    return _read(posts, slice(0, most), person=person), has is not None


def by_person(author: Any, *, person: Any, page: int = 1) -> Rows:
    """Return what `author` wrote that `person` may read, newest first: two queries, and one row more than a page."""
    part = of_page(page, TOPICS_A_PAGE)
    posts = Post.objects.visible_to(person).filter(author=author).order_by("-posted_at", "-id")
    return _read(posts, slice(part.start, part.stop + 1), person=person)


def mentioning(product: Product, *, person: Any, most: int = 6) -> Rows:
    """Return the topics that show a product, last replied to first: two queries."""
    posts = Post.objects.visible_to(person).filter(cards__product=product).order_by("-bumped_at", "-id")
    return _read(posts, slice(0, most), person=person)


def among(posts: QuerySet[Post], *, part: slice, person: Any) -> Rows:
    """Return a part of `posts` as lists show them, in their own order, the caller having asked `visible_to`: two queries."""
    return _read(posts, part, person=person)


def carrying(label: Label, *, person: Any, page: int = 1, most: int = TOPICS_A_PAGE) -> tuple[Rows, int]:
    """Return one page of the topics that carry a label, last replied to first, and how many there are: two queries."""
    posts = Post.objects.visible_to(person).filter(carried__label=label).order_by("-bumped_at", "-id")
    rows = _read(posts.annotate(all=Window(Count("pk"))), of_page(page, most), "all", person=person)
    return rows, rows[0]["all"] if rows else 0


def mentioning_any(products: QuerySet[Product], *, person: Any, most: int = 6) -> Rows:
    """Return the topics that show at least one of these products, last replied to first: two queries."""
    shown = PostProduct.objects.filter(product__in=products.order_by().values("pk"))
    posts = Post.objects.visible_to(person).filter(pk__in=shown.values("post")).order_by("-bumped_at", "-id")
    return _read(posts, slice(0, most), person=person)


def others(post: Post, *, person: Any, most: int = 5) -> Rows:
    """Return titles of other topics of the same community but the pinned ones, last replied to first: one query."""
    found = Post.objects.visible_to(person).filter(UNPINNED, community=post.community_id).exclude(pk=post.pk)
    rows: Any = found.order_by("-bumped_at", "-id").values("number", "title", "lang", slug=F("community__slug"))
    return list(rows[:most])


def table(topics: Rows, *, most: int = 4) -> Rows:
    """Return the cards of what these topics show most, still on the shelf, each with how many show it: no query."""
    shown = {card["id"]: card for topic in topics for card in topic["shown"] if cards.is_on_the_shelf(card)}
    times = Counter(card["id"] for topic in topics for card in topic["shown"])
    ranked = sorted(shown.values(), key=lambda card: -times[card["id"]])
    return [{**card, "why": _in_topics(times[card["id"]])} for card in ranked[:most]]


def _in_topics(n: int) -> str:
    return ngettext("in {n} topic here", "in {n} topics here", n).format(n=n)


def _read(posts: QuerySet[Post], part: slice, *more: str, person: Any) -> Rows:
    """Read rows as templates/parts/topics.html wants them, and the pictures under their titles in one query for all."""
    rows = posts.values(
        *("id", "number", "title", "lang", "section_id", "author_id", "posted_at", "bumped_at", "last_reply_at"),
        *("replies_count", "likes_count", "pinned_at", "best_at", "locked_at"),
        *more,
        slug=F("community__slug"),
        community_name=F("community__name"),
        community_other_name=F("community__other_name"),
        author_username=F("author__username"),
        author_name=F("author__name"),
        author_picture=F("author__picture__key"),
        # What the list is ordered by: a time that stands out of order is taken for a mistake.
        moment=F("bumped_at"),
        **beside.topic_columns,
    )[part]
    read = list(rows)
    shown = _shown([row["id"] for row in read], person=person)
    return [
        {
            **_called(row),
            "cards": shown[row["id"]][:THUMBNAILS],
            "shown": shown[row["id"]],
            "products_count": len(shown[row["id"]]),
        }
        for row in read
    ]


def _called(row: dict[str, Any]) -> dict[str, Any]:
    called = named(row["community_name"], row.pop("community_other_name"))
    return {**row, "community_name": called.name, "community_lang": called.lang}


def _shown(posts: list[int], *, person: Any) -> dict[int, Rows]:
    """Return the cards each of these posts shows, whole, so that what is made of them asks nothing more."""
    goods = Product.objects.visible_to(person).values("pk")
    found = PostProduct.objects.filter(post__in=posts, product__in=goods).order_by("post", "position")
    by_post: dict[int, Rows] = defaultdict(list)
    for card in cards.through(found, "post_id"):
        by_post[card.pop("post_id")].append(card)
    return by_post
