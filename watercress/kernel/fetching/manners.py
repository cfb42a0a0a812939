"""
How often we ask: one address once a day, one host one question at a time, and not before it said (S07).

Kept in rows, so that all processes keep to it: one row for each address, and one for each host, whose `not_before`
is either the end of a running question's lease or, with a status, the time the host asked us to wait for.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256

from django.db import transaction

from watercress.kernel.models import Fetch

from .failures import AskedToWait, FetchedLately, HostBusy

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
LEAST_WAIT, MOST_WAIT = timedelta(minutes=1), timedelta(days=30)


@dataclass(frozen=True)
class Turn:
    """Leave to ask one address: held until `settle`, or until `ends` if this process dies."""

    address: str
    host: str
    ends: datetime


def _mark(kind: str, written: str) -> str:
    return sha256(f"{kind} {written}".encode()).hexdigest()


def take_turn(url: str, host: str, *, at: datetime, again_after: timedelta, lease: timedelta) -> Turn:
    """
    Note that `url` is asked now.

    Raises FetchedLately, AskedToWait or HostBusy, and then notes nothing. An address that gave no answer may be asked
    again after an hour.
    """
    turn = Turn(_mark("address", url), _mark("host", host), at + lease)
    with transaction.atomic(durable=True):
        _note_address(turn, url, host, at=at, again_after=again_after)
        _lease_host(turn, url, host, at=at)
    return turn


def _note_address(turn: Turn, url: str, host: str, *, at: datetime, again_after: timedelta) -> None:
    row, is_new = Fetch.objects.get_or_create(address_sha256=turn.address, defaults={"host": host, "asked_at": at})
    if is_new:
        return
    again_at = row.asked_at + (again_after if row.status else min(again_after, HOUR))
    if at < again_at:
        raise FetchedLately(url, again_at)
    # Only if nobody else did so since we looked.
    if not Fetch.objects.filter(pk=row.pk, asked_at=row.asked_at).update(asked_at=at, status=None):
        raise FetchedLately(url, at + again_after)


def _lease_host(turn: Turn, url: str, host: str, *, at: datetime) -> None:
    leased = {"asked_at": at, "status": None, "not_before": turn.ends}
    row, is_new = Fetch.objects.get_or_create(address_sha256=turn.host, defaults={"host": host, **leased})
    if is_new:
        return
    if row.not_before and at < row.not_before:
        raise (AskedToWait if row.status else HostBusy)(url, row.not_before)
    if not Fetch.objects.filter(pk=row.pk, not_before=row.not_before).update(**leased):
        raise HostBusy(url, turn.ends)


def settle(turn: Turn, *, status: int | None, wait_until: datetime | None = None) -> None:
    """Note what the address answered, if it did, and let the host be asked again, now or when it said."""
    with transaction.atomic(durable=True):
        Fetch.objects.filter(address_sha256=turn.address).update(status=status)
        # Not if the lease ran out and someone else holds the next.
        Fetch.objects.filter(address_sha256=turn.host, not_before=turn.ends).update(
            not_before=wait_until, status=status if wait_until else None
        )


def wait_after(status: int, headers: dict[str, str], *, at: datetime) -> datetime | None:
    """Return until when a host wants to be left alone, or None; between a minute and thirty days from `at`."""
    said = headers.get("retry-after", "").strip()
    if status != 429 and not (status == 503 and said):
        return None
    try:
        wait = timedelta(seconds=int(said)) if said.isdecimal() else parsedate_to_datetime(said).astimezone(UTC) - at
    except (ValueError, TypeError, OverflowError):
        wait = HOUR
    return at + min(max(wait, LEAST_WAIT), MOST_WAIT)


def forget(*, before: datetime) -> int:
    """Drop what was asked so long ago that it no longer holds anything back; return how many rows went."""
    return Fetch.objects.filter(asked_at__lt=before - MOST_WAIT).delete()[0]
