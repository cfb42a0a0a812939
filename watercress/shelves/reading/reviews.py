"""What people say of things they have or had: the newest first, and no other way."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Window

from watercress.catalogue.models import Keeper, Product
from watercress.shelves.models import Mark, Ruling

REVIEWS_A_PAGE = 20

COLUMNS = (
    "id", "person_id", "product_id", "shelf", "stars", "words", "lang", "why_left", "marked_at", "said_at", "changed_at",
    "is_public", "held_at",
)  # fmt: skip
BESIDE = {
    "username": F("person__username"),
    "name": F("person__name"),
    "face_key": F("person__picture__key"),
    "photo_key": F("picture__key"),
    "answer_words": F("answer__words"),
    "answer_lang": F("answer__lang"),
    "answered_at": F("answer__answered_at"),
    "answer_edited_at": F("answer__edited_at"),
    "answerer_username": F("answer__by__username"),
    "answerer_name": F("answer__by__name"),
}


def of_product(
    product: Product, *, person: Any, most: int, skip: int = 0, with_words: bool = False
) -> list[dict[str, Any]]:
    """
    Return reviews of a product that `person` may read, each with the `total` of them; one query.

    Their own stand among them, also those only they see. `keeps` is true of whoever keeps the shop by now,
    `may_answer` where `person` does.
    """
    found = Mark.objects.visible_to(person).reviews().filter(product=product)
    if with_words:
        found = found.exclude(words="")
    keepers = Keeper.objects.filter(shop=product.shop_id)
    rows = _rows(found).annotate(
        keeps=Exists(keepers.filter(person=OuterRef("person"))),
        may_answer=Exists(keepers.filter(person=person.pk)),
        total=Window(Count("*")),
    )
    return list(rows.order_by("-said_at", "-id")[skip : skip + most])


def of_goods(products: QuerySet[Product], *, person: Any, most: int) -> list[dict[str, Any]]:
    """Return what was last said in words of any of these, by others or oneself, each with its `title`; one query."""
    found = Mark.objects.visible_to(person).reviews().exclude(words="")
    rows = _rows(found.filter(product__in=products.order_by().values("pk")))
    return list(
        rows.annotate(title=F("product__title"), title_lang=F("product__lang")).order_by("-said_at", "-id")[:most]
    )


def one(number: int, *, person: Any) -> Mark | None:
    """Return a review that all may see, to answer it; None for any other."""
    found = Mark.objects.visible_to(person).reviews().filter(is_public=True, held_at=None, pk=number)
    return found.select_related("product__shop", "person__picture", "picture", "answer").first()


def waiting(*, most: int, kept_out: bool = False) -> list[dict[str, Any]]:
    """
    Return what the town holds back, the oldest first; or what it keeps out, with the reason.

    What its writer keeps to themselves is nobody's to read, so it does not wait either.
    """
    held = Mark.objects.filter(is_public=True, held_at__isnull=False)
    undecided = held.waiting()
    found = held.exclude(pk__in=undecided.values("pk")) if kept_out else undecided
    rows = _rows(found).annotate(title=F("product__title"), shop_name=F("product__shop__name"))
    return list(rows.order_by("held_at", "id")[:most])


def _rows(found: QuerySet[Mark]) -> Any:
    decided = Ruling.objects.filter(mark=OuterRef("pk"), ruled_at__gte=OuterRef("held_at")).order_by("-ruled_at", "-id")
    return found.values(*COLUMNS, **BESIDE, kept_out_because=Subquery(decided.values("reason")[:1]))
