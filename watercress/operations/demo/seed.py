"""
Fills a new town with the demo: the same one every time, in times that count back from now.

All but the pictures is one transaction: the town is either empty or complete. Pictures are found again by what
they show, so a start that was interrupted has less to do the next time.
"""

from datetime import datetime, timedelta

from django.db import transaction

from watercress.kernel import town as the_town
from watercress.kernel.models import Town
from watercress.operations.terminal import Progress

from . import art, folk, keeping, labelling, living, market, places, talk

DRAWING = 70
"""Percent of the work, by the clock."""


class NotANewTown(Exception):
    """The demo only ever fills a town that has nothing in it."""


def sow(*, at: datetime, progress: Progress) -> None:
    """Fill the town. Raises NotANewTown if it has been founded already."""
    if Town.objects.exists():
        raise NotANewTown
    pictures = art.keep_all(at=at, progress=lambda done, of: progress(DRAWING * done // of, 100))
    with transaction.atomic():
        Town.objects.create(
            pk=1,  # PostgreSQL would count on from one that was rolled back.
            name="Watercress",
            sentence="Small shops, and the people who talk about them · 小店，和聊它们的人",
            time_zone="Asia/Shanghai",
            is_demo=True,
            founded_at=at - timedelta(days=130),
        )
        the_town.forget()  # Days are its own from here on.
        people = folk.settle(pictures, at=at)
        shops = market.open_shops(people, pictures, at=at)
        products = market.stock(shops, pictures, at=at)
        labelling.tag_all(products, people, at=at)
        labelling.dress_all(people, at=at)
        circles = places.found_all(people, pictures, at=at)
        places.ask_all(circles, people, at=at)
        labelling.disagree(products, people, at=at)
        kept = keeping.Town(people, products)
        keeping.review_all(kept, at=at)
        keeping.list_all(kept, at=at)
        progress(DRAWING + 10, 100)
        rest = 90 - DRAWING
        living.begin(
            talk.Town(people, shops, products, circles),
            at=at,
            progress=lambda done, of: progress(DRAWING + 10 + rest * done // of, 100),
        )
    the_town.forget()
