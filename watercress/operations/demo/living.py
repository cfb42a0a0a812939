"""The demo goes on: at each start, what its people would have said and done since the last one has happened."""

from datetime import datetime, timedelta

from django.db import transaction

from watercress.catalogue.models import Product, Shop
from watercress.community.models import Community
from watercress.operations.models import Simulation
from watercress.operations.simulation import running
from watercress.operations.terminal import Progress
from watercress.people.models import Person

from . import source, talk
from .drawing import seed_of

SEED = 2012
"""The year circles were new."""
LEAST = timedelta(minutes=1)


def begin(town: talk.Town, *, at: datetime, progress: Progress) -> None:
    """Say what has been said by now, and let people live the last sixty days."""
    talk.say_all(town, talk.Stretch(at, None, at), progress=lambda done, of: progress(40 * done // of, 100))
    simulation = running.begin(seed=SEED, anchor=at, at=at - running.LONGEST)
    running.run_on(simulation, at=at, progress=lambda done, of: progress(40 + 60 * done // of, 100))


@transaction.atomic
def go_on(*, at: datetime, progress: Progress) -> bool:
    """Run the demo on to `at`; False for a town that is no demo, or where no time has passed."""
    simulation = Simulation.objects.select_for_update().first()
    if simulation is None or at < simulation.until + LEAST:
        return False
    since = simulation.until - simulation.slept
    running.nap(simulation, at=at)
    talk.say_all(_town(), talk.Stretch(simulation.anchor, since, at - simulation.slept, simulation.slept))
    _read_again(at=at)
    running.run_on(simulation, at=at, progress=progress)
    return True


def _town() -> talk.Town:
    """Whom and what the words name, as they stand now; what has gone is missing."""
    hosts = {row["host"]: row["key"] for row in source.shops()}
    shops = {hosts[shop.host]: shop for shop in Shop.objects.filter(host__in=hosts)}
    slugs = [row["slug"] for row in source.circles()]
    people = [row["username"] for row in source.people()] + [row["keeper"] for row in source.shops()]
    return talk.Town(
        folk={person.username: person for person in Person.objects.filter(username__in=people)},
        shops=shops,
        products={product.handle: product for product in Product.objects.filter(shop__in=shops.values())},
        circles={circle.slug: circle for circle in Community.objects.filter(slug__in=slugs).select_related("founder")},
    )


def _read_again(*, at: datetime) -> None:
    """As if each shop's file had been read within the last hours, and said nothing new."""
    for row in source.shops():
        moment = at - timedelta(minutes=seed_of(row["key"]) % 400)
        Shop.objects.filter(host=row["host"], read_at__lt=moment).update(read_at=moment)
