"""What one product bears, what people say about it, and what was decided."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q

from watercress.catalogue.models import Product
from watercress.labels.models import Tag, TagDecision, TagVoice
from watercress.labels.naming import THROUGH, named

Rows = list[dict[str, Any]]
DECISIONS_SHOWN = 20
VOICES_SHOWN = 200


def borne_by(product: Product, *, kept: bool = False) -> Rows:
    """Return the labels a product bears, in order: one query. With `kept`, for its keepers, hidden ones too."""
    return bearing([product.pk], kept=kept).get(product.pk, [])


def bearing(goods: Iterable[int], *, kept: bool = False) -> dict[int, Rows]:
    """Return, by product, the labels each bears: one query for all."""
    shown = Q() if kept else Q(label__hidden_at=None)
    rows = Tag.objects.filter(shown, product__in=list(goods)).order_by("product", "position")
    found: dict[int, Rows] = defaultdict(list)
    for row in rows.values("product_id", "label_id", "label__hidden_at", *THROUGH):
        hidden = row["label__hidden_at"] is not None
        found[row["product_id"]].append({"id": row["label_id"], **named(row, "label__"), "hidden": hidden})
    return dict(found)


def openings(goods: Iterable[int], *, person: Any, heard: bool) -> dict[int, Rows]:
    """
    Return, by product, what people say and nobody has answered: label, `says`, how many (`n`) and whether one oneself does.

    To its keepers (`heard`) also their words, without a name: who disagrees with a shop need not fear it. One query.
    """
    said = TagVoice.objects.standing().filter(product__in=list(goods))
    rows = said.order_by("said_at", "id").values("product_id", "label_id", "says", "words", "person_id", *THROUGH)
    found: dict[tuple[int, int, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["product_id"], row["label_id"], row["says"])
        blank = {
            "id": row["label_id"],
            **named(row, "label__"),
            "says": row["says"],
            "n": 0,
            "mine": False,
            "words": [],
        }
        opening = found.setdefault(key, blank)
        opening["n"] += 1
        is_mine = person.is_authenticated and row["person_id"] == person.pk
        opening["mine"] = opening["mine"] or is_mine
        if row["words"] and (heard or is_mine) and len(opening["words"]) < VOICES_SHOWN:
            opening["words"].append(row["words"])
    by_product: dict[int, Rows] = defaultdict(list)
    for (number, _label, _says), opening in found.items():
        by_product[number].append(opening)
    return dict(by_product)


def decisions(product: Product) -> Rows:
    """Return what was decided about a product's labels, latest first, and how many had spoken up: one query."""
    rows: Any = TagDecision.objects.filter(product=product, label__hidden_at=None).order_by("-decided_at", "-id")
    read = rows.annotate(n=Count("voices")).values("borne", "by_town", "reason", "decided_at", "n", *THROUGH)
    return [{**row, **named(row, "label__")} for row in read[:DECISIONS_SHOWN]]
