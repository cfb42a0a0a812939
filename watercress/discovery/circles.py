"""Places one might join, each with the reason: who is there already, and what they wear."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, IntegerField, Q, QuerySet, Value
from django.utils.translation import gettext as _

from watercress.community import reading
from watercress.community.models import Membership
from watercress.kernel.few import A_FEW
from watercress.labels.models import Wear

from .candidates import Circle
from .worn import Worn

MEMBERS_ASKED = 100
"""The newest members of one's circles, whose other places come into question."""
WEARERS_ASKED = 100
"""Those who put on one of these labels last."""
LEAST = 2
"""One person alone is no reason: it would say who."""
WITH, WEAR = 0, 1


@dataclass(frozen=True)
class Reason:
    people: int
    words: str

    @property
    def weight(self) -> float:
        return math.log2(1 + self.people)


def might_join(
    person: Any, worn: Sequence[Worn], circles: Sequence[Circle], *, most: int, at: datetime
) -> list[dict[str, Any]]:
    """
    Return places `person` is not in as rows, best reasons first, then the largest; `why` is empty without a reason.

    Two queries, one where there is nothing to go by.
    """
    reasons = _reasons(person, worn, circles)
    first = sorted(reasons, key=lambda number: -sum(reason.weight for reason in reasons[number]))[:most]
    rows = reading.to_join(person, most=most, at=at, first=first)
    return [{**row, "why": _strongest(reasons.get(row["id"], []))} for row in rows]


def _strongest(reasons: Iterable[Reason]) -> str:
    return max(reasons, key=lambda reason: reason.people, default=Reason(0, "")).words


def _reasons(person: Any, worn: Sequence[Worn], circles: Sequence[Circle]) -> dict[int, list[Reason]]:
    arms = [arm for arm in (_with(person, circles), _wearing(person, worn)) if arm is not None]
    if not arms:
        return {}
    names = {(WITH, circle.id): circle.name for circle in circles} | {(WEAR, label.id): label.name for label in worn}
    # Where not everybody could be asked, there are at least as many as were counted.
    is_all = {
        WITH: sum(circle.members for circle in circles) <= MEMBERS_ASKED,
        WEAR: sum(label.wearers for label in worn) <= WEARERS_ASKED,
    }
    found: dict[int, list[Reason]] = {}
    for place, kind, of, people in arms[0].union(*arms[1:], all=True):
        reason = Reason(people, _words(kind, names[kind, of], people, is_all[kind]))
        found.setdefault(place, []).append(reason)
    return found


def _elsewhere(person: Any) -> Any:
    """Numbers of places that may have a reason: of one that `person` may not read, who is in it stays there."""
    return reading.joinable(person).readable_by(person).values("pk")


def _with(person: Any, circles: Sequence[Circle]) -> QuerySet[Any] | None:
    """Count those of one's own places who are in another, too: place, WITH, own place, people."""
    if not circles:
        return None
    mine = Membership.objects.filter(community__in=[circle.id for circle in circles]).exclude(person=person)
    asked = mine.order_by("-joined_at", "-id").values("pk")[:MEMBERS_ASKED]
    pairs = Membership.objects.filter(pk__in=asked, person__is_active=True)
    pairs = pairs.filter(person__memberships__community__in=_elsewhere(person))
    return _counted(pairs, F("person__memberships__community"), WITH, F("community"))


def _wearing(person: Any, worn: Sequence[Worn]) -> QuerySet[Any] | None:
    """Count those who wear one's labels for all to see, by place: place, WEAR, label, people."""
    if not worn:
        return None
    others = Wear.objects.visible_to(person).filter(label__in=[label.id for label in worn])
    others = others.exclude(person=person.pk) if person.is_authenticated else others
    asked = others.order_by("-since", "-id").values("pk")[:WEARERS_ASKED]
    pairs = Wear.objects.filter(pk__in=asked, person__memberships__community__in=_elsewhere(person))
    return _counted(pairs, F("person__memberships__community"), WEAR, F("label"))


def _counted(pairs: QuerySet[Any], place: F, kind: int, of: F) -> QuerySet[Any]:
    rows = pairs.order_by().annotate(place=place, kind=Value(kind, IntegerField()), of=of).values("place", "kind", "of")
    return rows.annotate(people=Count("pk")).filter(Q(people__gte=LEAST)).values_list("place", "kind", "of", "people")


def _words(kind: int, name: str, people: int, is_all: bool) -> str:
    return _shared(name, people, is_all) if kind == WITH else _worn_there(name, people, is_all)


def _shared(circle: str, people: int, is_all: bool) -> str:
    if people < A_FEW:
        return _("a few members in common with {circle}").format(circle=circle)
    if not is_all:
        return _("at least {n} members in common with {circle}").format(n=people, circle=circle)
    return _("{n} members in common with {circle}").format(n=people, circle=circle)


def _worn_there(label: str, people: int, is_all: bool) -> str:
    if people < A_FEW:
        return _("a few members wear {label}").format(label=label)
    if not is_all:
        return _("at least {n} members wear {label}").format(n=people, label=label)
    return _("{n} members wear {label}").format(n=people, label=label)
