"""Grows a town out of nothing but numbers and a seed: shops, goods, people and circles, and then their days."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from watercress.catalogue.models import Category, Keeper, PricePoint, Product, Shop, Variant
from watercress.community import founding
from watercress.kernel import town as the_town
from watercress.kernel.models import Town
from watercress.labels import recounting as counting
from watercress.labels.models import Label, Tag, Wear
from watercress.operations.measures import goods as made_up
from watercress.operations.terminal import Progress
from watercress.people import names
from watercress.people.models import Person

from . import keeping, loading, running, words
from .figures import Figures
from .model.acts import Say
from .model.world import Topic, World

AT_ONCE = 1_000
PRODUCTS = 10
"""Of one shop, on average."""
PEOPLE_OF_A_CIRCLE = 100
OLD = 0.4
"""Of the people, those who are there from the first day; the others join day by day."""
SMALL = 0.8
TASTES_OF_A_GROUP = 3
FIRST = 6
"""Topics a circle begins with."""
BEFORE = timedelta(days=30)


class NotANewTown(Exception):
    """A town is only ever grown where there is none."""


def grow(*, people: int, shops: int, days: int, seed: int, until: datetime, progress: Progress) -> Figures:
    """Found a town and let it live `days` days, to `until`. Raises NotANewTown."""
    if Town.objects.exists():
        raise NotANewTown
    since = until - timedelta(days=days)
    dice = Random(seed)  # noqa: S311
    with transaction.atomic():
        _found(since - BEFORE)
        circles = min(people, max(3, people // PEOPLE_OF_A_CIRCLE))
        folk = _people(people, dice, settlers=max(circles, shops), since=since, until=until)
        labels = _tastes(dice)
        opened = _shops(shops, folk, dice, at=since - BEFORE)
        _stock(opened, labels, dice, at=since - BEFORE)
        _dress(folk, labels, dice)
        counting.recount()
        _circles(circles, folk, dice, at=since - BEFORE)
    world = loading.world(seed=seed, began=since, people_talk=True)
    _open(world, dice, at=since - BEFORE / 2)
    progress(10, 100)
    return running.live(world, since=since, until=until, progress=lambda done, of: progress(10 + 90 * done // of, 100))


def _found(at: datetime) -> None:
    """As a demo, so that one may enter it as anyone who lives there; nobody has a password."""
    Town.objects.create(pk=1, name="Watercress", time_zone="Asia/Shanghai", is_demo=True, founded_at=at)
    the_town.forget()
    at_the_door = {"username": "operator", "likeness": names.likeness("operator"), "name": "Operator"}
    Person.objects.create(**at_the_door, password=make_password(None), is_operator=True, joined_at=at)


def _people(number: int, dice: Random, *, settlers: int, since: datetime, until: datetime) -> list[Person]:
    """The first keep the shops and found the circles, so they are there before them."""

    def joined(place: int) -> datetime:
        if place < settlers:
            return since - BEFORE
        early = place < OLD * number
        return since - BEFORE * dice.random() if early else since + (until - since) * dice.random()

    usernames = [f"neighbour-{place}" for place in range(1, number + 1)]
    rows = (
        Person(
            username=username,
            likeness=names.likeness(username),
            name=words.person(place),
            password=make_password(None),
            joined_at=joined(place),
        )
        for place, username in enumerate(usernames)
    )
    return Person.objects.bulk_create(rows, batch_size=AT_ONCE)


def _tastes(dice: Random) -> list[list[int]]:
    """Return groups of labels that go together: what one shop sells, what one circle is about, what one wears."""
    by_group: dict[str, list[int]] = {}
    for pk, group in Label.objects.order_by("pk").values_list("pk", "group"):
        by_group.setdefault(group, []).append(pk)
    groups = list(by_group.values())
    return [
        list(dict.fromkeys([*dice.sample(group, min(4, len(group))), dice.choice(dice.choice(groups))]))
        for group in groups
        for _ in range(TASTES_OF_A_GROUP)
    ]


def _shops(number: int, folk: list[Person], dice: Random, *, at: datetime) -> list[Shop]:
    rows = [
        Shop(
            slug=f"shop-{place}",
            name=f"{words.GIVEN[place % len(words.GIVEN)]} {dice.choice(words.PLACES)} {place}",
            host=f"shop-{place}.example",
            currency="CNY",
            lang=dice.choice(("en", "zh-hans")),
            opened_at=at,
            host_proved_at=at,
            read_at=at,
            small_since=at if dice.random() < SMALL else None,
        )
        for place in range(1, number + 1)
    ]
    opened = Shop.objects.bulk_create(rows, batch_size=AT_ONCE)
    Keeper.objects.bulk_create(
        (Keeper(shop=shop, person=person, since=at) for shop, person in zip(opened, folk, strict=False)),
        batch_size=AT_ONCE,
    )
    return opened


def _stock(opened: list[Shop], tastes: list[list[int]], dice: Random, *, at: datetime) -> None:
    departments = list(Category.objects.order_by("pk").values_list("pk", flat=True))
    rows, borne = [], []
    for shop in opened:
        taste, department = dice.choice(tastes), dice.choice(departments)
        shop.products_count = max(3, round(dice.gauss(PRODUCTS, 3)))
        for place in range(shop.products_count):
            rows.append(_product(shop, department, place, dice, at))
            borne.append(dice.sample(taste, 2))
    products = Product.objects.bulk_create(rows, batch_size=AT_ONCE)
    Shop.objects.bulk_update(opened, ["products_count"], batch_size=AT_ONCE)
    Variant.objects.bulk_create((Variant(product=row, position=1, price=row.price) for row in products), AT_ONCE)
    PricePoint.objects.bulk_create(
        (PricePoint(product=row, at=at, price=row.price or 0, currency=row.currency) for row in products), AT_ONCE
    )
    tags = (
        Tag(product=row, label_id=label, position=place, tagged_at=at)
        for row, labels in zip(products, borne, strict=True)
        for place, label in enumerate(labels, start=1)
    )
    Tag.objects.bulk_create(tags, batch_size=AT_ONCE)


def _product(shop: Shop, department: int, place: int, dice: Random, at: datetime) -> Product:
    price = dice.randrange(900, 90_000, 100)
    seen = dict.fromkeys(("first_listed_at", "added_at", "changed_at", "read_at"), at)
    return Product(
        shop=shop,
        handle=f"thing-{place}",
        title=made_up.title(dice),
        lang=shop.lang,
        description=f"<p>{dice.choice(made_up.SENTENCES)}</p>",
        category_id=department,
        currency=shop.currency,
        price=price,
        price_most=price,
        **seen,
    )


def _dress(folk: list[Person], tastes: list[list[int]], dice: Random) -> None:
    private = set(Label.objects.filter(private_by_default=True).values_list("pk", flat=True))

    def worn() -> Iterator[Wear]:
        for person in folk:
            mine = dict.fromkeys(dice.sample(dice.choice(tastes), 2) + dice.sample(dice.choice(tastes), 2))
            for place, label in enumerate(mine, start=1):
                shown: dict[str, Any] = {"is_public": label not in private, "since": person.joined_at}
                yield Wear(person=person, label_id=label, position=place, **shown)

    Wear.objects.bulk_create(worn(), batch_size=AT_ONCE)


def _circles(number: int, folk: list[Person], dice: Random, *, at: datetime) -> None:
    departments = list(Category.objects.filter(parent=None).order_by("pk"))
    for place in range(number):
        department = departments[place % len(departments)]
        founding.found(
            "circle",
            founder=folk[place],
            at=at,
            name=f"{department.en} {place + 1}"[:20],
            sentence=words.line("en", 7 * dice.randrange(99)),
            category=department,
        )


def _open(world: World, dice: Random, *, at: datetime) -> None:
    """Let each founder begin with a few topics about goods of one kind, so that there is something to join."""
    founders = {site: who for who in world.residents for site in who.sites}
    said = []
    for site, who in founders.items():
        about = world.bearing[dice.choice(list(world.bearing))]
        for place, good in enumerate(dice.sample(about, min(FIRST, len(about)))):
            topic = Topic(0, site, who.id, at + timedelta(hours=place), (good,))
            world.say(topic)
            said.append(Say(who, topic.at, topic, dice.randrange(1 << 16)))
    keeping.keep(said, today=at.date())
