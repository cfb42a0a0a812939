"""What people do, each at a moment; `who` is whoever does it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .world import Good, Remark, Resident, ShownList, Site, Topic


class Surface(StrEnum):
    """Where goods are shown."""

    HOME = "home"
    CIRCLE = "circle"
    TOPIC = "topic"
    LABEL = "label"
    PRODUCT = "product"
    SHOP = "shop"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Act:
    who: "Resident"
    at: datetime


@dataclass(frozen=True, slots=True)
class Look(Act):
    """Goods someone was shown together, best first, and through whom: a place, one of its topics, a label."""

    surface: Surface
    goods: tuple["Good", ...]
    site: "Site | None" = None
    topic: "Topic | None" = None
    label: int | None = None
    turn: int = 0
    """How many they were shown before, on the same way through the town."""


@dataclass(frozen=True, slots=True)
class Visit(Act):
    """Someone left for the shop that sells what stood at `place` (from 0) of what they were shown."""

    look: Look
    place: int

    @property
    def good(self) -> "Good":
        return self.look.goods[self.place]


@dataclass(frozen=True, slots=True)
class Join(Act):
    site: "Site"


@dataclass(frozen=True, slots=True)
class Like(Act):
    text: "Topic | Remark"


@dataclass(frozen=True, slots=True)
class Mark(Act):
    """`shelf` is where it goes, `before` where it was ("" for nowhere)."""

    good: "Good"
    shelf: str
    stars: int | None
    before: str


@dataclass(frozen=True, slots=True)
class Follow(Act):
    shown: "ShownList"


@dataclass(frozen=True, slots=True)
class Wear(Act):
    label: int
    position: int


@dataclass(frozen=True, slots=True)
class Say(Act):
    """A new topic; `turn` chooses its words."""

    topic: "Topic"
    turn: int


@dataclass(frozen=True, slots=True)
class Answer(Act):
    topic: "Topic"
    remark: "Remark"
    turn: int
