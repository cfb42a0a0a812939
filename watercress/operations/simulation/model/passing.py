"""Time passes: whoever is due comes, in the order their visits end, and plans the next one by what they found."""

import heapq
from collections.abc import Iterator
from datetime import datetime
from random import Random

from .acts import Act
from .outings import LONGEST, Outing
from .world import Resident, World

DAY, HOUR = 86_400, 3_600
ENOUGH = 4
"""So many finds make a visit as good as it can be."""
LOST = 0.06
"""How often someone who found nothing does not think of the town again for weeks."""


def plan(world: World, since: datetime) -> None:
    """Give a first visit to whoever has none ahead of `since`: within some days, or of their joining."""
    start = int(since.timestamp())
    for resident in world.residents:
        if resident.due <= start:
            dice = Random((world.seed << 64) + (start << 24) + resident.number)  # noqa: S311
            first = max(start, int(resident.joined_at.timestamp()))
            resident.due = _at_their_hour(resident, first, resident.gap * dice.random(), dice)


def live(world: World, until: datetime) -> Iterator[tuple[Resident, list[Act]]]:
    """
    Yield each visit that ends by `until`, in that order, with who came and what they did.

    A visit belongs to the moment it ends at, whole: so two halves of a day come to the same as the day.
    """
    end = int(until.timestamp())
    queue = [(resident.due, resident.number, resident) for resident in world.residents if resident.due <= end]
    heapq.heapify(queue)
    while queue:
        due, number, resident = queue[0]
        outing = Outing(world, resident)
        # Nobody sees what was said within the longest visit: its order would hang on who ends first.
        world.notice(datetime.fromtimestamp(due, until.tzinfo) - LONGEST)
        acts = list(outing.go())
        _come_again(resident, outing)
        if resident.due <= end:
            heapq.heapreplace(queue, (resident.due, number, resident))
        else:
            heapq.heappop(queue)
        yield resident, acts


def _come_again(resident: Resident, outing: Outing) -> None:
    resident.came = resident.due
    good = min(1.0, outing.found / ENOUGH)
    resident.mood = 0.7 * resident.mood + 0.3 * good
    days = resident.gap * outing.dice.expovariate(0.5 + resident.mood)
    if outing.found == 0 and outing.dice.random() < LOST:
        days += 14 + 30 * outing.dice.random()
    resident.due = _at_their_hour(resident, resident.due, days, outing.dice)


def _at_their_hour(resident: Resident, since: int, days: float, dice: Random) -> int:
    day = (since + int(days * DAY)) // DAY * DAY
    due = day + int(((resident.hour + dice.gauss(0, resident.spread)) % 24) * HOUR)
    while due < since + HOUR:
        due += DAY
    return due
