"""What pages show of cravings: plain rows, in a number of queries that does not grow with them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, When, Window

from watercress.catalogue.models import Product
from watercress.community import format as formats
from watercress.community.models import Community, Post
from watercress.community.reading.sizes import of_page

from . import Cravings
from .columns import tally
from .models import Craving, Leaning, Verdict, last_moment

CRAVINGS_A_PAGE = 30
FORGOTTEN = timedelta(days=30)
"""Whoever has said nothing for so long is asked how it ended."""

Rows = list[dict[str, Any]]


def of(post: Post) -> Craving | None:
    """
    Return what a post craves, with `leave_count` and `buy_count`, or None if it craves nothing.

    No query for a post from `reading.post_at`, one for any other.
    """
    if not hasattr(post, "craving_id"):
        return Craving.objects.select_related("product").annotate(**tally("pk")).filter(post=post).first()
    read: Any = post
    if read.craving_id is None:
        return None
    columns = (
        "id",
        "person_id",
        "product_id",
        "verdict",
        "words",
        "words_lang",
        "decided_at",
        "remind_at",
        "reminded_at",
    )
    craving = Craving(post=post, **{name: getattr(read, f"craving_{name}") for name in columns})
    craving._state.adding, craving._state.db = False, post._state.db
    if craving.product_id:
        craving.product = Product(pk=craving.product_id, shop_id=read.craving_shop_id)
    for leans in Leaning.values:
        setattr(craving, f"{leans}_count", getattr(read, f"craving_{leans}_count"))
    return craving


def honest_tally(product: Product) -> dict[str, int]:
    """
    Return how many people `asked` to be talked out of a product, and how many of them `bought` it, were `talked_out`
    of it or are `waiting`: one query.

    Each person counts once, by their latest, and only what anyone may read counts: a circle for members alone lets
    out no number either. The same for everyone, and counted anew each time, so that a topic that is taken down, put
    back or shut in with its circle is right at once.
    """
    shown = Craving.objects.visible_to(AnonymousUser()).filter(product=product)
    latest = shown.order_by().values("person").annotate(latest=Max("pk")).values("latest")
    return Craving.objects.filter(pk__in=latest).aggregate(
        asked=Count("pk"),
        bought=Count("pk", filter=Q(verdict=Verdict.BOUGHT)),
        talked_out=Count("pk", filter=Q(verdict=Verdict.TALKED_OUT)),
        waiting=Count("pk", filter=Q(verdict__in=["", Verdict.WAITING])),
    )


def directory(
    person: Any, *, verdicts: Sequence[str], product: Product | None = None, page: int = 1
) -> tuple[Rows, int]:
    """
    Return one page of what people crave in places `person` may read, newest first, and how many there are: two queries.

    Past the end the count is 0.
    """
    found = Craving.objects.visible_to(person).filter(verdict__in=verdicts).order_by("-id")
    if product:
        found = found.filter(product=product)
    # Counted before anything is told of each: sides are asked of the rows of one page, and not of all.
    counted = list(found.annotate(all=Window(Count("pk"))).values_list("pk", "all")[of_page(page, CRAVINGS_A_PAGE)])
    shown = Craving.objects.filter(pk__in=[pk for pk, _all in counted]).order_by("-id")
    return list(_read(shown, person)), counted[0][1] if counted else 0


def waiting_for(person: Any, *, at: datetime, most: int = 3) -> Rows:
    """
    Return the cravings whose author is asked how they ended: those they were reminded of, then those they seem to
    have forgotten; each with the last day they `waited_until`, and the days `cool_off` offers. One query.
    """
    if not person.is_authenticated:
        return []
    reminded = Q(verdict=Verdict.WAITING, reminded_at__isnull=False)
    forgotten = Q(verdict="", post__posted_at__lte=at - FORGOTTEN) | Q(
        verdict=Verdict.WAITING, remind_at__lte=at - FORGOTTEN
    )
    mine = Craving.objects.visible_to(person).filter(reminded | forgotten, person=person)
    rows = _read(mine.order_by(F("remind_at").desc(nulls_last=True), "-id"), person)[:most]
    return [
        {**row, "waited_until": last_moment(row["remind_at"]), "cool_off": _cool_off(row["format_key"])} for row in rows
    ]


def places_for(person: Any) -> Rows:
    """Return one's places where one may ask to be talked out of something: one query."""
    offering = [format.key for format in formats.known() if format.feature(Cravings)]
    mine = Community.objects.joined_by(person).filter(format_key__in=offering, archived_at=None)
    rows: Any = mine.order_by("name", "id").values(
        "id", "slug", "name", "other_name", "lang", crest_key=F("crest__key")
    )
    return list(rows)


def _read(found: Any, person: Any) -> Any:
    """Read rows as templates/cravings/ wants them; a product that `person` may not see is none."""
    may_see = Exists(Product.objects.visible_to(person).filter(pk=OuterRef("product")))
    return found.annotate(may_see=may_see, **tally("pk")).values(
        *("id", "verdict", "words", "words_lang", "decided_at", "remind_at", "leave_count", "buy_count"),
        number=F("post__number"),
        title=F("post__title"),
        lang=F("post__lang"),
        posted_at=F("post__posted_at"),
        slug=F("post__community__slug"),
        community_name=F("post__community__name"),
        format_key=F("post__community__format_key"),
        author_username=F("person__username"),
        author_name=F("person__name"),
        product_number=Case(When(may_see=True, then=F("product_id"))),
        product_title=F("product__title"),
        product_lang=F("product__lang"),
        product_picture=F("product__picture__key"),
    )


def _cool_off(format_key: str) -> tuple[int, ...]:
    feature = formats.get(format_key).feature(Cravings)
    return feature.cool_off if feature else ()
