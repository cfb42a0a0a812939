"""`watercress simulate --people 10000 --shops 800 --days 60`: grow a town to look at, and to put under load."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from watercress.catalogue.models import Product, Shop
from watercress.community.models import Community, Like, Membership, Post, Reply
from watercress.operations.opening import home, steps
from watercress.operations.simulation import growing
from watercress.operations.simulation.figures import Figures
from watercress.operations.terminal import Terminal
from watercress.people.models import Person
from watercress.shelves.models import Mark, Shelf
from watercress.traffic.models import Visit

VISITS = Visit.objects.filter(reason="")
COUNTED = {
    "people": Person.objects.all(),
    "shops": Shop.objects.all(),
    "products": Product.objects.all(),
    "circles": Community.objects.all(),
    "memberships": Membership.objects.all(),
    "posts": Post.objects.all(),
    "replies": Reply.objects.all(),
    "likes": Like.objects.all(),
    "wants": Mark.objects.filter(shelf=Shelf.WANT),
    "haves and hads": Mark.objects.exclude(shelf=Shelf.WANT),
    "visits to shops": VISITS,
    "visits to small shops": VISITS.filter(small=True),
}


class Command(BaseCommand):
    help = "Fill an empty town folder with a made-up town that people have lived in, and say what came of it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        for name, default, words in (
            ("people", 1_000, "who live there at the end; two of five are there from the first day"),
            ("shops", 100, "with ten products each, on average"),
            ("days", 60, "they live"),
            ("seed", 1, "the same seed makes the same town"),
        ):
            parser.add_argument(f"--{name}", type=int, default=default, metavar="N", help=f"{words} ({default})")
        parser.add_argument("--until", type=_date, metavar="DATE", help="the day it ends, such as 2026-11-01 (now)")

    def handle(self, *, people: int, shops: int, days: int, seed: int, until: datetime | None, **_: Any) -> None:
        if min(people, shops, days) < 1:
            raise CommandError("There is no town without people, shops and days: at least 1 of each.")
        until = until or timezone.now()
        terminal = Terminal.of(self)
        try:
            with home.held(settings.HOME):
                with terminal.step("The database is up to date"):
                    steps.migrate()
                with terminal.step("The town has lived") as progress:
                    figures = growing.grow(
                        people=people, shops=shops, days=days, seed=seed, until=until, progress=progress
                    )
        except home.TownIsOpen as problem:
            raise CommandError(str(problem)) from None
        except growing.NotANewTown:
            raise CommandError(
                f"There is a town in {settings.HOME} already. Name an empty folder in WATERCRESS_HOME."
            ) from None
        for line in report(figures, until=until):
            terminal.say(line)


def report(figures: Figures, *, until: datetime) -> Iterator[str]:
    for name, rows in COUNTED.items():
        yield f"{rows.all().count():12,} {name}"
    yield f"{figures.counts['slates']:12,} slates shown"
    yield f"{figures.share_of_small():12.0%} of the visits were to small shops"
    yield f"{figures.returned(1, until=until):12.0%} came back the day after their first (D1)"
    yield f"{figures.returned(7, until=until):12.0%} came on the seventh day after their first (D7)"


def _date(written: str) -> datetime:
    return datetime.combine(datetime.fromisoformat(written).date(), datetime.min.time(), UTC)
