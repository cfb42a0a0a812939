"""Putting labels on and taking them off: in one's settings, and with one press on a label's own page."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from watercress.kernel.decisions import Refused
from watercress.labels import reading, wearing
from watercress.labels.models import MOST_WORN, Label
from watercress.people.models import Person
from watercress.web.people import visitors

from .loading import label_at
from .wall import LONGEST_WORDS

SHOWN = {"on": None, "show": True, "hide": False}
"""What a button makes of a label: worn as it begins or is, for all to see, or unseen."""
MOVES = {"up": -1, "down": +1}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """The labels one wears, in order, and the others to put on. A button says what and which: "off-tea-house"."""
    if request.method != "POST":
        return _page(request)
    pressed, _dash, slug = request.POST.get("do", "").partition("-")
    try:
        _press(visitors.person(request), pressed, slug)
    except Refused as refused:
        return _page(request, problems=list(refused.problems.values()))
    words = request.POST.get("q", "")
    return redirect(reverse("settings_labels", query={"q": words} if words else None))


@require_http_methods(["GET", "POST"])
@login_required
def wear(request: HttpRequest, slug: str) -> HttpResponse:
    """One press on a label's page: on or off, for all to see or not."""
    label = label_at(request, slug)
    if request.method == "GET":
        return redirect("label", slug)
    _press(visitors.person(request), request.POST.get("do", ""), slug)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("label", slug)
    label.refresh_from_db(fields=["wearers_count"])
    context = {"label": label, "worn": worn_by(request.user, label)}
    return HttpResponse(get_template("labels/_wear.html").render(context, request))


def worn_by(person: Any, label: Label) -> bool | None:
    """Return whether one shows it to others; None where one does not wear it."""
    if not person.is_authenticated:
        return None
    found: bool | None = person.wears.filter(label=label).values_list("is_public", flat=True).first()
    return found


def _press(person: Person, pressed: str, slug: str) -> None:
    now = timezone.now()
    if pressed in SHOWN:
        wearing.put_on(person, slug, is_public=SHOWN[pressed], by=person, at=now)
    elif pressed == "off":
        wearing.take_off(person, slug, by=person, at=now)
    elif pressed in MOVES:
        wearing.move(person, slug, by=person, at=now, places=MOVES[pressed])
    else:
        raise BadRequest("do")


def _page(request: HttpRequest, problems: list[Any] | None = None) -> HttpResponse:
    words = (request.POST if request.method == "POST" else request.GET).get("q", "")[:LONGEST_WORDS]
    worn = wearing.kept_by(visitors.person(request))
    context = {
        "worn": worn,
        "has_room": len(worn) < MOST_WORN,
        "groups": reading.wall(request.user, words=words),
        "q": words,
        "problems": problems or [],
    }
    return render(request, "labels/mine.html", context, status=400 if problems else 200)
