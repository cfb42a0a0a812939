"""What counts: the rules for looks and for clicks, each with the reason that a row keeps."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from watercress.catalogue.models import Keeper

from .models import Reason, Visit

MOST_SLATES_A_DAY = 200
"""Of one day key; somebody who looks at more is not somebody."""
SOONEST = timedelta(milliseconds=300)
"""Nobody reads a page and clicks on it in less."""
AGAIN = timedelta(seconds=30)
_ROBOTS = re.compile(
    r"(?<!cu)bot\b|bots[/;_ -]|crawl|spider|slurp|fetch(?!\.)|scrap|preview|monitor|uptime|lighthouse|archiver|validator|"
    r"facebookexternalhit|embedly|curl|wget|httpie|libwww|python|java/|okhttp|go-http|axios|node|ruby|perl|php|scrapy",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asked:
    """How a page was asked for: all that a rule may look at, and nothing that is kept."""

    head: bool = False
    prefetch: bool = False
    agent: str = ""
    address: str = ""
    refuses: bool = False
    """Asked by signal not to be measured: counted, and never told apart."""


def of_a_look(asked: Asked) -> Reason:
    if asked.head:
        return Reason.HEAD
    if asked.prefetch:
        return Reason.PREFETCH
    return Reason.BOT if is_robot(asked.agent) else Reason.COUNTED


def of_a_click(asked: Asked, *, visit: Visit, served_at: datetime, person: Any) -> Reason:
    """Return why `visit`, not yet stored, does not count. Three queries at most."""
    if reason := of_a_look(asked):
        return reason
    if visit.at - served_at < SOONEST:
        return Reason.TOO_SOON
    if person.is_authenticated and Keeper.objects.filter(shop=visit.shop_id, person=person).exists():
        return Reason.OWN
    if Visit.objects.filter(slate=visit.slate, position=visit.position, reason="").exists():
        return Reason.REUSED
    return Reason.REPEAT if _came_just_now(visit) else Reason.COUNTED


def is_robot(agent: str) -> bool:
    return not agent or bool(_ROBOTS.search(agent))


def _came_just_now(visit: Visit) -> bool:
    if not visit.day_key:
        return False
    lately = Visit.objects.filter(
        day_key=visit.day_key, shop=visit.shop_id, product=visit.product_id, at__gt=visit.at - AGAIN
    )
    return lately.filter(reason__in=(Reason.COUNTED, Reason.REPEAT)).exists()
