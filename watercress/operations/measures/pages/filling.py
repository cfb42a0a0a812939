"""A town as its pages are measured in: people, circles, topics and replies written at once, with every counter right."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from random import Random

from watercress.catalogue.models import Category, Product, ProductPicture, Variant
from watercress.community.models import Community, Membership, Section
from watercress.kernel import pictures
from watercress.kernel.models import Picture, Town
from watercress.operations.demo import orders
from watercress.operations.measures import dressing, goods
from watercress.people.models import Person
from watercress.search import index

from . import talking
from .sizes import Sizes

NAMES = ("小满", "阿宁", "Mara", "Jonas", "青禾", "Ines", "老周", "Tomas", "木子", "Edda")
BATCH = dressing.BATCH
DAYS = 120
"""How far back the town's talk reaches."""
SECTIONS = ("Hauls", "Questions", "闲聊")


def fill(sizes: Sizes, *, at: datetime) -> Iterator[str]:
    """Write the town that dice seeded by its name give, the same one every time but for the clock; yield what is done."""
    dice = Random("pages")  # noqa: S311  (the same town every time)
    at = at.replace(microsecond=0)
    Town.objects.create(pk=1, name="Measured", sentence="A town that is only measured.", founded_at=at)
    people = _settle(sizes, dice, at)
    products = _put_up(sizes, dice, at)
    dressing.open_small_shops(at=at)
    dressing.put_labels(products, people, dice=dice, at=at)
    dressing.wish(products, people, sizes.marks, dice=dice, at=at)
    yield f"{len(people):,} people, {len(products):,} goods"
    members = _gather(sizes, people, dice, at)
    yield from talking.talk(sizes, members, products, dice=dice, at=at)
    yield f"{index.complete():,} entries for search"


def _settle(sizes: Sizes, dice: Random, at: datetime) -> list[int]:
    faces = _pictures("face", sizes.people // 4, at)
    rows = (
        Person(
            username=f"person-{n}",
            name=f"{dice.choice(NAMES)} {n}" if n % 3 else "",
            password="!",  # noqa: S106  (nobody signs in with it)
            picture_id=dice.choice(faces) if n % 2 else None,
            joined_at=at - timedelta(days=DAYS),
        )
        for n in range(sizes.people)
    )
    return [person.pk for person in Person.objects.bulk_create(rows, batch_size=BATCH)]


def _pictures(what: str, number: int, at: datetime) -> list[int]:
    """Rows without files: a page names a picture's address, and does not open it."""
    rows = (
        Picture(
            key=hashlib.md5(f"{what} {n}".encode(), usedforsecurity=False).hexdigest(),
            width=960,
            height=1200,
            bytes=1,
            source_sha256="0" * 64,
            kept_at=at,
        )
        for n in range(number)
    )
    return [picture.pk for picture in Picture.objects.bulk_create(rows, batch_size=BATCH)]


def _drawn(at: datetime) -> int:
    """The crest of the first circle has files too: whoever visits one of its topics for the first time loads it."""
    order = next(order for order in orders.orders() if order.of == "circle")
    drawn = BytesIO()
    orders.drawn(order).save(drawn, "PNG")
    return pictures.keep(drawn.getvalue(), at=at).pk


def _put_up(sizes: Sizes, dice: Random, at: datetime) -> list[int]:
    for _many in goods.put_up(sizes.goods, queries=(), shops=max(1, sizes.goods // 10)):
        pass
    products = list(Product.objects.order_by("pk"))
    shots = _pictures("thing", max(1, sizes.goods // 2), at)
    for product in products:
        product.picture_id = dice.choice(shots) if dice.random() < 0.8 else None
        product.added_at = at - timedelta(hours=dice.randrange(24 * DAYS))
    Product.objects.bulk_update(products, ["picture", "added_at"], batch_size=400)
    ProductPicture.objects.bulk_create(
        (ProductPicture(product=each, position=1, picture_id=each.picture_id) for each in products if each.picture_id),
        batch_size=BATCH,
    )
    Variant.objects.bulk_create(
        (
            Variant(product=each, position=n, options={"Size": f"{n}00 ml"}, price=each.price)
            for each in products
            for n in range(1, 4)
        ),
        batch_size=BATCH,
    )
    return [product.pk for product in products]


def _gather(sizes: Sizes, people: list[int], dice: Random, at: datetime) -> dict[Community, list[int]]:
    """Found the circles, the first with half the town in it; return who is in each, its founder first."""
    categories = list(Category.objects.values_list("pk", flat=True))
    crests = [_drawn(at), *_pictures("crest", sizes.circles - 1, at)]
    found: dict[Community, list[int]] = {}
    for number in range(sizes.circles):
        inside = dice.sample(people, max(20, sizes.people // (number + 2)))
        circle = Community.objects.create(
            slug=f"circle-{number}", format_key="circle", name=f"Circle {number}", sentence="What we brought home.",
            founder_id=inside[0], founded_at=at - timedelta(days=DAYS), members_count=len(inside),
            category_id=dice.choice(categories), crest_id=crests[number], rules_html="<p>Be kind.</p>",
        )  # fmt: skip
        Membership.objects.bulk_create(
            Membership(
                community=circle,
                person_id=pk,
                is_steward=not place,
                joined_at=at - timedelta(hours=dice.random() * 999),
            )
            for place, pk in enumerate(inside)
        )
        Section.objects.bulk_create(Section(community=circle, name=n, position=p) for p, n in enumerate(SECTIONS))
        found[circle] = inside
    return found
