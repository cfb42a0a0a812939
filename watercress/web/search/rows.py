"""The hits of each kind as its own lists show them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from watercress.catalogue import cards
from watercress.community import reading

A_PAGE = 24


def of(tab: str, found: QuerySet[Any], *, page: int, person: Any, at: datetime) -> list[dict[str, Any]]:
    """Return one page of hits as rows: at most two queries."""
    return _ROWS[tab](found, slice((page - 1) * A_PAGE, page * A_PAGE), person, at)


def _products(found: QuerySet[Any], part: slice, person: Any, at: datetime) -> list[dict[str, Any]]:
    return cards.rows(found[part])


def _shops(found: QuerySet[Any], part: slice, person: Any, at: datetime) -> list[dict[str, Any]]:
    columns = ("id", "slug", "name", "about", "lang", "products_count")
    return list(found.values(*columns, crest_key=F("crest__key"))[part])


def _circles(found: QuerySet[Any], part: slice, person: Any, at: datetime) -> list[dict[str, Any]]:
    return reading.listed(found, part=part, person=person, at=at)


def _topics(found: QuerySet[Any], part: slice, person: Any, at: datetime) -> list[dict[str, Any]]:
    # Pinned in their circle, which says nothing here.
    return [{**row, "pinned_at": None} for row in reading.among(found, part=part, person=person)]


def _people(found: QuerySet[Any], part: slice, person: Any, at: datetime) -> list[dict[str, Any]]:
    return list(found.values("id", "username", "name", "about", picture_key=F("picture__key"))[part])


def _labels(found: QuerySet[Any], part: slice, person: Any, at: datetime) -> list[dict[str, Any]]:
    return [
        {"slug": each.slug, "name": each.name, "other_name": each.other_name, "wearers_count": each.wearers_count}
        for each in found[part]
    ]


_ROWS: dict[str, Callable[[QuerySet[Any], slice, Any, datetime], list[dict[str, Any]]]] = {
    "products": _products,
    "shops": _shops,
    "circles": _circles,
    "topics": _topics,
    "people": _people,
    "labels": _labels,
}
