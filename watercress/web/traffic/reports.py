"""A shop's report: where its visitors came from. For its keepers, and for the operator."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from watercress.community import format as formats
from watercress.kernel import sheets
from watercress.kernel.few import A_FEW
from watercress.traffic import reports
from watercress.traffic.models import Reason
from watercress.traffic.reports import Place, Report
from watercress.traffic.sources import NAMES
from watercress.web import shown
from watercress.web.catalogue.loading import Counter, counter

SPANS = {1: gettext_lazy("Today"), 7: gettext_lazy("7 days"), 28: gettext_lazy("28 days")}
BARS = 8
"""Places drawn; the table has them all."""
WHY_NOT = {
    Reason.HEAD: gettext_lazy("asked for no page"),
    Reason.PREFETCH: gettext_lazy("fetched ahead by a browser"),
    Reason.BOT: gettext_lazy("programs"),
    Reason.TOO_SOON: gettext_lazy("faster than anyone reads"),
    Reason.REPEAT: gettext_lazy("the same once more within half a minute"),
    Reason.REUSED: gettext_lazy("a link that had been followed already"),
    Reason.OWN: gettext_lazy("your own"),
}


@require_safe
@login_required
def show(request: HttpRequest, slug: str) -> HttpResponse:
    here = _counter(request, slug)
    report = reports.of(here.shop, days=_days(request), at=timezone.now())
    context = {
        **here.frame(),
        "report": report,
        "spans": SPANS.items(),
        "tiles": _tiles(report),
        "rows": [_row(place) for place in report.places],
        "bars": _bars(report.places),
        "uncounted": [(WHY_NOT[reason], told(n)) for reason in WHY_NOT if (n := report.uncounted.get(reason))],
    }
    return render(request, "traffic/report.html", context)


@require_safe
@login_required
def table(request: HttpRequest, slug: str) -> HttpResponse:
    here = _counter(request, slug)
    report = reports.of(here.shop, days=_days(request), at=timezone.now())
    head = (_("Kind"), _("Place"), _("Times shown"), _("Visits"))
    rows = [(row["kind"], row["name"], row["shown"], row["visits"]) for row in map(_row, report.places)]
    name = f"{here.shop.slug}-visitors-{report.since:%Y%m%d}-{report.until:%Y%m%d}.csv"
    return HttpResponse(
        sheets.written([head, *rows]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def told(n: int) -> str:
    """A number of people's acts, as anyone may be told it."""
    return shown.number(n) if n >= A_FEW or n == 0 else _("a few")


def _counter(request: HttpRequest, slug: str) -> Counter:
    here = counter(request, slug)
    if not (here.keeps or (request.user.is_authenticated and request.user.is_operator)):
        raise Http404
    return here


def _days(request: HttpRequest) -> int:
    written = request.GET.get("days", "28")
    if written not in map(str, SPANS):
        raise BadRequest("days")
    return int(written)


def _tiles(report: Report) -> Sequence[dict[str, Any]]:
    led = round(1000 * report.visits.is_ / report.shown.is_) if report.visits.is_ >= A_FEW else None
    numbers = (
        (_("Times shown"), report.shown),
        (_("Visits to your shop"), report.visits),
        (_("New wishes"), report.wants),
    )
    tiles = [{"words": words, "n": told(number.is_), "percent": number.percent} for words, number in numbers]
    rate = _("too few to say") if led is None else shown.number(led)
    return [*tiles, {"words": _("Visits in 1,000 times shown"), "n": rate, "percent": None}]


def _row(place: Place) -> dict[str, Any]:
    return {
        "kind": _kind(place),
        "name": place.name,
        "lang": place.lang,
        "address": _address(place),
        "shown": told(place.shown),
        "visits": told(place.visits),
    }


def _kind(place: Place) -> str:
    if place.kind == reports.GONE:
        return _("A place that is gone")
    if place.kind == "label":
        return _("Label")
    if place.kind:
        return str(formats.get(place.kind).label)
    return str(NAMES[place.surface])


def _address(place: Place) -> str:
    if not place.slug:
        return ""
    return reverse("label" if place.kind == "label" else "community", args=[place.slug])


def _bars(places: Sequence[Place]) -> list[dict[str, Any]]:
    """Places as bars of at most 1,000 units; one of a few visits is drawn as one of four, whatever it is."""
    most = max([place.visits for place in places] or [0])
    sent = [place for place in places if place.visits][:BARS]
    return [
        {**_row(place), "length": round(1000 * max(place.visits, A_FEW - 1) / max(most, A_FEW - 1))} for place in sent
    ]
