"""The folder that holds the town, and the lock that keeps two processes from opening or restoring it at once."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

LOCK = "open.lock"


class TownIsOpen(Exception):
    """Another process runs the town in `home`, or restores it."""

    def __init__(self, home: Path, process: str) -> None:
        super().__init__(f"The town in {home} is already open (process {process}). End that one first.")


@contextlib.contextmanager
def held(home: Path) -> Iterator[None]:
    """Hold the town in `home` for this process alone. Raises TownIsOpen if another one does."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The lock goes with the process, so a crash leaves nothing to clean up; the file itself may stay.
    with (home / LOCK).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise TownIsOpen(home, file.read().strip() or "unknown") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
