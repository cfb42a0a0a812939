"""Asks the town as browsers do, over connections that stay open, in a process of its own; reads and checks every answer."""

import asyncio
import gzip
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connections

from .truths import Truth

FEW_CORES = 4
"""With fewer there is none to spare for asking alone."""
TOLD = 3


@dataclass(frozen=True)
class Ask:
    request: bytes
    status: int = 200
    truth: Truth | None = None
    counts: bool = True
    """Whether its time stands among those told: what is written beside is not a page."""


@dataclass
class Heard:
    took: list[float] = field(default_factory=list)
    """Seconds of each answer that counts, from the first byte asked to the last one read."""
    asked: int = 0
    bytes: int = 0
    """Of all bodies, as they came."""
    seconds: float = 0.0
    flaws: list[str] = field(default_factory=list)

    def flaw(self, words: str) -> None:
        if len(self.flaws) < TOLD:
            self.flaws.append(words)


def pinned_to_last_core() -> set[int]:
    """Return the core that asks, where there are enough for it to have one; else none."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return {cores[-1]} if len(cores) >= FEW_CORES else set()


def ask(port: int, turns: Sequence[Iterator[Ask]], *, seconds: float) -> Heard:
    """Ask over as many connections as there are `turns`, each asking what its turn yields, once at least and then for so many seconds."""
    # A SQLite connection must not be carried across a fork.
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    asking = fork.Process(target=_ask, args=(port, turns, seconds, theirs))
    asking.start()
    theirs.close()
    try:
        heard: Heard = ours.recv()
    finally:
        asking.join()
        ours.close()
    return heard


def _ask(port: int, turns: Sequence[Iterator[Ask]], seconds: float, told: Any) -> None:
    if core := pinned_to_last_core():
        os.sched_setaffinity(0, core)
    heard = Heard()
    began = time.perf_counter()
    asyncio.run(_together(port, turns, began + seconds, heard))
    heard.seconds = time.perf_counter() - began
    told.send(heard)


async def _together(port: int, turns: Sequence[Iterator[Ask]], until: float, heard: Heard) -> None:
    await asyncio.gather(*(_keep_asking(port, turn, until, heard) for turn in turns))


async def _keep_asking(port: int, turn: Iterator[Ask], until: float, heard: Heard) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for asked in turn:
            began = time.perf_counter()
            writer.write(asked.request)
            head, body = await _answer(reader)
            heard.asked += 1
            if asked.counts:
                heard.took.append(time.perf_counter() - began)
                heard.bytes += len(body)
            if flaw := _flaw(asked, head, body):
                heard.flaw(flaw)
            if time.perf_counter() >= until:
                break
    except (OSError, asyncio.IncompleteReadError, LookupError, ValueError) as problem:
        heard.flaw(f"{type(problem).__name__}: {problem}")
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if "\r\ncontent-length:" not in head:
        if "\r\ntransfer-encoding:" in head:
            raise ValueError("an answer does not say how long it is")
        return head, b""
    length = int(head.split("\r\ncontent-length:", 1)[1].split("\r\n", 1)[0])
    return head, await reader.readexactly(length)


def _flaw(asked: Ask, head: str, body: bytes) -> str:
    status = int(head[9:12])
    if status != asked.status:
        return f"status {status}, and not {asked.status}: {asked.request.split(b' HTTP', 1)[0].decode()}"
    if asked.truth is None:
        return ""
    unpacked = gzip.decompress(body) if "\r\ncontent-encoding: gzip" in head else body
    return asked.truth.flaw(unpacked.decode())
