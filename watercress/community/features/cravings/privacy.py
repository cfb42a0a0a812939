"""What becomes of cravings and arguments when a person is erased, and what of theirs an export holds."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from watercress.kernel.registries import OnErasure, export, notify_of, on_erasure

from .models import Argument, Craving


def register() -> None:
    # What someone wanted to buy is theirs: it goes with them from every count, while the thread stays.
    on_erasure(Craving, OnErasure.DELETE, "person")
    on_erasure(Argument, OnErasure.DELETE, "person")
    export("cravings", _cravings)
    export("arguments", _arguments)
    notify_of("cravings.wait-over", _("The time you gave yourself to think something over has passed"))


def _cravings(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = Craving.objects.filter(person=person).order_by("id")
    told = ("product__title", "verdict", "words", "decided_at", "remind_at", "reminded_at")
    return rows.values(*told, topic=F("post__title"), community_name=F("post__community__name")).iterator()


def _arguments(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = Argument.objects.filter(person=person).order_by("id")
    told = {"topic": F("craving__post__title"), "text": F("reply__text"), "posted_at": F("reply__posted_at")}
    return rows.values("leans", **told).iterator()
