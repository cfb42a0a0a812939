"""Draws every picture of the demo, on all cores, and keeps it as the town keeps what people send."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime

from PIL.Image import Image

from watercress.kernel.models import Picture
from watercress.kernel.pictures import keep_drawn

from .orders import drawn, orders, settle

Drawn = Callable[[int, int], None]
FEW = 8


def keep_all(*, at: datetime, progress: Drawn) -> dict[tuple[str, str], Picture]:
    """Return the picture for each thing that has one, by what it is and its key. Killed half-way, it goes on later."""
    wanted = orders()
    # Drawing is Python: only other processes give it another core. They draw, and touch nothing they inherit.
    how = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(os.cpu_count(), how, initializer=settle, initargs=(os.getpid(),)) as pool:
        arriving = _counted(pool.map(drawn, wanted, chunksize=FEW), len(wanted), progress)
        kept = keep_drawn(arriving, at=at)
    return {(order.of, order.key): picture for order, picture in zip(wanted, kept, strict=True)}


def _counted(arriving: Iterator[Image], total: int, progress: Drawn) -> Iterator[Image]:
    for number, picture in enumerate(arriving, start=1):
        progress(number, total)
        yield picture
