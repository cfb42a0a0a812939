"""Who wears a label, for all to see."""

from typing import Any

from django.db.models import Count, F, Window

from watercress.labels.models import Label, Wear

PEOPLE_A_PAGE = 60


def wearers(label: Label, *, person: Any, page: int = 1, most: int = PEOPLE_A_PAGE) -> tuple[list[dict[str, Any]], int]:
    """
    Return one page of those who wear a label for all to see, latest first, and how many there are: one query.

    Not even to themselves does it show who wears it unseen.
    """
    start = (max(page, 1) - 1) * most
    shown = Wear.objects.visible_to(person).filter(label=label, is_public=True).order_by("-since", "-id")
    rows: Any = shown.annotate(all=Window(Count("pk"))).values(
        *("since", "all"),
        person_number=F("person"),
        username=F("person__username"),
        name=F("person__name"),
        picture_key=F("person__picture__key"),
    )[start : start + most]
    read = [{**row, "id": row["person_number"]} for row in rows]
    return read, read[0]["all"] if read else 0
