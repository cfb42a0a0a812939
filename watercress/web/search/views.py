"""The page of hits, and what is suggested while one types."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from watercress.catalogue import finding
from watercress.catalogue.models import Product
from watercress.community.models import Post
from watercress.search import asked, hits, narrowing, suggestions
from watercress.search.asked import Asked
from watercress.traffic.sources import Surface
from watercress.web import addresses, pages
from watercress.web.traffic import looking

from . import reading, rows, showing
from .reading import Question

TABS = {
    "products": _("Products"),
    "shops": _("Shops"),
    "circles": _("Circles"),
    "topics": _("Topics"),
    "people": _("People"),
    "labels": _("Labels"),
}
FEWER = 6
"""Words of a question that found nothing, each offered by itself."""
ORDERS = {
    "best": _("Best match"),
    "newest": _("Newest"),
    "cheapest": _("Lowest price"),
    "dearest": _("Highest price"),
}


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    asks = reading.question(request)
    if finding.is_link(asks.text):
        if found := finding.find(asks.text, person=request.user, most=1):
            return redirect(addresses.product(found[0]["id"], found[0]["title"]))
        return _page(request, asks, is_link=True)
    if asks.problems:
        return _page(request, asks)
    words, counts, begun = _counted(asks.text, request.user)
    asks.tab = asks.tab or next((tab for tab in hits.TABS if counts[tab]), "products")
    fewer = [word.written for word in words.words][:FEWER] if len(words.words) > 1 else []
    told = {"any": any(counts.values()), "counts": counts, "begun": begun, "fewer": fewer}
    return _page(request, asks, **told, **(_hits(request, asks, words, counts[asks.tab]) if counts[asks.tab] else {}))


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    text, problem = reading.words(request)
    found = [] if problem or finding.is_link(text) else suggestions.suggest(text, person=request.user)
    by_tab = groupby(found, lambda each: each.tab)
    groups = [(TABS[tab], [showing.suggested(each) for each in some]) for tab, some in by_tab]
    context = {"text": text, "groups": groups, "n": len(found)}
    return _unlisted(render(request, "search/suggestions.html", context, status=400 if problem else 200))


def _counted(text: str, person: Any) -> tuple[Asked, dict[str, int], bool]:
    """Ask for whole words, and where nobody has them for words that begin as the last one does; return which it was."""
    words = asked.read(text)
    counts = hits.counts(words, person=person)
    begun = asked.read(text, unfinished=True)
    if any(counts.values()) or begun == words:
        return words, counts, False
    return begun, hits.counts(begun, person=person), True


def _hits(request: HttpRequest, asks: Question, words: Asked, count: int) -> dict[str, Any]:
    """Return what a tab with hits shows: its choices, what is left of it, and one page of that."""
    found = hits.FIND[asks.tab](words, person=request.user)
    left, choices = _NARROW[asks.tab](found, asks, request.user) if asks.tab in _NARROW else (found, None)
    page = pages.Page(pages.number(request), count if left is found else left.count(), rows.A_PAGE)
    shown = hits.in_order(asks.tab, left, words, by=asks.sort)
    found_here = rows.of(asks.tab, shown, page=page.number, person=request.user, at=timezone.now())
    if asks.tab == "products":
        looking.show(request, Surface.SEARCH, found_here)
    return {
        "page": page,
        "rows": found_here,
        "choices": choices,
    }


def _goods(found: QuerySet[Product], asks: Question, person: Any) -> tuple[QuerySet[Product], dict[str, Any]]:
    choices = narrowing.choices(found, person=person)
    by = reading.narrowed(asks, among=[code for code, _n in choices.currencies])
    left = narrowing.narrow(found, by, person=person) if by and not asks.problems else found
    return left, showing.choices(choices)


def _topics(found: QuerySet[Post], asks: Question, person: Any) -> tuple[QuerySet[Post], list[dict[str, Any]]]:
    left = found.filter(community__slug=asks.circle) if asks.circle else found
    return left, narrowing.circles(found)


_NARROW: dict[str, Callable[..., tuple[QuerySet[Any], Any]]] = {"products": _goods, "topics": _topics}


def _page(request: HttpRequest, asks: Question, **found: Any) -> HttpResponse:
    blank = {"is_link": False, "any": False, "counts": {}, "begun": False, "fewer": [], "rows": [], "choices": None}
    told = {"asks": asks, "tabs": TABS, "orders": ORDERS, "query": showing.query(asks)}
    context = {**blank, **told, **found, "is_narrowed": showing.is_narrowed(asks)}
    return _unlisted(render(request, "search/results.html", context, status=400 if asks.problems else 200))


def _unlisted(page: HttpResponse) -> HttpResponse:
    """Pages of hits are for who asks, and not for other search engines."""
    page.headers["X-Robots-Tag"] = "noindex"
    return page
