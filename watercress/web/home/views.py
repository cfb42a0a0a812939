"""The front page: what one's circles talk about, or for a visitor what the town does."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from watercress.catalogue import cards
from watercress.community import reading

SHELF = 8
CIRCLES = 6
TOPICS = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    viewer, now = request.user, timezone.now()
    rows, joined = reading.latest(viewer, most=TOPICS)
    context: dict[str, Any] = {
        "joined": joined,
        "rows": rows,
        "goods": cards.talked_about(rows, most=SHELF),
        "circles": reading.to_join(viewer, most=CIRCLES, at=now),
        "waiting": reading.waiting_of(viewer),
        "stewarding": reading.requests_for(viewer),
        "drafts": reading.drafts_of(viewer),
    }
    return render(request, "home/show.html", context)
