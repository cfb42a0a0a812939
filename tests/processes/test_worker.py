"""The worker as a process: killed at any moment, it loses nothing and does nothing twice."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.postgres import Server
from tests.processes.kills import DELIVERED, WAITING, deliver_the_rest, deliver_under_kills
from tests.processes.real_town import Program, RealTown, journal, wait_until

WRITERS = 8


@pytest.mark.parametrize(("kills", "writes"), [(5, 200), pytest.param(50, 600, marks=pytest.mark.proof)])
def test_p6_a_worker_killed_again_and_again_makes_every_effect_once(real_town: RealTown, kills: int, writes: int):
    crowd = real_town.spawn("tests.processes.crowd", "tests.processes.ringing", str(WRITERS), str(writes))
    deliver_under_kills(real_town, kills=kills)
    done = journal(crowd)
    deliver_the_rest(real_town)

    assert done["errors"] == []
    rang = done["done"]["rang"] + done["done"]["rang with a letter"]
    assert real_town.ask("SELECT count(*) FROM bells_effect") == [rang]
    assert real_town.ask("SELECT count(DISTINCT effect_key) FROM bells_effect") == [rang]
    assert real_town.ask("SELECT count(*) FROM bells_ring") == [rang]
    assert real_town.ask("SELECT sum(rings_count) FROM bells_bell") == [rang]
    assert len(list((real_town.home / "mail").iterdir())) == done["done"]["rang with a letter"]
    assert real_town.ask("SELECT sum(attempts) FROM kernel_delivery") == [0]
    assert real_town.ask("SELECT count(*) FROM kernel_delivery WHERE interruptions > 0")[0] > 0


def test_a_worker_hears_of_a_change_at_once_and_ends_at_once_when_idle(real_town: RealTown):
    worker = real_town.worker()
    # The first round may be delivered by the sweep a worker begins with; the next sweep comes after a minute.
    for _ in range(2):
        journal(real_town.spawn("tests.processes.crowd", "tests.processes.ringing", "1", "10"))
        wait_until(lambda: real_town.ask(WAITING) == [0], within=10, what="everything delivered")
    assert seconds_to_end(worker) < 2


@pytest.mark.alike
def test_a_busy_worker_finishes_what_it_is_at_and_ends(real_town: RealTown):
    journal(real_town.spawn("tests.processes.crowd", "tests.processes.ringing", "1", "20"))
    worker = real_town.worker(BELLS_SECONDS="0.5")
    wait_until(lambda: real_town.ask(DELIVERED)[0] > 0, what="a delivery")
    assert seconds_to_end(worker) < 4
    assert real_town.ask(WAITING)[0] > 0
    assert real_town.ask("SELECT count(*) FROM kernel_delivery WHERE lease <> ''") == [0]


@pytest.mark.alike
def test_a_worker_that_cannot_finish_in_time_leaves_it_to_the_next(real_town: RealTown):
    journal(real_town.spawn("tests.processes.crowd", "tests.processes.ringing", "1", "2"))
    worker = real_town.worker(BELLS_SECONDS="30")
    wait_until(lambda: real_town.ask("SELECT count(*) FROM kernel_delivery WHERE lease <> ''")[0] > 0, what="a lease")
    time.sleep(0.3)
    assert seconds_to_end(worker) < 8
    assert real_town.ask("SELECT count(*) FROM bells_effect") == [0]


if os.environ.get("WATERCRESS_TEST_DATABASE") == "postgres":

    def test_p12_a_worker_outlives_its_databases_restart(tmp_path: Path):
        server = Server()
        server.start()
        town = RealTown(tmp_path, database_url=server.url())
        try:
            town.run("watercress", "migrate", "--run-syncdb", "--skip-checks", "--verbosity=0")
            worker = town.worker()
            for _ in range(2):
                journal(town.spawn("tests.processes.crowd", "tests.processes.ringing", "1", "10"))
                wait_until(lambda: town.ask(WAITING) == [0], within=10, what="everything delivered")
                server.restart()
            assert worker.poll() is None
        finally:
            town.end()
            server.stop()


def seconds_to_end(worker: Program) -> float:
    began = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
    return time.monotonic() - began
