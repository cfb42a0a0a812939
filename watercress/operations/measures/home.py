"""How long the home page takes in a town of twenty thousand goods: for a visitor, and for who wears six labels."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median, quantiles

from django.core.management import call_command
from django.test import Client

from watercress.catalogue.models import Product
from watercress.community.models import Community, Membership
from watercress.discovery import slates, worn
from watercress.discovery.candidates import circles_of
from watercress.labels.models import Label
from watercress.people.models import Person
from watercress.web.home import chosen

from . import dressing, goods, towns

GOODS, PEOPLE, CIRCLES, MARKS = 20_000, 2_000, 20, 40_000
ASKED = 40
"""People whose home page is opened."""


def home() -> Iterator[str]:
    call_command("collectstatic", interactive=False, verbosity=0)
    with towns.on_sqlite():
        now = datetime.now(UTC)
        _fill(now)
        people = list(Person.objects.order_by("?")[:ASKED])
        yield f"{GOODS:,} goods, {PEOPLE:,} people who wear six labels each, {MARKS:,} marks, SQLite, processor time:"
        visitor, choosing = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
        choosing.cookies[chosen.COOKIE] = chosen.BETWEEN.join(Label.objects.values_list("slug", flat=True)[:3])
        yield _measured("front page", (lambda: visitor.get("/") for _ in people))
        yield _measured("front page, three labels", (lambda: choosing.get("/") for _ in people))
        yield _measured("home page", (_opening(person) for person in people))
        yield _measured("  what is suggested there", (_suggesting(person, now) for person in people))


def _opening(person: Person) -> Callable[[], object]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return lambda: client.get("/")


def _suggesting(person: Person, at: datetime) -> Callable[[], object]:
    return lambda: slates.for_home(person, worn.by(person), circles_of(person), at=at)


def _measured(what: str, calls: Iterable[Callable[[], object]]) -> str:
    took = []
    for call in calls:
        began = time.process_time()
        call()
        took.append((time.process_time() - began) * 1000)
    return f"  {what:<26} median {median(took):6.1f} ms, p95 {quantiles(took, n=20)[-1]:6.1f} ms"


def _fill(now: datetime) -> None:
    dice = Random("home")  # noqa: S311  (the same town every time)
    for _many in goods.put_up(GOODS, queries=()):
        pass
    dressing.open_small_shops(at=now)
    products = list(Product.objects.values_list("pk", flat=True))
    Person.objects.bulk_create(Person(username=f"person-{n}", password="!", joined_at=now) for n in range(PEOPLE))  # noqa: S106
    people = list(Person.objects.values_list("pk", flat=True))
    dressing.put_labels(products, people, dice=dice, at=now)
    _gather(people, dice, now)
    dressing.wish(products, people, MARKS, dice=dice, at=now)


def _gather(people: list[int], dice: Random, now: datetime) -> None:
    for number in range(CIRCLES):
        members = dice.sample(people, PEOPLE // (number + 4))
        circle = Community.objects.create(
            slug=f"circle-{number}", format_key="circle", name=f"Circle {number}", sentence="Talk.",
            founder_id=members[0], founded_at=now, members_count=len(members),
        )  # fmt: skip
        Membership.objects.bulk_create(
            Membership(community=circle, person_id=pk, joined_at=now - timedelta(hours=dice.random() * 9000))
            for pk in members
        )
