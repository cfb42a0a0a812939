"""The demo's circles: founded, furnished, and joined one after the other."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from watercress.catalogue.models import Category
from watercress.community import founding, membership
from watercress.community.features.sections import shelving
from watercress.community.features.stewards import appointing
from watercress.community.models import Community
from watercress.kernel.models import Picture
from watercress.people.models import Person

from . import source
from .drawing import seed_of

FOUNDED = timedelta(days=118)
SETTLED = timedelta(days=56)
"""Before the first topic."""
NEIGHBOURS = {
    "a-tea-house": ["nut-party", "western-kitchen"],
    "cooking-couples": ["seafood-honestly", "western-kitchen"],
    "nut-party": ["a-tea-house", "western-kitchen"],
    "seafood-honestly": ["bream-and-reef", "cooking-couples"],
    "western-kitchen": ["cooking-couples", "nut-party"],
    "bream-and-reef": ["seafood-honestly"],
}


def found_all(
    folk: Mapping[str, Person], pictures: Mapping[tuple[str, str], Picture], *, at: datetime
) -> dict[str, Community]:
    founded = {row["slug"]: _found(row, folk, pictures, at=at) for row in source.circles()}
    for slug, beside in NEIGHBOURS.items():
        circle = founded[slug]
        chosen = [founded[other] for other in beside]
        founding.choose_neighbours(circle, neighbours=chosen, by=circle.founder, at=at - SETTLED)
    return founded


def _found(
    row: Mapping[str, Any], folk: Mapping[str, Person], pictures: Mapping[tuple[str, str], Picture], *, at: datetime
) -> Community:
    founder = folk[row["founder"]]
    began = at - FOUNDED + timedelta(days=seed_of(row["slug"]) % 14)
    circle = founding.found(
        "circle",
        founder=founder,
        at=began,
        category=Category.objects.get(slug=row["category"]),
        crest=pictures["circle", row["slug"]],
        **{name: row[name] for name in (
            "name", "other_name", "sentence", "lang", "rules", "joining", "question", "member_name", "steward_name",
        )},
    )  # fmt: skip
    # The slug the demo's addresses are known by; a founder's is made from the name.
    Community.objects.filter(pk=circle.pk).update(slug=row["slug"])
    circle.slug = row["slug"]
    for name in row["sections"]:
        shelving.add(circle, name=name, by=founder, at=began + timedelta(hours=2))
    _fill(circle, [folk[name] for name in row["members"] if name != row["founder"]], began=began, at=at)
    for name in row["stewards"]:
        if name != row["founder"]:
            appointing.appoint(circle, person=folk[name], by=founder, at=at - SETTLED)
    founding.name_heir(circle, heir=folk[row["heir"]], by=founder, at=at - SETTLED)
    return circle


@transaction.atomic
def _fill(circle: Community, people: list[Person], *, began: datetime, at: datetime) -> None:
    """Let the members in over the weeks, whichever way the circle lets people in today."""
    dice = Random(circle.slug)  # noqa: S311  (the same town every time)
    while_ = at - SETTLED - began
    moments = sorted(began + while_ * dice.random() for _ in people)
    for moment, person in zip(moments, dice.sample(people, len(people)), strict=True):
        membership.enter(circle, person=person, at=moment)


def ask_all(circles: Mapping[str, Community], folk: Mapping[str, Person], *, at: datetime) -> None:
    """Let a few people wait at the doors of those that ask a question."""
    for row in source.requests():
        asked = at - timedelta(days=row["days_ago"])
        membership.ask(circles[row["circle"]], person=folk[row["person"]], answer=row["answer"].strip(), at=asked)
