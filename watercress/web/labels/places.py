"""A label's page: who wears it, where it is talked about, what bears it."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from watercress.catalogue import categories
from watercress.community import reading as talk
from watercress.kernel import ids, money, town
from watercress.labels import reading
from watercress.labels.reading import FILTERS, Filter
from watercress.traffic import sources
from watercress.traffic.sources import Surface
from watercress.web import pages
from watercress.web.traffic import looking

from .loading import label_at
from .wearing import worn_by

PEOPLE_SHOWN = 12
TOPICS_SHOWN = 6
CIRCLES_SHOWN = 6
LARGEST_SEED = 999_999
ORDERS = {"wanted": _("Most wanted"), "new": _("Newest"), "neutral": _("Neutral order")}


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    label, viewer = label_at(request, slug), request.user
    order = _order(request)
    seed = _seed(request) if order == "neutral" else 1
    page = pages.number(request)
    only, query = _only(request)
    shelf = reading.goods(label, person=viewer, order=order, seed=seed, only=only, page=page)
    wearers, wearers_count = reading.wearers(label, person=viewer, most=PEOPLE_SHOWN)
    topics, topics_count = talk.carrying(label, person=viewer, most=TOPICS_SHOWN)
    looking.show(request, Surface.LABEL, shelf.cards, source=sources.label(label.pk))
    context: dict[str, Any] = {
        "label": label,
        "worn": worn_by(viewer, label),
        "wearers": wearers,
        "wearers_more": wearers_count > len(wearers),
        "topics": _unpinned(topics),
        "topics_more": topics_count > len(topics),
        "circles": talk.carrying_most(label, person=viewer, most=CIRCLES_SHOWN),
        "shelf": shelf,
        "all_goods": shelf.total,
        "page": pages.Page(page, shelf.count, reading.GOODS_A_PAGE),
        "order": order,
        "orders": ORDERS.items(),
        "seed": seed,
        "next_seed": seed % LARGEST_SEED + 1,
        "is_filtered": only != FILTERS,
        "chosen": query,
        "query": _written(order=order, **({"seed": seed} if order == "neutral" else {}), **query),
    }
    return render(request, "labels/show.html", context)


@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    label, page = label_at(request, slug), pages.number(request)
    rows, count = reading.wearers(label, person=request.user, page=page)
    context = {"label": label, "rows": rows, "page": pages.Page(page, count, reading.PEOPLE_A_PAGE)}
    return render(request, "labels/people.html", context)


@require_safe
def topics(request: HttpRequest, slug: str) -> HttpResponse:
    label, page = label_at(request, slug), pages.number(request)
    rows, count = talk.carrying(label, person=request.user, page=page)
    context = {"label": label, "rows": _unpinned(rows), "page": pages.Page(page, count, talk.TOPICS_A_PAGE)}
    return render(request, "labels/topics.html", context)


def _unpinned(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a circle holds on top says nothing elsewhere."""
    return [{**row, "pinned_at": None} for row in rows]


def _order(request: HttpRequest) -> str:
    order = request.GET.get("order", "wanted")
    if order not in ORDERS:
        raise BadRequest("order")
    return order


def _seed(request: HttpRequest) -> int:
    """Return the seed in the address, or without one that of the town's day: nobody picks it, and all get the same."""
    written = request.GET.get("seed")
    if written is None:
        return town.at_home(timezone.now()).date().toordinal() % LARGEST_SEED + 1
    seed = ids.row_number(written)
    if seed is None or seed > LARGEST_SEED:
        raise BadRequest("seed")
    return seed


def _only(request: HttpRequest) -> tuple[Filter, dict[str, str]]:
    """Read which goods are asked for, and return it also as the address has it."""
    sent = request.GET
    department, currency, most = (sent.get(name, "") for name in ("in", "currency", "most"))
    if department and not any(known.slug == department for known in categories.departments()):
        raise BadRequest("in")
    if currency and currency not in money.codes():
        raise BadRequest("currency")
    try:
        amount = money.to_minor(most, currency) if most and currency else None
    except money.NotAnAmount:
        raise BadRequest("most") from None
    query = {"in": department, "currency": currency if most else "", "most": most if currency else ""}
    only = Filter(department=department, currency=currency if most else "", most=amount)
    return only, {name: value for name, value in query.items() if value}


def _written(**query: Any) -> str:
    return urlencode(query) + "&"
