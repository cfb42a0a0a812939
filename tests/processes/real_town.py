"""A town of real processes: a database of its own, migrated, and programs that are ended with it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SETTINGS = "tests.processes.settings"


class Program(subprocess.Popen[bytes]):
    said: Path


class RealTown:
    """`run` waits for a program, `spawn` does not; `ask` puts a query to the database, past Django."""

    def __init__(self, home: Path, *, database_url: str = "") -> None:
        self.home = home
        self.database_url = database_url
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))},
            "WATERCRESS_HOME": str(home),
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PYTHONPATH": str(ROOT),
        }
        self._running: list[Program] = []

    def spawn(self, *arguments: str, **environment: str) -> Program:
        """Start `python -m …` in this town; what it says is kept for `read`."""
        # Files and not pipes: a pipe nobody reads fills up, and holds up who writes into it.
        said = self.home / f"said-{len(self._running)}"
        with said.open("w") as out, said.with_suffix(".errors").open("w") as errors:
            program = Program(
                [sys.executable, "-m", *arguments],
                cwd=ROOT,
                env={**self.environment, **environment},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
            )
        program.said = said
        self._running.append(program)
        return program

    def worker(self, **environment: str) -> Program:
        return self.spawn("watercress", "worker", **environment)

    def run(self, *arguments: str) -> str:
        """Run `python -m …` to its end; raises AssertionError with what it said if it fails."""
        return read(self.spawn(*arguments))

    def ask(self, query: str) -> list[Any]:
        """Return the first column of each row."""
        with closing(self._connect()) as connection:
            return [row[0] for row in connection.execute(query)]

    def change(self, statement: str) -> None:
        with closing(self._connect()) as connection:
            connection.execute(statement)

    def _connect(self) -> Any:
        if self.database_url:
            import psycopg

            return psycopg.connect(self.database_url, autocommit=True)
        import sqlite3

        return sqlite3.connect(self.home / "town.sqlite3", timeout=20, isolation_level=None)

    def end(self) -> None:
        for program in self._running:
            if program.poll() is None:
                program.kill()
            program.wait()
        shutil.rmtree(self.home, ignore_errors=True)


def read(program: Program, *, within: float = 120) -> str:
    program.wait(timeout=within)
    assert program.returncode == 0, program.said.with_suffix(".errors").read_text()
    return program.said.read_text()


def journal(program: Program) -> dict[str, Any]:
    return json.loads(read(program).splitlines()[-1])


def kill(program: Program) -> None:
    program.send_signal(signal.SIGKILL)
    program.wait()


def wait_until(true: Callable[[], bool], *, within: float = 30, what: str) -> None:
    until = time.monotonic() + within
    while not true():
        assert time.monotonic() < until, f"not within {within:g} s: {what}"
        time.sleep(0.05)
