"""What waits for whoever looks after the town, with every voice."""

from collections import defaultdict
from typing import Any

from django.db.models import F

from watercress.labels import deciding
from watercress.labels.models import TagVoice
from watercress.labels.naming import THROUGH, named

SHOWN = 30


def waiting() -> tuple[list[dict[str, Any]], int]:
    """Return what waits longest, each with its product, its shop and its voices, and how much waits in all: three queries."""
    rows = deciding.waiting()
    pairs = list(rows[:SHOWN])
    voices = _voices(pairs)
    return [
        {**voices[key][0], "says": row["says"], "n": row["n"], "voices": voices[key]}
        for row in pairs
        if voices[key := (row["product"], row["label"], row["says"])]
    ], rows.count()


def _voices(pairs: list[dict[str, Any]]) -> dict[tuple[int, int, str], list[dict[str, Any]]]:
    products, labels = {row["product"] for row in pairs}, {row["label"] for row in pairs}
    said = TagVoice.objects.standing().filter(product__in=products, label__in=labels)
    rows = said.order_by("said_at", "id").values(
        *("product_id", "label_id", "says", "words", "said_at", *THROUGH),
        title=F("product__title"),
        lang=F("product__lang"),
        shop_name=F("product__shop__name"),
        shop_slug=F("product__shop__slug"),
        username=F("person__username"),
        person_name=F("person__name"),
    )
    found: dict[tuple[int, int, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["product_id"], row["label_id"], row["says"]].append({**row, **named(row, "label__")})
    return found
