"""
The one queue of truth: deliver what `events` wrote down, until nothing is due.

A delivery is leased in one transaction; its effect, the mark that it is delivered and the lease of the next one are
a second. So a kill at any moment leaves either nothing or everything, and at most one lease to run out.
"""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Case, F, Min, Q, QuerySet, When

from . import events
from .ids import token
from .models import Delivery

logger = logging.getLogger(__name__)

# Long enough in sum for a mail server to come back from a bad afternoon.
BACK_OFF = (timedelta(seconds=10), timedelta(minutes=2), timedelta(minutes=30), timedelta(hours=6))
MOST_ATTEMPTS = len(BACK_OFF) + 1
# A kill is nobody's fault, so it does not count as an attempt. But what brings the worker down each time must not
# do so for ever.
MOST_INTERRUPTIONS = 20
KEPT_FOR = timedelta(days=30)

Clock = Callable[[], datetime]


class LeaseLost(Exception):
    """Someone else holds this delivery now; what we did for it is rolled back."""


class NotPoisoned(Exception):
    """Only what was given up can be tried again."""


def deliver_due(*, at: datetime, stop: Callable[[], bool] = lambda: False) -> int:
    """
    Deliver until nothing is due or `stop` says so; return how many were delivered.

    `at` is now; the clock runs on from there while this works.
    """
    began = time.monotonic()

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - began)

    def take() -> Delivery | None:
        return None if stop() else _claim(at=now())

    delivered = 0
    delivery = take() if _waiting(at=at).exists() else None
    while delivery is not None:
        try:
            following = _deliver(delivery, now=now, take=take)
            delivered += 1
        except LeaseLost:
            logger.warning("lost the lease of %s; its effect is rolled back", delivery)
            following = take()
        except Exception as error:
            logger.warning("could not deliver %s", delivery, exc_info=True)
            _note(error, delivery, at=now())
            following = take()
        delivery = following
    return delivered


def next_due(*, before: datetime) -> datetime | None:
    """Return when the next delivery falls due or its lease runs out, if that is `before` a moment."""
    waits_until = Case(When(lease="", then=F("due_at")), default=F("leased_until"))
    open_rows = Delivery.objects.filter(delivered_at=None, poisoned_at=None, due_at__lt=before)
    return open_rows.filter(Q(lease="") | Q(leased_until__lt=before)).aggregate(moment=Min(waits_until))["moment"]


def lag(*, at: datetime) -> timedelta:
    """Return how long the oldest due delivery has been waiting."""
    oldest = Delivery.objects.filter(delivered_at=None, poisoned_at=None, due_at__lte=at).aggregate(Min("due_at"))
    return at - (oldest["due_at__min"] or at)


def poisoned() -> QuerySet[Delivery]:
    """What was given up, latest first, with its `error`: for the operator to look at and `retry`."""
    return Delivery.objects.filter(poisoned_at__isnull=False).order_by("-poisoned_at", "-id")


def retry(delivery: Delivery, *, at: datetime) -> None:
    """Give a poisoned delivery all its attempts again; raises NotPoisoned for any other."""
    with transaction.atomic():
        changed = poisoned().filter(pk=delivery.pk)
        if not changed.update(poisoned_at=None, attempts=0, interruptions=0, due_at=at, lease="", leased_until=None):
            raise NotPoisoned(delivery.effect_key)
        events.wake_after_commit()


def forget(*, at: datetime) -> int:
    """Delete what was delivered long ago; return how many rows went."""
    return Delivery.objects.filter(delivered_at__lt=at - KEPT_FOR).delete()[0]


def _waiting(*, at: datetime) -> QuerySet[Delivery]:
    free = Q(lease="") | Q(leased_until__lte=at)
    return Delivery.objects.filter(free, delivered_at=None, poisoned_at=None, due_at__lte=at).order_by("due_at", "id")


def _claim(*, at: datetime) -> Delivery | None:
    """Lease the delivery that has waited longest; others skip it until the lease runs out."""
    with transaction.atomic():
        waiting = _waiting(at=at)
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        while delivery := waiting.first():
            delivery.interruptions += bool(delivery.lease)
            if delivery.interruptions > MOST_INTERRUPTIONS:
                delivery.poisoned_at = at
                delivery.error = f"The worker was gone {delivery.interruptions} times while it delivered this."
                delivery.save(update_fields=["interruptions", "poisoned_at", "error"])
                continue
            delivery.lease, delivery.leased_until = token(), at + settings.OUTBOX_LEASE
            delivery.save(update_fields=["interruptions", "lease", "leased_until"])
            return delivery
    return None


def _deliver(delivery: Delivery, *, now: Clock, take: Callable[[], Delivery | None]) -> Delivery | None:
    """Bring one delivery to its subscriber, and take the next in the same transaction."""
    happened, subscriber = events.read(delivery)
    if subscriber.outside:
        with _kept_leased(delivery, now=now):
            subscriber.react(happened, at=now(), effect_key=delivery.effect_key)
    with transaction.atomic():
        # Marked first: on PostgreSQL this locks the row, so nobody can take it while the effect is being made.
        _mark_delivered(delivery, at=now())
        if not subscriber.outside:
            subscriber.react(happened, at=now(), effect_key=delivery.effect_key)
        return take()


def _mark_delivered(delivery: Delivery, *, at: datetime) -> None:
    ours = Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease, delivered_at=None)
    # What it carried (a letter, an answer) is of no more use, and may be personal.
    if not ours.update(delivered_at=at, payload={}, lease="", leased_until=None, error=""):
        raise LeaseLost(delivery.effect_key)


def _note(error: Exception, delivery: Delivery, *, at: datetime) -> None:
    """Write down what went wrong, and when to try again, if ever."""
    attempts = delivery.attempts + 1
    gives_up = attempts >= MOST_ATTEMPTS
    Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease).update(
        attempts=attempts,
        error="".join(traceback.format_exception(error))[-4000:],
        due_at=at if gives_up else at + BACK_OFF[attempts - 1],
        poisoned_at=at if gives_up else None,
        lease="",
        leased_until=None,
    )


@contextmanager
def _kept_leased(delivery: Delivery, *, now: Clock) -> Iterator[None]:
    """Renew the lease while something slow happens outside; when the process dies, so does the renewing."""
    done = threading.Event()
    lease = settings.OUTBOX_LEASE

    def renew() -> None:
        try:
            while not done.wait(lease.total_seconds() / 3):
                ours = Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease)
                ours.update(leased_until=now() + lease)
        finally:
            connection.close()

    renewing = threading.Thread(target=renew, name="lease", daemon=True)
    renewing.start()
    try:
        yield
    finally:
        done.set()
        renewing.join()
