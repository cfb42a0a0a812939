"""A slate explained from what it keeps: each term in words, and every count made again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watercress.catalogue import cards
from watercress.community.models import Community
from watercress.community.naming import named
from watercress.labels.models import Label

from . import scoring, slates, why
from .models import Slate
from .scoring import Candidate, Kind, Parameters, Term

PARAMETERS: dict[str, str | Promise] = {
    "label": _(
        "Points of a label worn first that no other goods bear. The further back it is worn, and the more goods bear it, "
        "the fewer."
    ),
    "wants": _("Points each time the people in a circle of yours who want it double."),
    "new": _("Points on the day something comes to the town."),
    "new_halves": _("Days after which being new counts half."),
    "new_for": _("Days after which nothing is new."),
    "places": _("Goods shown."),
    "of_a_shop": _("The most goods of one shop among them."),
    "bench": _("Goods just behind them, kept so that anyone can count again."),
}
"""What each of scoring.Parameters does, in words."""


def explain(slate: Slate, *, person: Any) -> dict[str, Any]:
    """
    Return what the page shows: `places` and `bench` as rows with card, score and terms, and `parameters` in words.

    Three queries. A place with members only is named to those who may read it; goods that are gone have no card.
    """
    places, bench = slates.read(slate.places), slates.read(slate.bench)
    kept = _named([*places, *bench], person)
    shown = {card["id"]: card for card in cards.in_order([each.product for each in kept], person=person)}
    in_force = Parameters(**{name: slate.parameters[name] for name in PARAMETERS if name in slate.parameters})
    rows = [
        {
            "card": shown.get(each.product),
            "place": place,
            "score": each.score,
            "named": why.line(each.named),
            "without": scoring.place_without(kept, each.product, each.named, day=slate.day, parameters=in_force),
            "terms": [_row(term, each.score) for term in each.terms],
        }
        for place, each in enumerate(kept, start=1)
    ]
    return {
        "places": rows[: len(places)],
        "bench": rows[len(places) :],
        "parameters": [
            (words, slate.parameters[name]) for name, words in PARAMETERS.items() if name in slate.parameters
        ],
    }


def _row(term: Term, score: int) -> dict[str, Any]:
    return {"words": why.line(term), "points": term.points, "percent": round(100 * term.points / score)}


def _named(kept: Sequence[Candidate], person: Any) -> list[Candidate]:
    """Give the terms the names of what they speak of."""
    labels = {term.of for each in kept for term in each.terms if term.kind is Kind.LABEL}
    circles = {term.of for each in kept for term in each.terms if term.kind is Kind.WANTS}
    names = {label.slug: label.name for label in Label.objects.visible_to(person).filter(slug__in=labels)}
    readable = Community.objects.readable_by(person).filter(pk__in=circles).values_list("pk", "name", "other_name")
    names |= {str(number): named(name, other).name for number, name, other in readable}
    return [
        replace(each, terms=tuple(replace(term, name=names.get(term.of, "")) for term in each.terms)) for each in kept
    ]
