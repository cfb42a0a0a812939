"""The front page: what is new for who is here, and for a visitor the best of the town."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from watercress.catalogue import cards
from watercress.community import reading
from watercress.community.features.cravings import reading as cravings
from watercress.discovery import best, circles, slates, worn
from watercress.discovery.candidates import circles_of
from watercress.shelves import dropping
from watercress.traffic.sources import Surface
from watercress.web.traffic import looking

from . import choosing, chosen

SHELF = 8
CIRCLES = 6
TOPICS = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return render(request, "home/show.html", _of_someone(request))
    return render(request, "home/front.html", _of_a_visitor(request))


def _of_someone(request: HttpRequest) -> dict[str, Any]:
    viewer, now = request.user, timezone.now()
    labels, mine = worn.by(viewer), circles_of(viewer)
    rows, joined = reading.latest(viewer, most=TOPICS)
    slate = slates.for_home(viewer, labels, mine, at=now)
    drops = dropping.drops_for(viewer)
    goods = [] if slate.cards else cards.talked_about(rows, most=SHELF)
    looking.show(request, Surface.HOME, drops, slate.cards, goods, why=slate.key)
    return {
        "labels": labels,
        "picked": [] if labels else chosen.of(request),
        "offered": [] if labels else choosing.offered(viewer, chosen.of(request)),
        "drops": drops,
        "slate": slate,
        "goods": goods,
        "joined": joined,
        "rows": rows,
        "circles": circles.might_join(viewer, labels, mine, most=CIRCLES, at=now),
        "waiting": reading.waiting_of(viewer),
        "stewarding": reading.requests_for(viewer),
        "drafts": reading.drafts_of(viewer),
        "cravings_waiting": cravings.waiting_for(viewer, at=now),
    }


def _of_a_visitor(request: HttpRequest) -> dict[str, Any]:
    viewer, now = request.user, timezone.now()
    labels = worn.chosen(chosen.of(request))
    rows, _joined = reading.latest(viewer, most=TOPICS)
    slate = slates.for_home(viewer, labels, [], at=now) if labels else slates.Shown()
    goods = _best(viewer, rows, shown=slate.cards)
    looking.show(request, Surface.HOME, slate.cards, goods, why=slate.key)
    return {
        "labels": labels,
        "picked": [],
        "offered": [] if labels else choosing.offered(viewer),
        "slate": slate,
        "goods": goods,
        "rows": rows,
        "circles": circles.might_join(viewer, labels, [], most=CIRCLES, at=now),
    }


Rows = list[dict[str, Any]]


def _best(viewer: Any, topics: Rows, *, shown: Rows) -> Rows:
    """Return what most want, and where that is little, what is talked about; nothing that is shown already."""
    wanted = best.of_the_town(viewer, most=SHELF * 2)
    met = {card["id"]: card for card in [*cards.talked_about(topics, most=SHELF * 2), *wanted]}
    ordered = [*wanted, *(card for card in met.values() if card not in wanted)]
    here = {card["id"] for card in shown}
    return [card for card in ordered if card["id"] not in here][:SHELF]
