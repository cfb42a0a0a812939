"""How many pages a second the town answers, and what each costs beside the floors a plain Django page stands on."""

import json
from collections.abc import Generator, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db import connection

from watercress.operations.measures import towns

from . import cells, floors, processes, server, truths, visit
from .filling import fill
from .report import Report, as_json, lines
from .rounds import REPLIES, Rounds
from .sizes import FULL, QUICK, Sizes

NAMES = (*truths.PAGES, REPLIES)
CACHE_OFF = {"WATERCRESS_PAGE_CACHE": "0"}
"""So that every page is made anew; a town without kept pages knows no such setting and heeds none."""


def pages(*, quick: bool = False, to: Path | None = None, only: tuple[str, ...] = NAMES) -> Iterator[str]:
    """
    Fill a town, open it with `watercress up` and two web processes, and ask it for its pages.

    quick   a small town and short cells: whether it works, not how fast it is
    to      a file for all figures, in JSON
    Raises WrongAnswer as soon as a page does not show the rows it must.
    """
    sizes = QUICK if quick else FULL
    with towns.apart() as home:
        yield from fill(sizes, at=datetime.now(UTC))
        floors.make_table()
        _settle()
        report = yield from _measured(home, sizes, only)
    yield from lines(report)
    if to:
        to.write_text(json.dumps(as_json(report), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _settle() -> None:
    """What the database does by itself within minutes of so much new."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _measured(home: Path, sizes: Sizes, only: tuple[str, ...]) -> Generator[str, None, Report]:
    with server.opened(home, **CACHE_OFF) as opened:
        rounds = Rounds(opened, sizes, only=only)
        rounds.warm()
        yield from rounds.go()
        pss = processes.pss_bytes(opened.tree())
        seen = visit.first(opened.port, truths.of("topic", person=None).address)
    found = {**rounds.found}
    if getattr(settings, "PAGE_CACHE", False):
        with server.opened(home) as opened:
            kept = Rounds(opened, sizes, only=only, cached=True)
            kept.warm()
            yield from kept.go()
            pss = max(pss, processes.pss_bytes(opened.tree()))
            found |= kept.found
    return Report(
        database=connection.vendor,
        cells={cell: cells.middle(took) for cell, took in found.items()},
        checksums=rounds.truths,
        pss=pss,
        started=median(_starts(home, sizes.starts)),
        visit=seen,
        sizes=asdict(sizes),
    )


def _starts(home: Path, number: int) -> Iterator[float]:
    for _ in range(number):
        with server.opened(home) as opened:
            yield opened.started
