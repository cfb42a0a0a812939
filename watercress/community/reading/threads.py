"""One topic with what it shows, and the replies under it."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value, Window
from django.db.models.fields import BooleanField
from django.db.models.functions import Coalesce

from watercress.catalogue import cards
from watercress.catalogue.models import Product, Shop
from watercress.community import beside
from watercress.community.models import Like, Post, Reply
from watercress.community.models.posts import STANDING
from watercress.community.models.replies import THREAD
from watercress.labels.naming import THROUGH, named

from .sizes import REPLIES_A_PAGE, of_page
from .topics import Rows

_UNDER = ("author__picture", "section")
_QUOTED_STANDS = Q(quoted__withdrawn_at=None, quoted__hidden_at=None, quoted__author__isnull=False)


def post_at(slug: str, number: int, *, person: Any) -> Post | None:
    """
    Return a post by its address with its community and crest, author, section, labels, `liked` and what
    features add, in one query; None where it is not for them.
    """
    found = Post.objects.kept_for(person).filter(community__slug=slug, number=number)
    besides = {**beside.topic_columns, **beside.post_columns, **_LABELS}
    rows = found.select_related(*_UNDER, "community__crest").annotate(liked=_liked("post", person), **besides)
    return _with_labels(list(rows.order_by("carried__position")))


_LABELS = {
    **{name.replace("label__", "label_"): F(f"carried__{name}") for name in THROUGH},
    "label_hidden_at": F("carried__label__hidden_at"),
}


def _with_labels(rows: list[Any]) -> Post | None:
    """Of a post that comes once for each label it carries, make one that knows what it carries."""
    if not rows:
        return None
    shown = [vars(row) for row in rows if row.label_slug and row.label_hidden_at is None]
    rows[0].labels_shown = [named(row, "label_") for row in shown]
    return rows[0]


def post(post: Post, *, person: Any) -> dict[str, Any]:
    """
    Return a topic's page as a row, with its products as cards, its pictures, its labels, and `shops`, whose goods it
    shows.

    Two queries for a post from `post_at`, three for any other.
    """
    found: Any = post
    if not hasattr(post, "liked"):
        rows = Post.objects.filter(pk=post.pk).select_related(*_UNDER).annotate(liked=_liked("post", person), **_LABELS)
        found = _with_labels(list(rows.order_by("carried__position")))
    author, section = found.author, found.section
    row: dict[str, Any] = {name: getattr(found, name) for name in _COLUMNS}
    products, shops = _goods(found, person)
    return row | {
        "author_username": author.username if author else None,
        "author_name": author.name if author else None,
        "author_picture": author.picture.key if author and author.picture else None,
        "section_name": section.name if section else "",
        "products": products,
        "shops": shops,
        "labels": found.labels_shown,
        "pictures": list(
            found.pictures.order_by("position").values(
                "words", key=F("picture__key"), width=F("picture__width"), height=F("picture__height")
            )
        ),
    }


_COLUMNS = (
    *("id", "number", "title", "html", "lang", "section_id", "author_id", "posted_at", "edited_at", "last_reply_at"),
    *("replies_count", "likes_count", "pinned_at", "best_at", "locked_at", "withdrawn_at", "hidden_at", "liked"),
)


def replies(post: Post, *, person: Any, page: int = 1) -> tuple[Rows, int]:
    """
    Return one page of replies, each followed by what answers it, and how many there are in all: one query.

    A reply that was taken away keeps its place while something answers it: its row is `gone`, and says nothing else.
    A quote goes with what it quotes, and with whoever wrote that.
    """
    rows = (
        _shown(post)
        .order_by(*THREAD)
        .annotate(all=Window(Count("pk")), liked=_liked("reply", person), quote_stands=_QUOTED_STANDS)
        .values(
            *("id", "parent_id", "html", "lang", "quote", "quoted_id", "author_id", "posted_at", "edited_at"),
            *("likes_count", "withdrawn_at", "hidden_at", "all", "liked", "quote_stands"),
            author_username=F("author__username"),
            author_name=F("author__name"),
            author_picture=F("author__picture__key"),
            shop_id=F("as_shop"),
            shop_name=F("as_shop__name"),
            shop_slug=F("as_shop__slug"),
            shop_crest=F("as_shop__crest__key"),
            asks_shop_name=F("asks_shop__name"),
            **beside.reply_columns,
            quoted_name=Coalesce("quoted__as_shop__name", "quoted__author__name"),
            quoted_username=F("quoted__author__username"),
        )[of_page(page, REPLIES_A_PAGE)]
    )
    read = [_told(row) for row in rows]
    return read, read[0]["all"] if read else 0


def page_of(reply: Reply) -> int:
    """Return the page `reply` stands on."""
    root = reply.parent_id or reply.pk
    before = _shown(reply.post).alias(root=THREAD[0]).filter(Q(root__lt=root) | Q(root=root, pk__lt=reply.pk)).count()
    return before // REPLIES_A_PAGE + 1


def _shown(post: Post) -> QuerySet[Reply]:
    answered = Exists(Reply.objects.filter(STANDING, parent=OuterRef("pk")))
    return Reply.objects.filter(STANDING | Q(answered), post=post)


def _liked(what: str, person: Any) -> Any:
    if not person.is_authenticated:
        return Value(False, output_field=BooleanField())
    return Exists(Like.objects.filter(**{what: OuterRef("pk")}, person=person))


_SILENT = ("html", "quote", "quoted_id", "quoted_name", "quoted_username", "asks_shop_name", "likes_count", "liked")


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out of a row what is no longer there to be read."""
    stands = row.pop("quote_stands")
    row["gone"] = row["withdrawn_at"] is not None or row["hidden_at"] is not None
    row["quoted_name"] = row["quoted_name"] or row["quoted_username"]
    if row["gone"]:
        author = {name: None for name in row if name.startswith(("author_", "shop_"))}
        return {**row, **dict.fromkeys((*_SILENT, *beside.reply_columns)), **author}
    return row if stands else {**row, "quote": "", "quoted_name": None, "quoted_username": None}


def _goods(post: Post, person: Any) -> tuple[Rows, list[Shop]]:
    goods = Product.objects.visible_to(person).values("pk")
    rows = cards.through(post.cards.filter(product__in=goods).order_by("position"))
    shops = {row["shop_id"]: Shop(pk=row["shop_id"], name=row["shop_name"], slug=row["shop_slug"]) for row in rows}
    return rows, list(shops.values())
