"""`watercress up` with real processes: it opens, mends itself, and leaves nothing behind however it ends."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.operations.towns import (
    RealTown,
    a_town,
    an_empty_place,
    answers,
    command_of,
    descendants,
    end,
    is_alive,
    wait_until,
)

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


class OpenTown:
    """`watercress up` and what it has said so far."""

    def __init__(self, town: RealTown, *arguments: str) -> None:
        self.town = town
        self.said = ""
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "watercress", "up", *arguments],
            env=town.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.listening = threading.Thread(target=self._listen, daemon=True)
        self.listening.start()

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self.said += line.decode()

    def wait_for(self, words: str, seconds: float = 180) -> None:
        wait_until(lambda: words in self.said or self.process.poll() is not None, seconds)
        assert words in self.said, self.said

    def program(self, words: str) -> int:
        """The process of ours whose command holds `words`; the leader where there are several."""
        found = [pid for pid in sorted(descendants(self.process.pid)) if words in command_of(pid) and is_alive(pid)]
        return found[0] if found else 0

    def all_processes(self) -> set[int]:
        return descendants(self.process.pid) | {self.process.pid}


@contextlib.contextmanager
def opened(town: RealTown, *arguments: str) -> Iterator[OpenTown]:
    running = OpenTown(town, *arguments)
    below: set[int] = set()
    try:
        running.wait_for("The town is open")
        below = running.all_processes()
        yield running
    finally:
        below |= running.all_processes()
        end(running.process)
        for pid in below:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        running.listening.join(5)  # Until nobody holds the other end of what it reads.


def gone(pids: set[int]) -> bool:
    return not any(is_alive(pid) for pid in pids)


@pytest.fixture
def town(tmp_path: Path) -> RealTown:
    return a_town(tmp_path / "town", DEMO="0")


def test_a_town_opens_with_a_code_for_its_operator_and_closes_on_ctrl_c(tmp_path: Path) -> None:
    town = an_empty_place(tmp_path / "town")
    town.more["DEMO"] = "0"
    with opened(town) as up:
        assert f"http://localhost:{town.port}" in up.said
        up.wait_for("/begin/")
        assert re.search(r"code, good once: ([2-9A-Z]{4}-){2}[2-9A-Z]{4}\n", up.said)
        assert answers(town.port) == 200
        assert town.home.stat().st_mode & 0o077 == 0
        below = up.all_processes()
        up.process.send_signal(signal.SIGINT)
        assert up.process.wait(15) == 0
        assert gone(below), up.said
        up.wait_for("The town is closed.")
        first = time.monotonic() - up.began

    began = time.monotonic()
    with opened(town) as up:
        second = time.monotonic() - began
        up.process.terminate()
        assert up.process.wait(15) == 0
    print(f"first start, answer and end {first:.1f} s; second start {second:.1f} s")


def test_what_is_killed_comes_back(town: RealTown) -> None:
    with opened(town) as up:
        web, worker = up.program("granian"), up.program("watercress worker")
        assert web
        assert worker
        os.kill(web, signal.SIGKILL)
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: up.program("granian") not in (0, web) and answers(town.port) == 200, 90)
        wait_until(lambda: up.program("watercress worker") not in (0, worker), 90)
        assert "web ended (SIGKILL); starting it again in 0.5 s" in up.said
        assert not is_alive(web)
        # Also the process inside that serves, which the web server brings back itself.
        serving = max(pid for pid in descendants(up.process.pid) if "granian" in command_of(pid))
        os.kill(serving, signal.SIGKILL)
        wait_until(lambda: not is_alive(serving) and answers(town.port) == 200, 90)


@pytest.mark.alike
def test_a_killed_parent_leaves_no_orphan(town: RealTown) -> None:
    with opened(town) as up:
        below = descendants(up.process.pid)
        assert len(below) >= 3
        up.process.kill()
        wait_until(lambda: gone(below), 60)
        wait_until(lambda: answers(town.port) is None, 20)
    with opened(town) as up:  # Its web server dies in the same moment: what serves must not stay behind.
        below = descendants(up.process.pid)
        os.kill(up.program("granian"), signal.SIGKILL)
        up.process.kill()
        wait_until(lambda: gone(below), 60)


@pytest.mark.alike
def test_make_run_ends_with_make(town: RealTown, tmp_path: Path) -> None:
    script = f"{sys.executable} -m watercress up --end-with-parent & wait"
    shell = subprocess.Popen(["sh", "-c", script], env=town.environment, stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: answers(town.port) == 200, 120)
        below = descendants(shell.pid)
        shell.kill()
        wait_until(lambda: gone(below), 60)
    finally:
        end(shell)


@pytest.mark.alike
def test_one_folder_is_one_open_town(town: RealTown) -> None:
    with opened(town):
        again = town.run("up", ok=False)
        assert again.returncode != 0
        assert "already open" in again.stderr
        assert "Traceback" not in again.stderr
        restored = town.run("restore", str(town.home / "secret"), ok=False)
        assert "already open" in restored.stderr


@pytest.mark.alike
def test_a_taken_port_is_said_in_one_line(town: RealTown) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        town.port = int(other.getsockname()[1])
        refused = town.run("up", ok=False)
    assert refused.returncode != 0
    assert f"Port {town.port} cannot be used" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.alike
@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "eighty"), ("PORT", "70000"), ("DATABASE_URL", "mysql://x/y"), ("WATERCRESS_URL", "town.example")],
)
def test_a_setting_that_makes_no_sense_is_said_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    refused = RealTown(tmp_path / "town", more={name: value}).run("up", ok=False)
    assert refused.returncode != 0
    assert name in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


@pytest.mark.long
def test_a_first_start_fills_the_demo_and_shows_it(town: RealTown) -> None:
    if connection.vendor != "sqlite":
        return  # The demo on PostgreSQL is test_demo's; drawing two hundred pictures again would only take time.
    town.more.clear()
    with opened(town) as up:
        assert "The demo town is filled" in up.said
        with urllib.request.urlopen(f"http://localhost:{town.port}/", timeout=10) as page:
            shown = page.read().decode()
        assert "A Tea House" in shown
        with urllib.request.urlopen(f"http://localhost:{town.port}/c/a-tea-house/", timeout=10) as page:
            assert page.status == 200
        picture = re.search(r"/pictures/[^\"' ]+\.webp", shown)
        assert picture
        with urllib.request.urlopen(f"http://localhost:{town.port}{picture[0]}", timeout=10) as file:
            assert file.headers["Content-Type"] == "image/webp"
        print(f"first start with the demo {time.monotonic() - up.began:.1f} s")
    assert "0 counters were off" in town.run("recount", "--check").stdout
    again = town.run("demo", ok=False)
    assert "already" in again.stderr
    assert "Traceback" not in again.stderr
