"""The stewards' log, as members read it."""

from typing import Any

from django.db.models import Case, F, When

from watercress.community.models import Community
from watercress.community.models.log import Act

from .sizes import LOG_A_PAGE, of_page
from .topics import Rows

UNNAMED = frozenset({Act.DECLINE, Act.APPROVE})
"""Acts about someone who only asked: members read that it happened, stewards also whom it concerned and why."""


def log(community: Community, *, page: int = 1, full: bool = False) -> tuple[Rows, int]:
    """
    Return one page of what stewards did, latest first, and how many acts there are: two queries.

    Redacted unless `full`, which is for stewards: no names of those who asked to join, no titles of what was taken
    down.
    """
    entries = community.log.order_by("-at", "-id")
    stands = When(post__withdrawn_at=None, post__hidden_at=None, then=F("post__number"))
    rows = entries.values(
        *("id", "at", "act", "words", "post_id", "reply_id", "about_id"),
        by_username=F("by__username"),
        by_name=F("by__name"),
        about_username=F("about__username"),
        about_name=F("about__name"),
        post_number=F("post__number") if full else Case(stands),
        post_title=F("post__title"),
    )[of_page(page, LOG_A_PAGE)]
    return [_told(row, full) for row in rows], entries.count()


def _told(row: dict[str, Any], full: bool) -> dict[str, Any]:
    row["act_words"] = Act(row["act"]).label
    if full:
        return row
    if row["act"] in UNNAMED:
        row |= {"about_id": None, "about_username": None, "about_name": None, "words": ""}
    if row["post_number"] is None:
        row["post_title"] = None
    return row
