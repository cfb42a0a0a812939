"""Adding to the daily totals: in the transaction that writes what they sum, one statement for many."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from .models import Tally


@dataclass(frozen=True, order=True)
class Line:
    """What a total is of."""

    shop: int
    day: date
    surface: str
    place: str


@dataclass
class More:
    shown: int = 0
    visits: int = 0
    small_visits: int = 0


_ADD = """
INSERT INTO traffic_tally (shop_id, day, surface, place, shown, visits, small_visits)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (shop_id, day, surface, place) DO UPDATE SET
  shown = traffic_tally.shown + excluded.shown,
  visits = traffic_tally.visits + excluded.visits,
  small_visits = traffic_tally.small_visits + excluded.small_visits
"""


def add(more: Mapping[Line, More]) -> None:
    """Add these to the totals, in the caller's transaction."""
    # In one order, so that two who add the same lines never wait for each other in a ring.
    rows = [
        (line.shop, Tally._meta.get_field("day").get_db_prep_value(line.day, connection), line.surface, line.place,
         more[line].shown, more[line].visits, more[line].small_visits)
        for line in sorted(more)
    ]  # fmt: skip
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, rows)


def small_by_place(more: Mapping[Line, More]) -> Counter[str]:
    """Return by community or label how many visits to small shops these are."""
    found: Counter[str] = Counter()
    for line, added in more.items():
        if line.place and added.small_visits:
            found[line.place] += added.small_visits
    return found
