"""What a page shows someone: goods of their taste, what many keep, and whatever chance brings."""

from datetime import datetime
from random import Random

from .acts import Surface
from .world import Good, Resident, Site, World

HOME, MORE, BESIDE = 12, 20, 4
AMONG = 4
"""Of so many drawn by lot, the one most people keep is shown as popular."""


def home(world: World, who: Resident, dice: Random, at: datetime) -> tuple[Good, ...]:
    found: dict[Good, None] = {}
    for _ in range(2 * HOME):
        good = _drawn(world, who, dice)
        if good.since <= at:
            found[good] = None
            if len(found) == HOME:
                break
    return tuple(found)


def of_label(world: World, label: int, dice: Random, at: datetime) -> tuple[Good, ...]:
    return _some(world.bearing.get(label, []), MORE, dice, at)


def of_shop(world: World, shop: int, dice: Random, at: datetime) -> tuple[Good, ...]:
    return _some(world.of_shop[shop], HOME, dice, at)


def of_site(site: Site, at: datetime) -> tuple[Good, ...]:
    return tuple(dict.fromkeys(good for good in reversed(site.goods[-HOME:]) if good.since <= at))


def of_good(world: World, good: Good, dice: Random, at: datetime) -> tuple[Good, ...]:
    beside = _some(world.bearing[good.labels[0]], BESIDE, dice, at) if good.labels else ()
    return tuple(dict.fromkeys((good, *beside)))


def popular(world: World, dice: Random) -> Good:
    return max((dice.choice(world.goods) for _ in range(AMONG)), key=_marks)


def _drawn(world: World, who: Resident, dice: Random) -> Good:
    lot = dice.random()
    if lot < 0.55 and who.drawn_to:
        bearing = world.bearing.get(dice.choice(who.drawn_to))
        if bearing:
            return dice.choice(bearing)
    if lot < 0.8:
        return popular(world, dice)
    return dice.choice(world.goods)


def _some(goods: list[Good], most: int, dice: Random, at: datetime) -> tuple[Good, ...]:
    chosen = goods if len(goods) <= most else dice.sample(goods, most)
    return tuple(good for good in chosen if good.since <= at)


def _marks(good: Good) -> int:
    return good.marks


BY_TASTE = (Surface.HOME, Surface.HOME, Surface.HOME, Surface.LABEL, Surface.SEARCH, Surface.SHOP)
"""Where one goes who does not go to a circle."""
