"""The measured town, opened as operators open theirs, with `watercress up`, in a folder and a database of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from watercress.operations import leash

from . import processes

WEB_PROCESSES = 2
PATIENCE = 120.0


@dataclass(frozen=True)
class Server:
    port: int
    process: int
    """Of `watercress up`, above all others."""
    started: float
    """Seconds from its start to its first answer."""

    def tree(self) -> set[int]:
        return processes.tree(self.process)

    def everything(self) -> set[int]:
        """Its own processes, and those that PostgreSQL runs for it on this machine."""
        return self.tree() | _backends()


class NoAnswer(Exception):
    """The measured town did not open; what it said is the message."""


@contextmanager
def opened(home: Path, **environment: str) -> Iterator[Server]:
    """Open the town in `home` on a free port until the block ends."""
    port = _free_port()
    own = {
        "WATERCRESS_HOME": str(home),
        "WATERCRESS_SECRET": settings.SECRET_KEY,
        "WATERCRESS_URL": "",
        "DATABASE_URL": _address(),
        "DJANGO_SETTINGS_MODULE": "watercress.config.measured",
        "PORT": str(port),
        "BIND": "127.0.0.1",
        "DEMO": "0",
        "WEB_PROCESSES": str(WEB_PROCESSES),
        "TRUSTED_PROXY": "0",
    }
    said, parent = home / "said", os.getpid()
    with said.open("w") as heard:
        began = time.perf_counter()
        running = subprocess.Popen(
            [sys.executable, "-m", "watercress", "up"],
            env={**os.environ, **own, **environment},
            stdin=subprocess.DEVNULL,
            stdout=heard,
            stderr=heard,
            preexec_fn=lambda: leash.hold(parent),  # noqa: PLW1509  (no threads run here)
        )
    try:
        _wait_for_answer(port, running, said)
        yield Server(port, running.pid, time.perf_counter() - began)
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait()


def _wait_for_answer(port: int, running: subprocess.Popen[bytes], said: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not _answers(port):
        if running.poll() is not None or time.monotonic() > until:
            raise NoAnswer(said.read_text())
        time.sleep(0.01)


def _answers(port: int) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return asked.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _address() -> str:
    """The database this process fills, as the address its programs are given; empty for SQLite in its folder."""
    if connection.vendor == "sqlite":
        return ""
    said = {name: quote(str(connection.settings_dict[name]), safe="") for name in ("USER", "PASSWORD", "HOST", "NAME")}
    port = f":{connection.settings_dict['PORT']}" if connection.settings_dict["PORT"] else ""
    return f"postgres://{said['USER']}:{said['PASSWORD']}@{port}/{said['NAME']}?host={said['HOST']}"


def _backends() -> set[int]:
    if connection.vendor == "sqlite":
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return {pid for (pid,) in cursor.fetchall()}
