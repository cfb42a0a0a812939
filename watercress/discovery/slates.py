"""Slates: what is suggested to someone now, kept with its reasons."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.utils.crypto import salted_hmac

from watercress.kernel import town

from . import scoring, why
from .candidates import Circle, gather
from .models import Slate, Surface
from .scoring import PARAMETERS, Candidate
from .worn import Worn

logger = logging.getLogger(__name__)

KEPT_DAYS = 30
MOST_A_DAY = {Surface.HOME: 50_000, Surface.FRONT: 5_000}
"""Different slates kept of one day. Visitors can choose labels without end; what goes beyond is shown and not kept."""


@dataclass(frozen=True)
class Shown:
    key: str = ""
    """Under which the slate was kept; empty if it was not."""
    cards: list[dict[str, Any]] = field(default_factory=list)
    """Cards of goods, best first, each with its largest reason as `why`."""


def for_home(person: Any, worn: Sequence[Worn], circles: Sequence[Circle], *, at: datetime) -> Shown:
    """
    Suggest goods of small shops to `person` by the labels they wear or chose, and by what their circles want.

    Four queries at most, and one more, which writes, where nobody was shown the same today.
    """
    gathered = gather(person, worn, circles, at=at)
    day = town.at_home(at).date()
    places, bench = scoring.arrange(gathered.candidates, day=day)
    surface = Surface.HOME if person.is_authenticated else Surface.FRONT
    goods = worn[0].town if worn else 0
    return Shown(
        keep(surface, places, bench, day=day, goods=goods) if places else "",
        [{**gathered.cards[each.product], "why": why.line(each.named)} for each in places],
    )


def keep(surface: Surface, places: Sequence[Candidate], bench: Sequence[Candidate], *, day: date, goods: int) -> str:
    """Keep a slate unless the very same is there, and return its key; "" where today holds too many, or nothing can be written."""
    told: dict[str, Any] = {
        "surface": str(surface),
        "town": goods,
        "parameters": asdict(PARAMETERS),
        "places": [_stored(each) for each in places],
        "bench": [_stored(each) for each in bench],
    }
    content = json.dumps({"day": day.isoformat(), **told}, sort_keys=True, separators=(",", ":"))
    key = salted_hmac("watercress.discovery.slate", content, algorithm="sha256").hexdigest()[:40]
    if Slate.objects.filter(key=key).exists():
        return key
    return _write(Slate(key=key, day=day, **told))


def _write(slate: Slate) -> str:
    if Slate.objects.filter(day=slate.day, surface=slate.surface).count() >= MOST_A_DAY[Surface(slate.surface)]:
        return ""
    try:
        with transaction.atomic():
            # Two who are shown the same at once keep it once.
            Slate.objects.bulk_create([slate], ignore_conflicts=True)
    except DatabaseError as error:
        logger.warning("a slate was shown and not kept: %s", error)
        return ""
    return slate.key


def _stored(each: Candidate) -> dict[str, Any]:
    return {"product": each.product, "shop": each.shop, "terms": [term.stored() for term in each.terms]}


def read(rows: Sequence[dict[str, Any]]) -> list[Candidate]:
    """Read what a slate keeps in `places` or `bench`."""
    return [Candidate(row["product"], row["shop"], tuple(map(scoring.read, row["terms"]))) for row in rows]


def forget(*, at: datetime) -> int:
    """Delete slates older than thirty days; returns how many."""
    gone, _each = Slate.objects.filter(day__lt=town.at_home(at).date() - timedelta(days=KEPT_DAYS)).delete()
    return gone
