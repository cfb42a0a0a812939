"""
How often one thing may be tried, counted exactly and in the database.

A cache would lose counts when two tries come at once (its `incr` reads, then writes) and all of them when it restarts.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from .models import Tally


class TooMany(Exception):
    """Someone tried too often; `seconds` from now they may try again."""

    def __init__(self, name: str, seconds: int) -> None:
        super().__init__(f"too many: {name}, again in {seconds} s")
        self.name = name
        self.seconds = seconds


def _digest(name: str, key: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{name}\0{key}".encode(), hashlib.sha256).hexdigest()


def hit(name: str, key: str, *, most: int, seconds: int, at: datetime) -> None:
    """
    Count one more try of `name` by `key`.

    Raises TooMany, and counts nothing, once `most` tries stand within `seconds` of the first.
    """
    digest = _digest(name, key)
    # One conditional statement, so tries that come together cannot all slip under the limit.
    if Tally.objects.filter(digest=digest, ends_at__gt=at, count__lt=most).update(count=F("count") + 1):
        return
    ends_at = Tally.objects.filter(digest=digest, ends_at__gt=at).values_list("ends_at", flat=True).first()
    if ends_at is None:
        Tally.objects.filter(ends_at__lte=at).delete()
        try:
            with transaction.atomic():
                Tally.objects.create(digest=digest, count=1, ends_at=at + timedelta(seconds=seconds))
        except IntegrityError:
            hit(name, key, most=most, seconds=seconds, at=at)
        return
    raise TooMany(name, max(1, round((ends_at - at).total_seconds())))


def forget(name: str, key: str) -> None:
    """Start counting anew, as after a sign-in that succeeded."""
    Tally.objects.filter(digest=_digest(name, key)).delete()
