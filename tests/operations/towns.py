"""Real towns for tests that need more than one process: a folder, a database, and `watercress` run in them."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection


@dataclass
class RealTown:
    home: Path
    database_url: str = ""
    port: int = 0
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
        return {
            **kept,
            "WATERCRESS_HOME": str(self.home),
            "DATABASE_URL": self.database_url,
            "PORT": str(self.port or 8000),
            **self.more,
        }

    def run(self, *arguments: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one command of the town to its end."""
        ran = subprocess.run(
            [sys.executable, "-m", "watercress", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not ok or ran.returncode == 0, ran.stderr
        return ran

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, *arguments], env=self.environment)

    def python(self, code: str) -> str:
        """Run a few lines inside the town and return what they print."""
        return self.run("shell", "--no-imports", "--command", code).stdout.strip()


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def a_town(home: Path, *, sqlite: bool = False, **more: str) -> RealTown:
    """A town with its tables and nothing in them; made once by migrations, and copied from then on."""
    kind = "sqlite" if sqlite else connection.vendor
    if kind not in _migrated:
        name = f"templates_{os.getpid()}"
        _migrated[kind] = RealTown(settings.HOME / name, database_url=a_database_url(name) if kind != "sqlite" else "")
        _migrated[kind].run("migrate", "--verbosity=0", "--skip-checks")
    shutil.copytree(_migrated[kind].home, home)
    name = f"town_{uuid.uuid4().hex[:12]}"
    url = "" if kind == "sqlite" else a_database_url(name, like=f"templates_{os.getpid()}")
    return RealTown(home, database_url=url, port=a_free_port(), more=more)


_migrated: dict[str, RealTown] = {}


def an_empty_place(home: Path) -> RealTown:
    """Where a town could be: no tables, no files."""
    return RealTown(home, database_url=a_database_url(f"town_{uuid.uuid4().hex[:12]}"), port=a_free_port())


def a_database_url(name: str, *, like: str = "template1") -> str:
    """A new database of the kind this run is about; empty for SQLite, whose file comes with its folder."""
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    given = settings.DATABASES["default"]
    host, port = str(given["HOST"]), given["PORT"]
    user = quote(given["USER"]) + (f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else "")
    if host.startswith("/"):  # A socket's folder does not fit where a host name stands.
        return f"postgres://{user}@/{name}?host={quote(host)}" + (f"&port={port}" if port else "")
    return f"postgres://{user}@{host}:{port or 5432}/{name}"


def answers(port: int) -> int | None:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=5) as page:
            return int(page.status)
    except urllib.error.HTTPError as page:
        return int(page.code)
    except OSError:
        return None


def wait_until(holds: Callable[[], object], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"still not so after {seconds} s"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def descendants(pid: int) -> set[int]:
    """Every process below `pid`, read from /proc."""
    parents: dict[int, int] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents[int(place.parent.name)] = int(fields[1])
    below: set[int] = set()
    grown = True
    while grown:
        more = {child for child, parent in parents.items() if parent in below | {pid}} - below
        below |= more
        grown = bool(more)
    return below


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def end(process: subprocess.Popen[bytes]) -> None:
    """End what a test started, and everything below it, whatever state it is in."""
    below = descendants(process.pid)
    if process.poll() is None:
        process.kill()
    process.wait()
    for pid in below:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
