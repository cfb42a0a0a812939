"""When a reduced price holds, by what a feed says of its dates."""

from datetime import UTC, datetime, timedelta


def is_on(begin: str, end: str, at: datetime | None) -> bool:
    """Say whether a sale is on at `at`; one whose dates are not said or cannot be read is, and any is if `at` is None."""
    first, last = moment(begin), moment(end, is_end=True)
    return not at or not ((first and at < first) or (last and at > last))


def moment(written: str, *, is_end: bool = False) -> datetime | None:
    """Return what an ISO 8601 time means, in UTC where it has no zone; an end that is a day is the end of it."""
    written = written.strip()
    try:
        found = datetime.fromisoformat(written)
        if is_end and len(written) <= len("2026-12-31"):
            found += timedelta(days=1)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
