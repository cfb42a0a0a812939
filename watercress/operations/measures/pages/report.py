"""What was measured, beside what was promised: for the terminal and, in whole, for programs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from .cells import Cell, Took
from .visit import Visit

JUDGED = 8
"""Connections at which pages are held against the unit; where there was no such cell, the most there were."""
SERIAL = 1
MEGABYTE = 1_000_000


@dataclass
class Report:
    database: str
    cells: dict[Cell, Took]
    checksums: dict[tuple[str, str], str]
    pss: int
    started: float
    """Seconds of a warm start to the first answer."""
    visit: Visit
    sizes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    what: str
    value: float
    bound: float
    at_least: bool = False
    unit: str = "×"

    @property
    def holds(self) -> bool:
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def __str__(self) -> str:
        return (
            f"  {'holds ' if self.holds else 'misses'} {self.what:<44} {self.value:8.2f} "
            f"{'≥' if self.at_least else '≤'} {self.bound:g} {self.unit}"
        )


def lines(report: Report) -> Iterator[str]:
    yield f"{'':<9}{'':<9}{'conn':>5}{'req/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'cpu ms':>9}{'× unit':>8}{'bytes':>8}  rows"
    for cell, took in report.cells.items():
        yield _line(cell, took, report.checksums.get((cell.page, cell.viewer), ""))
    yield "CPU ms a request against the unit beside it, and what else was promised:"
    yield from map(str, verdicts(report))


def verdicts(report: Report) -> list[Verdict]:
    return [
        *_pages(report.cells),
        *_replies(report.cells),
        Verdict("memory of all processes (PSS)", report.pss / MEGABYTE, 350, unit="MB"),
        Verdict("warm start to first answer", report.started, 2, unit="s"),
        Verdict("a topic's first visit", report.visit.bytes / 1000, 110, unit="KB"),
        Verdict("a topic's first visit", report.visit.requests, 11, unit="requests"),
    ]


def as_json(report: Report) -> dict[str, Any]:
    return {
        "database": report.database,
        "sizes": report.sizes,
        "cells": [
            {**asdict(cell), **asdict(took), "checksum": report.checksums.get((cell.page, cell.viewer), "")}
            for cell, took in report.cells.items()
        ],
        "pss_bytes": report.pss,
        "started_seconds": report.started,
        "first_visit": asdict(report.visit),
        "verdicts": [{**asdict(verdict), "holds": verdict.holds} for verdict in verdicts(report)],
    }


def _line(cell: Cell, took: Took, checksum: str) -> str:
    who = f"{cell.viewer}{'+1%' if cell.writes else ''}{'*' if cell.cached else ''}"
    ratio = f"{took.cpu / took.unit:8.2f}" if took.unit else f"{took.rate / took.floor:8.2f}" if took.floor else " " * 8
    return (
        f"{cell.page:<9}{who:<11}{cell.connections:>3}{took.rate:9.0f}{took.p50:9.1f}{took.p99:9.1f}"
        f"{took.cpu:9.2f}{ratio}{took.bytes:8.0f}  {checksum[:12]}"
    )


def _pages(cells: Mapping[Cell, Took]) -> Iterator[Verdict]:
    judged = _judged(cells)
    for cell, took in cells.items():
        if cell.connections != judged or not took.unit:
            continue
        bound = 0.4 if cell.cached else 2.0 if cell.viewer == "member" else 1.4
        how = f"{cell.viewer}, {'cached' if cell.cached else 'uncached'}{', 1 % writes' if cell.writes else ''}"
        yield Verdict(f"{cell.page}, {how}", took.cpu / took.unit, bound)


def _replies(cells: Mapping[Cell, Took]) -> Iterator[Verdict]:
    """How many replies stand for a durable row written beside them."""
    for cell, took in cells.items():
        if took.floor and cell.connections in (SERIAL, JUDGED):
            what = f"replies for a durable INSERT, {cell.connections} at once"
            yield Verdict(what, took.rate / took.floor, 0.4 if cell.connections == SERIAL else 0.6, at_least=True)


def _judged(cells: Iterable[Cell]) -> int:
    there = {cell.connections for cell in cells}
    return JUDGED if JUDGED in there else max(there, default=0)
