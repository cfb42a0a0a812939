"""How long a writer waits when 8 processes write to one SQLite file without pause, with the fair queue and without."""

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction

from watercress.kernel.sqlite import OPTIONS

WRITERS = 8
SECONDS = 6.0
ALIAS = "bench"
ENGINES: dict[str, str] = {"fair queue": "watercress.kernel.sqlite", "SQLite alone": "django.db.backends.sqlite3"}


@dataclass(frozen=True)
class Measured:
    waits: list[float]
    """Seconds each write took, waiting included."""
    each: list[int]
    """Writes done by each process."""
    refused: int

    def __str__(self) -> str:
        *_, p99 = quantiles(self.waits, n=100)
        return (
            f"{len(self.waits) / SECONDS:6.0f} writes/s, p99 {p99 * 1000:6.1f} ms, "
            f"longest {max(self.waits) * 1000:6.0f} ms, {self.refused} refused, "
            f"{min(self.each)} to {max(self.each)} a process"
        )


def writes() -> Iterator[str]:
    yield f"{WRITERS} processes writing to one SQLite file for {SECONDS:g} s, synchronous FULL:"
    for name, engine in ENGINES.items():
        yield f"  {name:<13}{measure(engine, writers=WRITERS, seconds=SECONDS)}"


def measure(engine: str, *, writers: int, seconds: float) -> Measured:
    """Write in the town's own folder, so on the disk it will use."""
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="bench-") as folder:
        connections.databases[ALIAS] = {
            **connections.databases["default"],
            "ENGINE": engine,
            "OPTIONS": OPTIONS,
            "NAME": Path(folder) / "bench.sqlite3",
        }
        try:
            with connections[ALIAS].cursor() as cursor:
                cursor.execute("CREATE TABLE written (id INTEGER PRIMARY KEY, by INTEGER)")
                cursor.execute("CREATE TABLE counter (id INTEGER PRIMARY KEY, n INTEGER)")
                cursor.execute("INSERT INTO counter VALUES (1, 0)")
            # A SQLite connection must not be carried across a fork.
            connections.close_all()
            return _crowd(writers, seconds)
        finally:
            connections.close_all()
            del connections[ALIAS], connections.databases[ALIAS]


def _crowd(writers: int, seconds: float) -> Measured:
    fork = multiprocessing.get_context("fork")
    heard: Any = fork.Queue()
    processes = [fork.Process(target=_write, args=(number, seconds, heard)) for number in range(writers)]
    for process in processes:
        process.start()
    journals = [heard.get() for _ in processes]
    for process in processes:
        process.join()
    return Measured(
        waits=[wait for waits, _ in journals for wait in waits],
        each=[len(waits) for waits, _ in journals],
        refused=sum(refused for _, refused in journals),
    )


def _write(number: int, seconds: float, heard: Any) -> None:
    waits, refused = [], 0
    until = time.monotonic() + seconds
    while (began := time.monotonic()) < until:
        try:
            with transaction.atomic(ALIAS), connections[ALIAS].cursor() as cursor:
                cursor.execute("INSERT INTO written (by) VALUES (%s)", [number])
                cursor.execute("UPDATE counter SET n = n + 1")
        except DatabaseError:
            refused += 1
        waits.append(time.monotonic() - began)
    connections.close_all()
    heard.put((waits, refused))
