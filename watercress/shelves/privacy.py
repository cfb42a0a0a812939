"""What becomes of shelves and lists when a person is erased, what of theirs an export holds, and what they may hear of."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from watercress.kernel.registries import OnErasure, export, notify_of, on_erasure

from .models import Answer, List, ListEntry, ListFollow, Mark, PriceDrop, Ruling

KINDS = {
    "price-drop": _("Something you want costs less"),
    "review-answered": _("A shop answered your review"),
    "review-ruled-on": _("The town decided about your review"),
}


def register() -> None:
    # The numbers of products and lists count these rows: whoever deletes them for a person recounts afterwards.
    on_erasure(Mark, OnErasure.DELETE, "person")
    on_erasure(List, OnErasure.DELETE, "owner")
    on_erasure(ListEntry, OnErasure.DELETE, "list__owner")
    on_erasure(ListFollow, OnErasure.DELETE, "person")
    on_erasure(PriceDrop, OnErasure.DELETE, "person")
    # What a shop answered, and what the town decided, stays without whoever wrote it.
    on_erasure(Answer, OnErasure.FORGET, "by")
    on_erasure(Ruling, OnErasure.FORGET, "by")
    export("shelves/marks", _marks)
    export("shelves/decisions about reviews", _rulings)
    export("shelves/answers for a shop", _answers)
    export("shelves/lists", _entries)
    export("shelves/lists followed", _follows)
    export("shelves/price drops", _drops)
    for key, label in KINDS.items():
        notify_of(f"shelves.{key}", label)


def _marks(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = Mark.objects.filter(person=person).order_by("id")
    told = (
        "product__title",
        "shelf",
        "is_public",
        "stars",
        "words",
        "why_left",
        "picture__key",
        "marked_at",
        "said_at",
    )
    return rows.values(*told).iterator()


def _rulings(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = Ruling.objects.filter(mark__person=person).order_by("id")
    return rows.values("mark__product__title", "let_through", "reason", "ruled_at").iterator()


def _answers(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = Answer.objects.filter(by=person).order_by("id")
    return rows.values("shop__name", "mark__product__title", "words", "answered_at", "edited_at").iterator()


def _entries(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = List.objects.filter(owner=person).order_by("id", "entries__position")
    told = ("title", "about", "is_public", "made_at", "entries__product__title", "entries__note", "entries__position")
    return rows.values(*told).iterator()


def _follows(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = ListFollow.objects.filter(person=person).order_by("id")
    # A list its maker has closed since is theirs alone again, its title too.
    return rows.filter(list__in=List.objects.visible_to(person)).values("list__title", "since").iterator()


def _drops(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = PriceDrop.objects.filter(person=person).order_by("id")
    return rows.values("product__title", "was", "now", "currency", "fell_at").iterator()
