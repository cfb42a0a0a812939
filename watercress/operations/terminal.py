"""What a command shows while it works: one line a step, and a bar where one is watched."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from django.core.management.base import BaseCommand

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is."""

BAR = 24


class Terminal:
    def __init__(self, out: TextIO | None = None) -> None:
        self.out = out or sys.stdout
        self.is_watched = self.out.isatty()

    def say(self, line: str) -> None:
        self.out.write(f"{self._clean()}{line}\n")
        self.out.flush()

    @classmethod
    def of(cls, command: BaseCommand) -> "Terminal":
        # Django's own wrapper ends every write with a new line.
        return cls(vars(command.stdout)["_out"])

    @contextmanager
    def step(self, doing: str) -> Iterator[Progress]:
        """Show `doing` while the block runs, then that it is done and how long it took."""
        began = time.monotonic()
        self._show(f"  … {doing}")
        yield self._progress_of(doing)
        self.say(f"  ✓ {doing:<44} {time.monotonic() - began:5.1f} s")

    def _progress_of(self, doing: str) -> Progress:
        told = 0

        def progress(done: int, of: int) -> None:
            nonlocal told
            percent = 100 * done // max(of, 1)
            if self.is_watched:
                filled = BAR * percent // 100
                self._show(f"  … {doing:<44} {'█' * filled}{'░' * (BAR - filled)} {percent:3} %")
            elif percent >= told + 25:  # A log wants a few lines, not a hundred.
                told = percent - percent % 25
                self.say(f"  … {doing:<44} {told:3} %")

        return progress

    def _show(self, line: str) -> None:
        if self.is_watched:
            self.out.write(f"{self._clean()}{line}")
            self.out.flush()

    def _clean(self) -> str:
        return "\r\x1b[2K" if self.is_watched else ""
