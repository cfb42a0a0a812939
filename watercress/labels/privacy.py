"""What becomes of labels' rows when a person is erased, and what of theirs an export holds."""

from collections.abc import Iterable
from typing import Any

from watercress.kernel.registries import OnErasure, export, on_erasure

from .models import Label, Tag, TagDecision, TagVoice, Wear


def register() -> None:
    on_erasure(Wear, OnErasure.DELETE, "person")
    on_erasure(TagVoice, OnErasure.DELETE, "person")
    on_erasure(Tag, OnErasure.FORGET, "tagged_by")
    on_erasure(TagDecision, OnErasure.FORGET, "by", blank=("reason",))
    on_erasure(Label, OnErasure.FORGET, "hidden_by")
    export("labels worn", _wears)
    export("words about labels", _voices)


def _wears(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = Wear.objects.filter(person=person).order_by("position")
    return rows.values("label__slug", "position", "is_public", "since").iterator()


def _voices(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = TagVoice.objects.filter(person=person).order_by("id")
    return rows.values("product__title", "label__slug", "says", "words", "said_at").iterator()
