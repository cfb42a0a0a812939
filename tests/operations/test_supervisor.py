"""What the supervisor decides about its programs, without Django."""

import signal
import subprocess
import sys
import time

import pytest

from watercress.operations.supervisor import LONGEST_WAIT, STEADY_AFTER, Program, Stopped, Supervisor


def test_the_wait_before_another_start_doubles_up_to_a_limit_and_forgets_after_a_steady_run() -> None:
    program = Program("one", ["true"])
    waits = []
    for _ in range(9):
        program.started = 100
        program.put_off(at=101)
        waits.append(program.wait)
    assert waits == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]
    assert max(waits) == LONGEST_WAIT
    program.put_off(at=program.started + STEADY_AFTER)
    assert program.wait == 0.5
    assert program.start_next == program.started + STEADY_AFTER + 0.5


STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""
SUPERVISE = f"""
import sys
from watercress.operations.supervisor import Program, Supervisor
Supervisor([Program("stubborn", [sys.executable, "-c", {STUBBORN!r}])], say=print).run()
"""


@pytest.mark.processes
def test_a_program_that_will_not_end_is_made_to_by_a_second_ctrl_c() -> None:
    with subprocess.Popen([sys.executable, "-c", SUPERVISE], stdout=subprocess.PIPE) as supervisor:
        assert supervisor.stdout
        assert supervisor.stdout.readline() == b"up\n"
        began = time.monotonic()
        supervisor.send_signal(signal.SIGINT)
        time.sleep(0.5)
        assert supervisor.poll() is None
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(5) == 0
        assert time.monotonic() - began < 4


@pytest.mark.processes
def test_stopping_from_a_tick_ends_the_programs() -> None:
    program = Program("sleeper", ["sleep", "60"])
    ticks = 0

    def tick() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 3:
            raise Stopped

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        Supervisor([program], say=lambda line: None, each_tick=tick).run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert program.running
    assert program.running.poll() == -signal.SIGTERM
