"""Many processes that want something from the same host (S07)."""

import json
import time

from tests.kernel.canary import a_canary, said
from tests.processes.real_town import RealTown, read


def slowly(caller):
    time.sleep(0.1)
    caller.sendall(said())


def test_s07_one_host_is_asked_one_question_at_a_time_by_all_processes(real_town: RealTown):
    with a_canary() as canary:
        canary.answer = slowly
        askers = [
            real_town.spawn(
                "tests.processes.asking", str(canary.port), *(f"http://shop.example/{n}{m}" for m in range(5))
            )
            for n in range(4)
        ]
        assert [json.loads(read(asker)) for asker in askers] == [["200"] * 5] * 4
        assert canary.connections == 20
        assert canary.most_at_once == 1


def test_s07_the_same_address_wanted_by_all_processes_is_fetched_once(real_town: RealTown):
    with a_canary() as canary:
        canary.answer = slowly
        askers = [
            real_town.spawn("tests.processes.asking", str(canary.port), *["http://shop.example/"] * 10)
            for _ in range(4)
        ]
        told = [word for asker in askers for word in json.loads(read(asker))]
        assert sorted(told) == ["200"] + ["FetchedLately"] * 39
        assert canary.connections == 1
