"""
Slates as they are served: collected in memory, written many at once.

A page must not wait for the writer, nor a look at it cost a transaction. What is lost with a killed process is at most
what was served within the last second; the totals sum what is written, so they are never off.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import DatabaseError, connections

from watercress.kernel import town

from . import links, recording
from .day_keys import day_key
from .models import Impression
from .sources import NOWHERE, Source, Surface
from .validity import Asked, of_a_look

logger = logging.getLogger(__name__)

KEPT_SECONDS = 1.0
MOST_WAITING = 20_000
"""Slates that wait for a database that is away; what comes after these is dropped, and counted."""
AT_ONCE = 500
ENDS_WITHIN = 3.0


@dataclass(frozen=True)
class Page:
    """What a page shows, the same each time it is served."""

    surface: Surface
    source: Source = NOWHERE
    goods: tuple[tuple[int, int], ...] = ()
    """(product, shop) by their places."""
    why: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Served:
    slate: str
    page: Page
    at: datetime
    asked: Asked


_waiting: deque[Served] = deque()
_dropped: list[date] = []
_writes = threading.Lock()


def page(surface: Surface, goods: Sequence[tuple[int, int]], *, source: Source = NOWHERE, why: str = "") -> Page:
    return Page(surface, source, tuple(goods), why, links.digest(surface, source, goods))


def serve(page: Page, *, asked: Asked, at: datetime) -> str:
    """Note that `page` is served now, and return its slate's name. Writes nothing yet."""
    name = links.slate(page.digest, at=at)
    note(Served(name, page, at, asked))
    return name


def note(served: Served) -> None:
    if len(_waiting) >= MOST_WAITING:
        _dropped.append(town.at_home(served.at).date())
    else:
        _waiting.append(served)


def flush() -> int:
    """Write what waits; returns how much. What cannot be written waits on."""
    done = 0
    with _writes:
        while batch := list(_first(AT_ONCE)):
            try:
                recording.write([_row(served) for served in batch])
            except DatabaseError as error:
                logger.warning("slates wait: %s", error)
                return done
            for _served in batch:
                _waiting.popleft()
            done += len(batch)
        _tell_losses()
    return done


def begin() -> Callable[[], None]:
    """Write what is served, once a second, on a thread of its own; returns what ends it after the last is written."""
    stop = threading.Event()

    def run() -> None:
        while not stop.wait(KEPT_SECONDS):
            _flush_if_any()
        _flush_if_any()
        connections.close_all()

    writer = threading.Thread(target=run, name="slates", daemon=True)
    writer.start()

    def end() -> None:
        stop.set()
        writer.join(ENDS_WITHIN)

    return end


def _flush_if_any() -> None:
    if _waiting or _dropped:
        try:
            flush()
        except Exception:
            logger.exception("slates were not written")


def _first(most: int) -> Iterator[Served]:
    for number in range(min(most, len(_waiting))):
        yield _waiting[number]


def _row(served: Served) -> Impression:
    day = town.at_home(served.at).date()
    asked, page = served.asked, served.page
    key = "" if asked.refuses else day_key(address=asked.address, agent=asked.agent, day=day)
    return Impression(
        slate=served.slate, at=served.at, day=day, surface=page.surface, place=page.source.place,
        post=page.source.post, shown=[list(each) for each in page.goods], why=page.why, day_key=key,
        reason=of_a_look(asked),
    )  # fmt: skip


def _tell_losses() -> None:
    if _dropped:
        days = list(_dropped)
        recording.tell_losses(days)
        del _dropped[: len(days)]
