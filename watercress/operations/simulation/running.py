"""Lets the time pass in a town: a stretch is lived in the model and written down, a day or so at a time."""

from datetime import datetime, timedelta

from django.db import transaction

from watercress.kernel import town
from watercress.operations.models import Simulation
from watercress.operations.terminal import Progress
from watercress.traffic import months

from . import keeping, loading
from .figures import Figures
from .model import passing
from .model.acts import Act
from .model.world import World

LONGEST = timedelta(days=60)
"""A town that slept longer wakes up with this much behind it."""
AT_ONCE = 20_000
"""Acts kept in memory until they are written down."""


def begin(*, seed: int, anchor: datetime, at: datetime) -> Simulation:
    """Start the clock of a town just filled at `anchor`; its people begin to live at `at`."""
    return Simulation.objects.create(pk=1, seed=seed, anchor=anchor, began_at=at, until=at, slept=timedelta())


def nap(simulation: Simulation, *, at: datetime) -> None:
    """Pass over what lies more than sixty days before `at`: nobody lives it."""
    if (missed := at - LONGEST - simulation.until) > timedelta():
        simulation.until += missed
        simulation.slept += missed


@transaction.atomic
def run_on(simulation: Simulation, *, at: datetime, progress: Progress) -> Figures:
    """Let the people of the town live up to `at`. All of it stands, or none."""
    world = loading.world(seed=simulation.seed, began=simulation.began_at)
    for resident in world.residents:
        resident.due, resident.mood = simulation.plans.get(str(resident.id), (0, resident.mood))
    figures = live(world, since=simulation.until, until=at, progress=progress)
    simulation.until = at
    simulation.plans = {str(resident.id): (resident.due, resident.mood) for resident in world.residents}
    simulation.save()
    return figures


def live(
    world: World,
    *,
    since: datetime,
    until: datetime,
    progress: Progress,
) -> Figures:
    """Live from `since` to `until` and write it down in parts, telling how many percent of the time have passed."""
    figures, acts = Figures(), list[Act]()
    today = town.at_home(until).date()
    passing.plan(world, since)
    for who, done in passing.live(world, until):
        figures.count(who, done)
        acts += done
        if len(acts) >= AT_ONCE:
            keeping.keep(acts, today=today)
            acts = []
            passed = datetime.fromtimestamp(who.came, until.tzinfo) - since
            progress(int(100 * (passed / (until - since))), 100)
    keeping.keep(acts, today=today)
    months.recount(at=until)
    progress(100, 100)
    return figures
