"""What becomes of shelves and lists when a person is erased, and what of theirs an export holds."""

from collections.abc import Iterable
from typing import Any

from watercress.kernel.registries import OnErasure, export, on_erasure

from .models import Answer, List, ListEntry, ListFollow, Mark, PriceDrop, Ruling


def register() -> None:
    on_erasure(Mark, OnErasure.DELETE, "person")
    on_erasure(Answer, OnErasure.FORGET, "by")
    on_erasure(Ruling, OnErasure.FORGET, "by")
    on_erasure(PriceDrop, OnErasure.DELETE, "person")
    on_erasure(List, OnErasure.DELETE, "owner")
    on_erasure(ListEntry, OnErasure.DELETE, "list__owner")
    on_erasure(ListFollow, OnErasure.DELETE, "person")
    export("marks", _marks)
    export("lists", _entries)
    export("lists followed", _follows)
    export("price drops", _drops)


def _marks(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = Mark.objects.filter(person=person).order_by("id")
    told = ("product__title", "shelf", "is_public", "stars", "words", "why_left", "picture__key", "marked_at")
    return rows.values(*told).iterator()


def _entries(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = List.objects.filter(owner=person).order_by("id", "entries__position")
    told = ("title", "about", "is_public", "made_at", "entries__product__title", "entries__note", "entries__position")
    return rows.values(*told).iterator()


def _follows(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = ListFollow.objects.filter(person=person, list__is_public=True).order_by("id")
    return rows.values("list__title", "since").iterator()


def _drops(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = PriceDrop.objects.filter(person=person).order_by("id")
    return rows.values("product__title", "was", "now", "currency", "fell_at").iterator()
