"""The town's own facts, asked on every page: kept in the process for a few seconds, so they cost no query."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from .models import Town

KEPT_SECONDS = 5.0

_kept: tuple[float, Town | None] | None = None


def town() -> Town | None:
    """Return the town, or None before its first operator has named it. What others change shows within seconds."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_SECONDS:
        _kept = (time.monotonic(), Town.objects.first())
    return _kept[1]


def forget() -> None:
    """Ask the database next time; called by whoever changes the town."""
    global _kept
    _kept = None


def time_zone() -> ZoneInfo:
    found = town()
    return ZoneInfo(found.time_zone if found else "UTC")


def at_home(moment: datetime) -> datetime:
    """Return the same moment by the town's own clock."""
    return moment.astimezone(time_zone())


def day_starts(at: datetime) -> datetime:
    """Return when the town's day containing `at` began, in UTC; "posts today" are those since."""
    return at_home(at).replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)


def day_ends(at: datetime, *, days: int = 0) -> datetime:
    """Return the 24:00 that ends the town's day `days` after the one containing `at`, in UTC: deadlines end then."""
    midnight = at_home(at).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    # By the wall clock, so that a day of 23 hours is a day.
    return (midnight + timedelta(days=days + 1)).astimezone(UTC)
