"""
One visit to the town, from the first look to the last: what someone does, and the ties that come of it.

Whatever is yielded has already happened to the world; whoever takes the acts only writes them down.
"""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from . import pages
from .acts import Act, Answer, Follow, Join, Like, Look, Mark, Say, Surface, Visit, Wear
from .world import Good, Remark, Resident, Site, Topic, World

LONGEST = timedelta(minutes=25)
CLICKED = 0.4
"""How often what one likes through and through is clicked in the first place."""
ATTENTION = tuple(1 / math.log2(place + 2) for place in range(64))
MOST_SITES, MOST_WORN = 9, 8
TO_CIRCLES = 0.55


class Outing:
    """Someone's way through the town; `found` counts what was worth coming for."""

    def __init__(self, world: World, who: Resident) -> None:
        self.world, self.who, self.found, self.turns = world, who, 0, 0
        self.dice = Random((world.seed << 96) + (who.number << 48) + who.due)  # noqa: S311
        ends = datetime.fromtimestamp(who.due, UTC)
        self.at = ends - LONGEST * self.dice.uniform(0.2, 1)
        self.pages = 1 + min(7, int(self.dice.expovariate(0.45)))
        self.pace = (ends - self.at) / (self.pages + 1)

    def go(self) -> Iterator[Act]:
        for _ in range(self.pages):
            if self.dice.random() < TO_CIRCLES and self.world.sites:
                yield from self._in_a_circle()
            else:
                yield from self._by_taste()
            self.at += self.pace
        yield from self._tie()

    def _soon(self) -> datetime:
        """Return a moment before the next page."""
        return self.at + self.pace * (0.05 + 0.9 * self.dice.random())

    def _turn(self) -> int:
        self.turns += 1
        return self.turns - 1

    def _chance(self, likely: float) -> bool:
        return self.dice.random() < likely

    def _by_taste(self) -> Iterator[Act]:
        surface, label = self.dice.choice(pages.BY_TASTE), None
        if surface in (Surface.LABEL, Surface.SEARCH) and self.who.drawn_to:
            label = self.dice.choice(self.who.drawn_to)
            shown = pages.of_label(self.world, label, self.dice, self.at)
        elif surface is Surface.SHOP:
            shop = pages.popular(self.world, self.dice).shop
            shown = pages.of_shop(self.world, shop, self.dice, self.at)
        else:
            surface = Surface.HOME
            shown = pages.home(self.world, self.who, self.dice, self.at)
        yield from self._look(surface, shown, label=label if surface is Surface.LABEL else None)

    def _in_a_circle(self) -> Iterator[Act]:
        site = self._site()
        if not site or site.founded_at > self.at:
            return
        yield from self._look(Surface.CIRCLE, pages.of_site(site, self.at), site=site)
        if self._may_join(site) and self._chance(0.03 + 0.6 * self.fit(site)):
            self.who.sites[site] = moment = self._soon()
            self.found += 1
            yield Join(self.who, moment, site)
        if topic := self._topic(site):
            yield from self._look(Surface.TOPIC, topic.goods, site=site, topic=topic)
            yield from self._nod(topic)
        if self.world.people_talk:
            yield from self._talk(site, topic)

    def _site(self) -> Site | None:
        if self.who.sites and self._chance(0.75):
            site = self.dice.choice(list(self.who.sites))
        else:
            some = [self.dice.choice(self.world.sites) for _ in range(3)]
            site = max(some, key=self.fit)
        return site if site.is_readable or self._is_member(site, self.at) else None

    def fit(self, site: Site) -> float:
        """Return 0 … 1: how much of what is shown in a circle is to someone's taste."""
        if not site.taste:
            return 0.0
        liked = sum(number for label, number in site.taste.items() if label in self.who.taste)
        return liked / site.taste.total()

    def _may_join(self, site: Site) -> bool:
        who = self.who
        return site.is_open and site not in who.sites and len(who.sites) < MOST_SITES and who.id not in site.closed_to

    def _is_member(self, site: Site, at: datetime) -> bool:
        since = self.who.sites.get(site)
        return since is not None and since <= at and self.who.id not in site.closed_to

    def _topic(self, site: Site) -> Topic | None:
        if not site.topics:
            return None
        back = int(self.dice.expovariate(0.15))  # Mostly what is new; sometimes all the way down.
        return site.topics[-1 - back] if back < len(site.topics) else self.dice.choice(site.topics)

    def _nod(self, topic: Topic) -> Iterator[Act]:
        warm = self.who.warmth
        if self._likes(topic, topic.site, (0.26 + 0.45 * self._liking(topic.goods)) * warm):
            yield self._like(topic)
        for remark in topic.replies:
            if self._likes(remark, topic.site, 0.18 * warm):
                yield self._like(remark)

    def _likes(self, text: Topic | Remark, site: Site, likely: float) -> bool:
        # What is yet to be said draws no lot: it may be known already, or not.
        if text.at > self.at or not self._chance(likely):
            return False
        return self._is_member(site, self.at) and text.author != self.who.id and text not in self.who.liked

    def _like(self, text: Topic | Remark) -> Like:
        self.who.liked.add(text)
        self.found += 1
        return Like(self.who, self._soon(), text)

    def _liking(self, goods: tuple[Good, ...]) -> float:
        return max((self.score(good) for good in goods), default=0.3)

    def score(self, good: Good) -> float:
        """Return 0.05 … 1: how much someone would like a thing."""
        taste = self.who.taste
        return min(1.0, 0.05 + 0.45 * sum(taste.get(label, 0.0) for label in good.labels))

    def _look(
        self,
        surface: Surface,
        goods: tuple[Good, ...],
        *,
        site: Site | None = None,
        topic: Topic | None = None,
        label: int | None = None,
    ) -> Iterator[Act]:
        if not goods:
            return
        look = Look(self.who, self.at, surface, goods, site, topic, label, self._turn())
        yield look
        for place, good in enumerate(goods):
            if self._chance(CLICKED * self.score(good) * ATTENTION[place]):
                yield from self._click(look, place)

    def _click(self, look: Look, place: int) -> Iterator[Act]:
        good, moment = look.goods[place], self._soon()
        if look.surface is not Surface.PRODUCT and self._chance(0.4):
            # Many look at the thing's own page first, and go to the shop from there, or not. What sent them is kept.
            shown = pages.of_good(self.world, good, self.dice, self.at)
            look, place = (
                Look(self.who, moment, Surface.PRODUCT, shown, look.site, look.topic, look.label, self._turn()),
                0,
            )
            yield look
            if not self._chance(0.6):
                return
            moment = max(moment + timedelta(seconds=2), self._soon())
        self.found += 1
        yield Visit(self.who, moment, look, place)
        yield from self._put_on_a_shelf(good, moment)

    def _put_on_a_shelf(self, good: Good, moment: datetime) -> Iterator[Act]:
        who, before = self.who, self.who.shelf.get(good, "")
        if good in who.said or good.shop in who.keeps:
            return
        likely = self.score(good) * who.warmth
        if not before and self._chance(0.8 * likely):
            shelf, stars = "want", None
        elif before in ("", "want") and self._chance((0.25 if before else 0.15) * likely):
            shelf, stars = self.dice.choice(("have", "have", "have", "had")), self._stars(good)
        else:
            return
        who.shelf[good] = shelf
        good.marks += not before
        self.found += 1
        yield Mark(who, moment, good, shelf, stars, before)

    def _stars(self, good: Good) -> int | None:
        """Those who keep a shop give no stars to others': the town would have to read each first."""
        if self.who.keeps or self._chance(0.3):
            return None
        return max(1, min(5, round(self.dice.gauss(3.6 + self.score(good), 0.8))))

    def _tie(self) -> Iterator[Act]:
        who = self.who
        if self.world.lists and self._chance(0.05):
            shown = max(
                (self.dice.choice(self.world.lists) for _ in range(3)), key=lambda each: self._liking(each.goods)
            )
            if shown.owner != who.id and shown not in who.follows and shown.made_at <= self.at:
                who.follows.add(shown)
                self.found += 1
                yield Follow(who, self.at, shown)
        if who.drawn_to and len(who.worn) < MOST_WORN and self._chance(0.012):
            label = self.dice.choice(who.drawn_to)
            if label not in who.worn:
                who.worn.append(label)
                yield Wear(who, self.at, label, len(who.worn))

    def _talk(self, site: Site, topic: Topic | None) -> Iterator[Act]:
        if not self._is_member(site, self.at):
            return
        if topic and self._chance(0.07):
            remark = Remark(0, self.who.id, self._soon())
            topic.replies.append(remark)
            yield Answer(self.who, remark.at, topic, remark, self.dice.randrange(1 << 16))
        if self.who.shelf and self._chance(0.02):
            shown = self.dice.choice(list(self.who.shelf))
            said = Topic(0, site, self.who.id, self._soon(), (shown,))
            self.world.say(said)
            yield Say(self.who, said.at, said, self.dice.randrange(1 << 16))
