"""The cells of the table: what was asked, over how many connections, and what it took."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any

from watercress.kernel.models import Delivery

from . import load, processes
from .load import Ask, Heard
from .server import Server

QUIET_WITHIN = 120.0


class WrongAnswer(Exception):
    """A page did not show what the database says it must, or was not answered at all; what is said of it is."""


@dataclass(frozen=True)
class Cell:
    page: str
    viewer: str
    connections: int
    writes: bool = False
    """Whether one in a hundred was a reply written beside."""
    cached: bool = False


@dataclass(frozen=True)
class Took:
    """One cell, once."""

    rate: float
    p50: float
    p99: float
    cpu: float
    """Milliseconds of processor a request, of the town and its database."""
    bytes: float
    """Of one answer's body, as it came."""
    asked: int
    unit: float = 0.0
    """Milliseconds of processor the unit took beside it; 0 where none was asked."""
    floor: float = 0.0
    """Of replies: how many rows a second were written beside, one at a time."""


def measure(server: Server, turns: Sequence[Iterator[Ask]], *, seconds: float, what: str) -> Took:
    """Ask for so many seconds. Raises WrongAnswer with the first flaws that were found in what came."""
    pids = server.everything()
    before = processes.cpu_seconds(pids)
    heard = load.ask(server.port, turns, seconds=seconds)
    used = processes.cpu_seconds(pids) - before
    if heard.flaws or not heard.took:
        raise WrongAnswer(f"{what}: {'; '.join(heard.flaws) or 'no answer'}")
    return _took(heard, used)


def _took(heard: Heard, used: float) -> Took:
    return Took(
        rate=len(heard.took) / heard.seconds,
        p50=1000 * median(heard.took),
        p99=1000 * percentile(heard.took, 99),
        cpu=1000 * used / heard.asked,
        bytes=heard.bytes / len(heard.took),
        asked=heard.asked,
    )


def percentile(took: Sequence[float], percent: int) -> float:
    """Return the value that `percent` of a hundred stay under; of one value that one."""
    return quantiles(took, n=100, method="inclusive")[percent - 1] if len(took) > 1 else took[0]


def middle(rounds: Sequence[Took]) -> Took:
    """Return the median of each figure over all rounds."""
    told: list[dict[str, Any]] = [asdict(each) for each in rounds]
    return Took(**{name: median(each[name] for each in told) for name in told[0]})


def wait_until_quiet() -> None:
    """Let the worker finish what was written, so that the next cell does not pay for it; in vain for a while at most."""
    until = time.monotonic() + QUIET_WITHIN
    waiting = Delivery.objects.filter(delivered_at=None, poisoned_at=None)
    while waiting.filter(due_at__lte=datetime.now(UTC)).exists() and time.monotonic() < until:
        time.sleep(0.1)
