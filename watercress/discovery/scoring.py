"""
How goods are ranked until the model arrives: a score is a sum of points, and every term of it is a reason. Pure.

Points are whole numbers, so that a score is exactly the sum of its terms, whoever adds them up and in whatever order.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from watercress.kernel.few import A_FEW


@dataclass(frozen=True)
class Parameters:
    """What the ranking turns on. Stored with every slate; the page "Why these?" is made from it."""

    label: int = 1000
    """Points of a label worn first that no goods bear; what is worn later, or borne by more, counts less."""
    wants: int = 150
    """Points each time the people of a circle who want it double."""
    new: int = 150
    """Points on the day it comes."""
    new_halves: int = 7
    """Days after which newness counts half."""
    new_for: int = 28
    """Days after which nothing is new."""
    places: int = 8
    of_a_shop: int = 2
    """The most goods of one shop in a slate."""
    bench: int = 16
    """How many of those just behind are kept with a slate, so that anyone can count again what one reason did."""


PARAMETERS = Parameters()

FEW_COUNT_AS = 2
"""Fewer than A_FEW are not told as a number, here not even to the sum: they all count as this many."""


class Kind(StrEnum):
    """In the order in which equal terms are named."""

    LABEL = "label"
    OWN = "own"
    """A label worn privately, once it is stored: not which."""
    WANTS = "wants"
    NEW = "new"


@dataclass(frozen=True)
class Term:
    """One reason with its points, and the very numbers they come from."""

    kind: Kind
    points: int
    of: str = ""
    """A label's slug, or a circle's number."""
    place: int = 0
    """Of a label: as which it is worn, from 1."""
    goods: int = 0
    """Of a label: how many goods bear it."""
    people: int = 0
    """In a circle: how many want it; 0 for a few."""
    days: int = 0
    name: str = ""
    """What `of` is called, for whoever is reading; never stored."""
    is_private: bool = False

    def stored(self) -> dict[str, Any]:
        """What a slate keeps. Of a label worn privately only that there is one: not which, not as which."""
        if self.is_private:
            return {"kind": str(Kind.OWN), "points": self.points}
        told = {"of": self.of, "place": self.place, "goods": self.goods, "people": self.people, "days": self.days}
        return {"kind": str(self.kind), "points": self.points, **{name: value for name, value in told.items() if value}}


def read(stored: dict[str, Any]) -> Term:
    return Term(**{**stored, "kind": Kind(stored["kind"])})


@dataclass(frozen=True)
class Candidate:
    product: int
    shop: int
    terms: tuple[Term, ...]

    @property
    def score(self) -> int:
        return sum(term.points for term in self.terms)

    @property
    def named(self) -> Term:
        """The largest term; of equal ones the first."""
        return max(self.terms, key=lambda term: term.points)

    def without(self, term: Term) -> "Candidate":
        left = list(self.terms)
        left.remove(term)
        return replace(self, terms=tuple(left))


# -- terms


def rank_weight(place: int) -> float:
    """Return what a label worn at `place`, from 1, counts beside the first: 1, .63, .5 … .27 for the twelfth."""
    return 1 / math.log2(1 + place)


def rarity(goods: int, town: int) -> float:
    """
    Return how much it says that something bears a label: 1 where nothing else does, near 0 where everything does.

    goods  how many products bear it;  town  how many products are on the shelves. Never 0: a match is a match.
    """
    return math.log((2 + town) / (1 + min(goods, town))) / math.log(2 + town)


def label_points(place: int, *, goods: int, town: int, parameters: Parameters = PARAMETERS) -> int:
    return max(1, round(parameters.label * rank_weight(place) * rarity(goods, town)))


def wants_points(people: int, parameters: Parameters = PARAMETERS) -> int:
    """Return what it counts that `people` of one circle want it; 0 stands for a few."""
    return round(parameters.wants * math.log2(1 + (people if people >= A_FEW else FEW_COUNT_AS)))


def new_points(days: int, parameters: Parameters = PARAMETERS) -> int:
    if not 0 <= days < parameters.new_for:
        return 0
    return round(parameters.new * 0.5 ** (days / parameters.new_halves))


# -- order


def turn(product: int, day: date) -> str:
    """Equal scores take turns, by a draw anyone can repeat: nobody's goods stand first among equals every day."""
    return hashlib.sha256(f"{day.isoformat()}/{product}".encode()).hexdigest()


def in_order(candidates: Iterable[Candidate], *, day: date) -> list[Candidate]:
    """Return those that have any reason to be shown, best first."""
    shown = [each for each in candidates if each.score > 0]
    return sorted(shown, key=lambda each: (-each.score, turn(each.product, day)))


def arrange(
    candidates: Iterable[Candidate], *, day: date, parameters: Parameters = PARAMETERS
) -> tuple[list[Candidate], list[Candidate]]:
    """
    Return the slate, best first, and the bench: the next ones, best first.

    Together they hold at most one of a shop more than a slate shows, and so all it takes to arrange the slate anew
    when any one of them counts less.
    """
    kept: list[Candidate] = []
    of_shop: Counter[int] = Counter()
    for each in in_order(candidates, day=day):
        if of_shop[each.shop] <= parameters.of_a_shop:
            of_shop[each.shop] += 1
            kept.append(each)
        if len(kept) == parameters.places + parameters.bench:
            break
    slate = _first(kept, parameters)
    places = {each.product for each in slate}
    return slate, [each for each in kept if each.product not in places]


def _first(ordered: Iterable[Candidate], parameters: Parameters) -> list[Candidate]:
    slate: list[Candidate] = []
    of_shop: Counter[int] = Counter()
    for each in ordered:
        if of_shop[each.shop] < parameters.of_a_shop and len(slate) < parameters.places:
            of_shop[each.shop] += 1
            slate.append(each)
    return slate


def place_without(
    kept: Collection[Candidate], product: int, term: Term, *, day: date, parameters: Parameters = PARAMETERS
) -> int | None:
    """
    Count again: where would `product` stand in the slate, from 1, without one of its terms? None for nowhere in it.

    kept  a slate and its bench
    """
    lowered = [each.without(term) if each.product == product else each for each in kept]
    return place_of(_first(in_order(lowered, day=day), parameters), product)


def place_of(slate: Sequence[Candidate], product: int) -> int | None:
    return next((place for place, each in enumerate(slate, start=1) if each.product == product), None)
