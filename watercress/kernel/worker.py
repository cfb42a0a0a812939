"""
The worker: huey runs the outbox, and the town's clock.

huey's own queue holds nothing but nudges ("look at the outbox now"), so nothing is lost with it: what a nudge
misses, the sweep of every minute finds.

    @every(minutes=10)
    def forget_stale_drafts(*, at: datetime) -> None: ...
"""

import logging
import math
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone
from huey import PostgresHuey, SqliteHuey
from huey.api import Huey
from huey.consumer import Consumer

from . import outbox

logger = logging.getLogger(__name__)

SWEEP = timedelta(minutes=1)
STOPS_WITHIN = 5.0
"""Seconds a delivery under way has to finish when the worker is told to stop; after that its lease runs out."""
OUTAGE_SHOWS_EVERY = 30.0

T = TypeVar("T", bound=Callable[..., object])


def _connect() -> Any:
    """Open a connection of huey's own to the town's PostgreSQL."""
    ours = connections["default"]
    return ours.get_new_connection(ours.get_connection_params())


def _huey() -> Huey:
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        return PostgresHuey("town", connection=_connect, create_tables=False, results=False)
    # fsync off: it holds only nudges.
    place = str(settings.HOME / "queue.sqlite3")
    return SqliteHuey("town", filename=place, fsync=False, create_tables=False, results=False)


huey = _huey()
_stopping = threading.Event()
_next_look: datetime | None = None


def every(*, minutes: int = 0, hours: int = 0) -> Callable[[T], T]:
    """
    Have the worker call a function again and again, with the moment as `at`.

    It may be called twice or miss a turn, so it looks at what is there rather than at how often it was called.
    """
    period = minutes + 60 * hours
    if period < 1:
        raise ValueError("every(…) needs minutes or hours")

    def is_time(_: datetime) -> bool:
        return int(timezone.now().timestamp() // 60) % period == 0

    def register(work: T) -> T:
        def turn() -> None:
            _with_fresh_connections(lambda: work(at=timezone.now()))

        huey.periodic_task(is_time, name=f"{work.__module__}.{work.__qualname__}")(turn)
        return work

    return register


def nudge() -> None:
    """Have the worker look at the outbox now, unless it is about to. Costs one read when it is."""
    try:
        if not huey.pending_count():
            deliver()
    except Exception as error:  # noqa: BLE001
        # Where no worker has run yet there is no queue; the first one begins with a sweep.
        logger.debug("no nudge (%s); the next sweep delivers", error)


@huey.task()  # type: ignore[untyped-decorator]
def deliver() -> None:
    _with_fresh_connections(_deliver)


@every(minutes=1)
def sweep(*, at: datetime) -> None:
    nudge()


@every(hours=6)
def forget_delivered(*, at: datetime) -> None:
    outbox.forget(at=at)


def consumer(*, threads: int) -> Consumer:
    """Return what runs until SIGTERM; then it ends at once when idle, else after the delivery under way."""
    global _stopping
    huey.storage.initialize_schema()
    huey.on_startup("first-sweep")(nudge)
    made = huey.create_consumer(
        workers=threads, max_delay=0.5, graceful_signal="TERM", shutdown_timeout=STOPS_WITHIN, scheduler_interval=1
    )
    _stopping = made.stop_flag
    for name in ("Worker", "Scheduler"):
        logging.getLogger(f"huey.consumer.{name}").addFilter(_Brief())
    return made


class _Brief(logging.Filter):
    """A database that is away shows in one line every half minute, and not in forty lines ten times a second."""

    last = -math.inf

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.getMessage().startswith("Error reading"):
            record.msg = f"{record.msg} {str(record.exc_info[1]).partition(chr(10))[0]}"
            record.exc_info = None
            is_due = record.created - self.last > OUTAGE_SHOWS_EVERY
            self.last = record.created if is_due else self.last
            return is_due
        return True


def _deliver() -> None:
    outbox.deliver_due(at=timezone.now(), stop=_stopping.is_set)
    _look_again()


def _look_again() -> None:
    """Have what falls due before the next sweep delivered on time: scheduled things, retries, lost leases."""
    global _next_look
    now = timezone.now()
    due = outbox.next_due(before=now + SWEEP)
    if due is None or (_next_look and now < _next_look <= due):
        return
    _next_look = max(due, now)
    # Past the queue: there it would pass for a nudge, and keep others from giving one.
    huey.add_schedule(deliver.s(delay=(_next_look - now).total_seconds() + 0.1))


def _with_fresh_connections(work: Callable[[], object]) -> None:
    close_old_connections()
    try:
        work()
    finally:
        close_old_connections()
