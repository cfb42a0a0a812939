"""
What people of the model were shown, and their visits to shops, kept as if the town had served the pages.

Looks older than the town keeps its impressions for are told to the daily totals alone, which are kept for ever.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from watercress.kernel import town
from watercress.traffic import recording, retention, sources, tallying, visiting
from watercress.traffic.models import Impression, Reason, Visit
from watercress.traffic.sources import NOWHERE, Source
from watercress.traffic.sources import Surface as Page
from watercress.traffic.validity import AGAIN, SOONEST

from .model import acts
from .model.acts import Look, Surface

AT_ONCE = 2_000
PAGES = {
    Surface.HOME: Page.HOME,
    Surface.CIRCLE: Page.CIRCLE,
    Surface.TOPIC: Page.TOPIC,
    Surface.LABEL: Page.LABEL,
    Surface.PRODUCT: Page.PRODUCT,
    Surface.SHOP: Page.SHOP,
    Surface.SEARCH: Page.SEARCH,
}


def keep(looks: Sequence[Look], visits: Sequence[acts.Visit], *, today: date) -> None:
    """Write looks and visits of the days up to `today` with the totals they add to; what is said of a month is not."""
    oldest = today - timedelta(days=retention.IMPRESSIONS_DAYS - 1)
    rows = [_impression(look) for look in looks]
    tallying.add(recording.shown(row for row in rows if row.day < oldest))
    kept = [row for row in rows if row.day >= oldest]
    for start in range(0, len(kept), AT_ONCE):
        recording.write(kept[start : start + AT_ONCE])
    visiting.write(list(_visits(visits)), this_month=False)


def _impression(look: Look) -> Impression:
    day, source = _day(look.at), _source(look)
    return Impression(
        slate=_slate(look),
        at=look.at,
        day=day,
        surface=PAGES[look.surface],
        place=source.place,
        post=source.post,
        shown=[[good.id, good.shop] for good in look.goods],
        day_key=_day_key(look.who.number, day),
    )


def _visits(visits: Sequence[acts.Visit]) -> Iterator[Visit]:
    lately = Lately()
    for visit in visits:
        day, source = _day(visit.at), _source(visit.look)
        yield Visit(
            click=_name(22, "click", _slate(visit.look), visit.place),
            slate=_slate(visit.look),
            position=visit.place,
            at=visit.at,
            day=day,
            product_id=visit.good.id,
            shop_id=visit.good.shop,
            small=visit.good.is_small,
            surface=PAGES[visit.look.surface],
            place=source.place,
            post=source.post,
            day_key=_day_key(visit.who.number, day),
            reason=_reason(visit, lately),
        )


@dataclass
class Lately:
    """When each person last went on to each thing: of two clicks within half a minute, one counts."""

    moments: dict[tuple[int, int], datetime] = field(default_factory=dict)

    def came(self, visit: acts.Visit) -> bool:
        key = visit.who.id, visit.good.id
        before = self.moments.get(key)
        self.moments[key] = visit.at
        return before is not None and abs(visit.at - before) < AGAIN


def _reason(visit: acts.Visit, lately: Lately) -> Reason:
    """The town's own rules for a click, of a person who is known."""
    if visit.at - visit.look.at < SOONEST:
        return Reason.TOO_SOON
    if visit.good.shop in visit.who.keeps:
        return Reason.OWN
    return Reason.REPEAT if lately.came(visit) else Reason.COUNTED


def _source(look: Look) -> Source:
    if look.site:
        return sources.community(look.site.id, look.topic.id if look.topic else None)
    return sources.label(look.label) if look.label else NOWHERE


def _day(moment: datetime) -> date:
    return town.at_home(moment).date()


def _slate(look: Look) -> str:
    return _name(24, "slate", look.who.number, look.at.isoformat(), look.turn)


def _day_key(number: int, day: date) -> str:
    """The same all day for one person; made-up people need no salt that is destroyed."""
    return _name(16, "day", number, day.toordinal())


def _name(length: int, *told: Any) -> str:
    """Return so many characters that stand for `told`: names that are random in a town are the seed's here."""
    digest = blake2b(" ".join(map(str, told)).encode(), digest_size=18).digest()
    return base64.urlsafe_b64encode(digest).decode()[:length]
