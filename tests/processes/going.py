"""A crowd that looks at a few goods and goes to their shops; some are killed while they write."""

import os
import random
import signal
from datetime import datetime, timedelta

from django.db import connections, transaction

from tests.factories import NOON, a_circle, a_product, a_shop
from tests.traffic.looks import BROWSER, a_click, a_look, a_page
from watercress.catalogue.models import Product
from watercress.community.models import Community
from watercress.traffic import links, slates, sources
from watercress.traffic.slates import Page

GOODS = 3
ONE_LINK = NOON
"""When the page was served whose one link everybody follows."""


@transaction.atomic
def ready() -> None:
    a_circle()
    for number in range(GOODS):
        a_product(shop=a_shop(small_since=NOON if number else None))


def write(chance: random.Random, *, at: datetime) -> str:
    page = _page(chance.random() < 0.5)
    roll = chance.random()
    if roll < 0.08:
        return _killed(page, at, before_commit=roll < 0.05)
    if roll < 0.2:
        a_click(page, _shared(page, at), at=at)
        return "followed the link everybody follows"
    slate = a_look(page, at=at - timedelta(seconds=1))
    if roll < 0.6:
        slates.flush()
        return "looked"
    asked = BROWSER.__class__(agent=BROWSER.agent, address=f"198.51.{chance.randrange(256)}.1")
    a_click(page, slate, position=chance.randrange(GOODS), asked=asked, at=at)
    return "went"


def _page(in_a_circle: bool) -> Page:
    source = sources.community(Community.objects.get().pk, 1) if in_a_circle else sources.NOWHERE
    return a_page(*Product.objects.order_by("pk"), source=source)


def _shared(page: Page, at: datetime) -> str:
    """One slate for all processes: the same minute's, made of nothing random."""
    told = int((at - timedelta(minutes=1)).timestamp() * 1000).to_bytes(6, "big")[:3] + b"\0" * 9
    return links._text(told + links._slate_seal(told, page.digest))


def _killed(page: Page, at: datetime, *, before_commit: bool) -> str:
    """A process of its own is gone in the middle of a visit, or just after it."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            with transaction.atomic():
                a_click(page, a_look(page, at=at - timedelta(seconds=1)), at=at)
                slates.flush()
                if before_commit:
                    os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    return "was killed"
