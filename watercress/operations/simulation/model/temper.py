"""What each person of the model is like, drawn once from the seed and what they wear."""

import math
from random import Random

from .world import Resident, World

DRAWN = 5
"""Labels someone likes without saying so."""
SHANGHAI, EUROPE, AMERICA = 8, 1, -5
ZONES = (SHANGHAI,) * 6 + (EUROPE,) * 3 + (AMERICA,)
PASSERS_BY = 0.3
EVENING, NOON = 21.0, 12.5
OWLS = 0.12
"""Those who look in once more when the day has turned in the town: every day begins with somebody."""
MIDNIGHT = 16.1


def give_all(world: World) -> None:
    for resident in world.residents:
        give(resident, world)


def give(resident: Resident, world: World) -> None:
    dice = Random(world.seed * 1_000_003 + resident.number)  # noqa: S311  (the same person every time)
    resident.taste = _taste(resident, world, dice)
    resident.drawn_to = [label for label, weight in resident.taste.items() for _ in range(max(1, round(6 * weight)))]
    # A few come twice a day, most every few days, some hardly ever: log-normal, as visits are everywhere.
    resident.gap = min(30.0, max(0.45, dice.lognormvariate(math.log(1.2), 0.7)))
    if dice.random() < PASSERS_BY:
        resident.gap = min(30.0, 6 * resident.gap)
    resident.warmth = min(2.0, dice.lognormvariate(0.0, 0.4))
    resident.hour, resident.spread = _hours(dice)


def _taste(resident: Resident, world: World, dice: Random) -> dict[int, float]:
    taste = {label: 1.0 / (1 + place / 4) for place, label in enumerate(resident.worn)}
    for _ in range(DRAWN if taste else 2 * DRAWN):
        # From one thing they would like: labels that go together are liked together.
        liked = dice.choice(world.goods).labels if world.goods else ()
        for label in liked[:2]:
            taste.setdefault(label, 0.2 + 0.5 * dice.random())
    return taste


def _hours(dice: Random) -> tuple[float, float]:
    owl, zone, peak = dice.random() < OWLS, dice.choice(ZONES), dice.choice((EVENING, EVENING, NOON))
    return (MIDNIGHT, 0.05) if owl else ((peak + dice.gauss(0, 1) - zone) % 24, 1.5)
