"""Somebody's shelves and lists: what all may see, and to themselves everything."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from watercress.kernel.text import language_of
from watercress.people.models import Person
from watercress.shelves import dropping, reading
from watercress.shelves.models import Shelf
from watercress.traffic.sources import Surface
from watercress.web import pages
from watercress.web.traffic import looking

from . import loading

LISTS = 100


@require_safe
def shelves(request: HttpRequest, name: str) -> HttpResponse:
    person = loading.person(request, name)
    if person.username != name:
        return redirect("shelves", person.username)
    shelf = loading.chosen(request, "on", Shelf.values, Shelf.WANT.value)
    numbers = reading.numbers_of(person, person=request.user)
    page, each = pages.number(request), reading.GOODS_A_PAGE
    goods = reading.on_shelf(person, shelf, person=request.user, most=each, skip=(page - 1) * each)
    looking.show(request, Surface.SHELF, goods)
    context: dict[str, Any] = {
        **_frame(request, person),
        "numbers": numbers,
        "shelf": shelf,
        "goods": goods,
        "page": pages.Page(page, numbers[shelf], each),
        "was": dropping.was(request.user, [p["id"] for p in goods]) if _is_own(request, person) else {},
    }
    return render(request, "shelves/shelves.html", context)


@require_safe
def lists(request: HttpRequest, name: str) -> HttpResponse:
    person = loading.person(request, name)
    if person.username != name:
        return redirect("person_lists", person.username)
    context = {
        **_frame(request, person),
        "numbers": reading.numbers_of(person, person=request.user),
        "shelf": "lists",
        "made": reading.made_by(person, person=request.user, most=LISTS),
        "followed": reading.followed_by(person, person=request.user, most=LISTS),
    }
    return render(request, "shelves/person_lists.html", context)


def summary(request: HttpRequest, person: Person) -> dict[str, int]:
    """How much stands on each shelf, for their own page."""
    return reading.numbers_of(person, person=request.user)


def _frame(request: HttpRequest, person: Person) -> dict[str, Any]:
    return {"person": person, "name_lang": language_of(person.shown_name, "en"), "own": _is_own(request, person)}


def _is_own(request: HttpRequest, person: Person) -> bool:
    return bool(request.user.is_authenticated) and request.user.pk == person.pk
