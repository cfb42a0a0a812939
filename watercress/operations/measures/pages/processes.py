"""What a tree of processes has used, as Linux tells it in /proc: seconds of processor, bytes of memory."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def tree(root: int, *, proc: Path = PROC) -> set[int]:
    """Return `root` and all that descend from it."""
    parents = {int(folder.name): _parent(folder) for folder in proc.iterdir() if folder.name.isdigit()}
    found, waiting = {root}, [root]
    while waiting:
        parent = waiting.pop()
        children = [pid for pid, above in parents.items() if above == parent and pid not in found]
        found.update(children)
        waiting += children
    return found


def cpu_seconds(pids: Iterable[int], *, proc: Path = PROC) -> float:
    """Return the processor time these have used so far, in user and kernel mode; what has ended counts nothing."""
    return sum(ticks(_read(proc / str(pid) / "stat")) for pid in pids) / TICKS


def ticks(stat: str) -> int:
    """Read utime + stime of one line of /proc/PID/stat; 0 of an empty one."""
    # The name may hold blanks and brackets: only what comes after the last bracket is counted.
    columns = stat.rpartition(")")[2].split()
    return int(columns[11]) + int(columns[12]) if len(columns) > 12 else 0


def pss_bytes(pids: Iterable[int], *, proc: Path = PROC) -> int:
    """Return the memory these hold, what several share counted once among them."""
    return sum(pss(_read(proc / str(pid) / "smaps_rollup")) for pid in pids)


def pss(rollup: str) -> int:
    """Read the proportional set size of one /proc/PID/smaps_rollup, in bytes; 0 of an empty one."""
    found = re.search(r"^Pss:\s+(\d+) kB$", rollup, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _parent(folder: Path) -> int:
    columns = _read(folder / "stat").rpartition(")")[2].split()
    return int(columns[1]) if len(columns) > 1 else 0


def _read(file: Path) -> str:
    """Return what a file says; what has just ended, or is not ours to read, says nothing."""
    try:
        return file.read_text(errors="replace")
    except OSError:
        return ""
