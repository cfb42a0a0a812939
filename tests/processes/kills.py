"""Workers that die by the dozen."""

import random
import time

from tests.processes.real_town import RealTown, kill, wait_until

DELIVERED = "SELECT count(*) FROM kernel_delivery WHERE delivered_at IS NOT NULL"
WAITING = "SELECT count(*) FROM kernel_delivery WHERE delivered_at IS NULL"


def deliver_under_kills(town: RealTown, *, kills: int) -> None:
    """Start a worker whose effects take 5 ms each, and kill it at a random moment of its work, again and again."""
    chance = random.Random(kills)
    for _ in range(kills):
        before = town.ask(DELIVERED)[0]
        worker = town.worker(BELLS_SECONDS="0.005")
        wait_until(lambda before=before: town.ask(DELIVERED)[0] > before, what="a delivery")
        time.sleep(chance.uniform(0, 0.3))
        kill(worker)


def deliver_the_rest(town: RealTown) -> None:
    town.worker()
    # Two busy cores deliver some 170 a second.
    wait_until(lambda: town.ask(WAITING) == [0], within=120, what="everything delivered")
