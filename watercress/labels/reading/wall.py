"""All labels of the town, in their eight groups."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from watercress.labels.models import Label, Wear
from watercress.labels.naming import COLUMNS, in_chinese, named

Rows = list[dict[str, Any]]


def found(slug: str, *, person: Any) -> Label | None:
    """Return the label at this address, unless this town hides it: one query."""
    return Label.objects.visible_to(person).filter(slug=slug).first()


def wall(person: Any, *, words: str = "") -> Rows:
    """
    Return the groups, each with its `labels`, how many wear each, and `mine`: "", "public" or "private". Two queries.

    With `words` only those whose name, in either language, holds them.
    """
    worn = {}
    if person.is_authenticated:
        worn = dict(Wear.objects.visible_to(person).filter(person=person).values_list("label", "is_public"))
    shown = {None: "", True: "public", False: "private"}
    return [
        {**group, "labels": [{**row, "mine": shown[worn.get(row["id"])]} for row in group["labels"]]}
        for group in _groups(_all(person), words)
    ]


def choices(person: Any) -> Rows:
    """Return the groups with their labels, to choose from: one query."""
    return _groups(_all(person), "")


def _all(person: Any) -> Rows:
    columns = ("id", "group", "group_en", "group_zh", "wearers_count", "private_by_default")
    return list(Label.objects.visible_to(person).order_by("group", "ord").values(*columns, *COLUMNS))


def _groups(rows: Rows, words: str) -> Rows:
    wanted = words.strip().casefold()
    matching = [row for row in rows if wanted in f"{row['en']}\n{row['zh']}\n{row['slug']}".casefold()]
    name = "group_zh" if in_chinese() else "group_en"
    return [
        {"key": key, "name": held[0][name], "labels": [_row(row) for row in held]}
        for key, group in groupby(matching, key=lambda row: row["group"])
        if (held := list(group))
    ]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        **named(row),
        "wearers_count": row["wearers_count"],
        "private_by_default": row["private_by_default"],
    }


def by_number(groups: Iterable[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Return the labels of `choices` by their number."""
    return {row["id"]: row for group in groups for row in group["labels"]}
