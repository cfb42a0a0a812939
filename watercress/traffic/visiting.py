"""A click on a card: stored whether or not it counts, told to the totals and to whoever sent it if it does."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from watercress.catalogue import tallies as catalogue
from watercress.catalogue.models import Product, Shop
from watercress.community import tallies as communities
from watercress.kernel import ids, town
from watercress.labels import tallies as labels

from . import links, sources
from .day_keys import day_key
from .links import Card
from .models import Reason, Visit
from .tallying import Line, More, add, small_by_place
from .validity import Asked, of_a_click

CLICK_BITS = 128


@dataclass(frozen=True)
class Clicked:
    """A link that was followed, read and found to be ours."""

    card: Card
    slate: str
    served_at: datetime


def read(card: str, slate: str, *, at: datetime) -> Clicked:
    """Raises links.Altered and links.Expired."""
    told = links.read_card(card)
    return Clicked(told, slate, links.served_at(slate, told.digest, at=at))


def visit(clicked: Clicked, shop: Shop, product: Product | None, *, asked: Asked, person: Any, at: datetime) -> Visit:
    """Store one click on `product`, or on the shop's front, and return it with the reason why it does not count, if any."""
    day = town.at_home(at).date()
    key = "" if asked.refuses else day_key(address=asked.address, agent=asked.agent, day=day)
    made = Visit(
        click=ids.token(CLICK_BITS), slate=clicked.slate, position=clicked.card.position, at=at, day=day,
        product=product, shop=shop, small=shop.small_since is not None,
        surface=clicked.card.surface, place=clicked.card.source.place, post=clicked.card.source.post, day_key=key,
    )  # fmt: skip
    made.reason = of_a_click(asked, visit=made, served_at=clicked.served_at, person=person)
    try:
        write([made], this_month=True)
    except IntegrityError:
        # Somebody followed the same link in this very moment.
        made.pk, made.reason = None, Reason.REUSED
        write([made], this_month=True)
    return made


@transaction.atomic
def write(visits: Sequence[Visit], *, this_month: bool) -> None:
    """Store visits, with the totals they add to; and if they are of this month, tell those who sent them."""
    Visit.objects.bulk_create(visits, batch_size=500)
    more = counted(visits)
    add(more)
    if this_month:
        tell(more)


def counted(visits: Iterable[Visit]) -> dict[Line, More]:
    """Return what these add to the totals."""
    more: defaultdict[Line, More] = defaultdict(More)
    for each in visits:
        if not each.reason:
            line = more[Line(each.shop_id, each.day, each.surface, each.place)]
            line.visits += 1
            line.small_visits += each.small
    return more


def tell(more: dict[Line, More]) -> None:
    """Let headers know: the circles and labels that sent visits to small shops, and the shops that had visits."""
    for place, visits in sorted(small_by_place(more).items()):
        if number := sources.number_of(place, sources.COMMUNITY):
            communities.tally(number, visits_this_month=visits)
        elif number := sources.number_of(place, sources.LABEL):
            labels.tally(number, visits_this_month=visits)
    came: defaultdict[int, int] = defaultdict(int)
    for line, added in more.items():
        came[line.shop] += added.visits
    for shop, visits in sorted(came.items()):
        if visits:
            catalogue.tally_shop(shop, visits_this_month=visits)
