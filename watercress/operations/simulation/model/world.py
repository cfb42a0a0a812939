"""
What there is, as far as the people of the model care.

Everything that is drawn by lot is drawn from lists in the order things came into being, never from a set and never by
a database's number: so the same seed means the same acts wherever the town is kept.
"""

from bisect import insort
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True, eq=False)
class Good:
    id: int
    shop: int
    labels: tuple[int, ...]
    since: datetime
    lang: str = "en"
    is_small: bool = False
    marks: int = 0
    """How many people have it on a shelf."""


@dataclass(slots=True, eq=False)
class Site:
    """A circle; `taste` counts the labels of what its topics have shown so far."""

    id: int
    founded_at: datetime
    is_open: bool
    is_readable: bool = True
    taste: Counter[int] = field(default_factory=Counter)
    topics: list["Topic"] = field(default_factory=list)
    """Those said a while ago, oldest first."""
    goods: list[Good] = field(default_factory=list)
    """What they showed, newest last."""
    closed_to: set[int] = field(default_factory=set)
    """People who are banned or wait at the door."""


@dataclass(slots=True, eq=False)
class Remark:
    """A reply; its number is 0 until it is written down."""

    id: int
    author: int
    at: datetime


@dataclass(slots=True, eq=False)
class Topic:
    """A post; its number is 0 until it is written down."""

    id: int
    site: Site
    author: int
    at: datetime
    goods: tuple[Good, ...] = ()
    replies: list[Remark] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class ShownList:
    id: int
    owner: int
    made_at: datetime
    goods: tuple[Good, ...]


@dataclass(slots=True, eq=False)
class Resident:
    """Someone of the model: what they are like, what ties they have, and when they come next."""

    id: int
    number: int
    """Their place among all of the model: what the lots are drawn by."""
    joined_at: datetime
    worn: list[int] = field(default_factory=list)
    keeps: frozenset[int] = frozenset()
    taste: dict[int, float] = field(default_factory=dict)
    drawn_to: list[int] = field(default_factory=list)
    """The labels of `taste`, each as often as it weighs: for drawing one."""
    gap: float = 2.0
    """Days between two visits when all goes well."""
    hour: float = 12.0
    """The hour, UTC, they mostly come at."""
    spread: float = 1.5
    warmth: float = 1.0
    """How readily they like and want."""
    sites: dict[Site, datetime] = field(default_factory=dict)
    liked: set[Topic | Remark] = field(default_factory=set)
    shelf: dict[Good, str] = field(default_factory=dict)
    said: set[Good] = field(default_factory=set)
    """Marks with words: not the model's to change."""
    follows: set[ShownList] = field(default_factory=set)
    due: int = 0
    """When the next visit ends, in seconds since 1970."""
    came: int = 0
    """When the last one ended."""
    mood: float = 0.5
    """0 … 1: how much they found lately."""


@dataclass
class World:
    seed: int
    goods: list[Good]
    sites: list[Site]
    residents: list[Resident]
    lists: list[ShownList] = field(default_factory=list)
    ahead: list[Topic] = field(default_factory=list)
    """Topics nobody has noticed yet, oldest first."""
    people_talk: bool = False
    """Whether they write topics of their own; in the demo the files' words are all that is said."""

    def __post_init__(self) -> None:
        self.bearing: dict[int, list[Good]] = {}
        self.of_shop: dict[int, list[Good]] = {}
        for good in self.goods:
            self.of_shop.setdefault(good.shop, []).append(good)
            for label in good.labels:
                self.bearing.setdefault(label, []).append(good)
        self.ahead.sort(key=_when)

    def say(self, topic: Topic) -> None:
        insort(self.ahead, topic, key=_when)

    def notice(self, moment: datetime) -> None:
        """Let everyone see what was said up to `moment`, which never goes back."""
        seen = 0
        for topic in self.ahead:
            if topic.at > moment:
                break
            seen += 1
            topic.site.topics.append(topic)
            topic.site.goods.extend(topic.goods)
            topic.site.taste.update(label for good in topic.goods for label in good.labels)
        del self.ahead[:seen]


def _when(topic: Topic) -> datetime:
    return topic.at
