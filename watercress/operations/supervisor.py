"""
Keeps a few programs running under one parent: what dies comes back, and nothing outlives the parent.

Each program leads a process group of its own, so a terminal's Ctrl-C reaches only the supervisor, and
what a program leaves behind when it dies can be swept before it starts again.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from . import leash

TICK = 0.1
STEADY_AFTER = 30
LONGEST_WAIT = 30
PATIENCE = 8
"""Seconds a program may take to end before it is made to."""


@dataclass
class Program:
    name: str
    command: Sequence[str]
    running: subprocess.Popen[bytes] | None = None
    started: float = 0
    wait: float = 0
    start_next: float = field(default=0)

    def start(self, at: float) -> None:
        parent = os.getpid()
        self.running = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=lambda: leash.hold(parent),  # noqa: PLW1509  (the supervisor has no threads)
        )
        self.started = at

    def put_off(self, at: float) -> None:
        """Decide when to start again: at once after a steady run, later and later after short ones."""
        self.wait = 0.5 if at - self.started >= STEADY_AFTER else min(LONGEST_WAIT, self.wait * 2 or 0.5)
        self.start_next = at + self.wait
        self.running = None

    def signal(self, number: signal.Signals) -> None:
        if self.running is not None:
            with contextlib.suppress(ProcessLookupError):
                self.running.send_signal(number)

    def sweep(self) -> None:
        """End whatever is left of the program's group."""
        if self.running is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.running.pid, signal.SIGKILL)


class Stopped(Exception):
    """Someone asked the supervisor to end."""


class Supervisor:
    """
    Runs `programs` until it is told to stop.

    say       shows one line to whoever watches
    each_tick is called about ten times a second, for what must be noticed meanwhile
    """

    def __init__(
        self, programs: Sequence[Program], *, say: Callable[[str], None], each_tick: Callable[[], None] = lambda: None
    ) -> None:
        self.programs = programs
        self.say = say
        self.each_tick = each_tick
        self.asked_to_stop = 0

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # nohup and background jobs leave the terminal's signals ignored; an asked-for end is always heard.
            if number == signal.SIGTERM or signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._asked)
        try:
            while not self.asked_to_stop:
                self._keep_up(time.monotonic())
                self.each_tick()
                time.sleep(TICK)
        except Stopped:
            pass
        finally:
            self._end_all()

    def _asked(self, number: int, frame: object) -> None:
        self.asked_to_stop += 1

    def _keep_up(self, at: float) -> None:
        for program in self.programs:
            if program.running is None:
                if at >= program.start_next:
                    program.start(at)
            elif (status := program.running.poll()) is not None:
                program.sweep()
                program.put_off(at)
                self.say(f"{program.name} ended ({_how(status)}); starting it again in {program.wait:g} s")

    def _end_all(self) -> None:
        """Ask every program to end; a second request, or the end of patience, makes it."""
        asked, until = self.asked_to_stop, time.monotonic() + PATIENCE
        for program in self.programs:
            program.signal(signal.SIGTERM)
        while time.monotonic() < until and self.asked_to_stop <= max(asked, 1):
            if all(program.running is None or program.running.poll() is not None for program in self.programs):
                break
            time.sleep(TICK / 2)
        for program in self.programs:
            program.sweep()
            if program.running is not None:
                program.running.wait()


def _how(status: int) -> str:
    if status >= 0:
        return f"exit status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"
