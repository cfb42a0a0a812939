"""The directory of circles, and the front page of one."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from watercress.community import reading
from watercress.kernel import ids
from watercress.traffic import sources
from watercress.traffic.sources import Surface
from watercress.web import pages
from watercress.web.communities.loading import Place, place
from watercress.web.traffic import looking


@require_safe
def directory(request: HttpRequest, format_key: str = "circle") -> HttpResponse:
    return render(
        request, "communities/directory.html", reading.directory(format_key, person=request.user, at=timezone.now())
    )


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    here = place(request, slug)
    context: dict[str, Any] = here.frame()
    if here.standing.may_read:
        context |= _topics(here)
        context |= {
            "stewards": reading.stewards(here.community),
            "neighbours": reading.neighbours(here.community, person=request.user),
        }
    return render(request, f"layouts/{here.community.format.layout}.html", context)


def _topics(here: Place) -> dict[str, Any]:
    request, community = here.request, here.community
    section, sections = _section(request), community.sections.all()
    if section and section not in {shelf.pk for shelf in sections}:
        raise Http404
    best = request.GET.get("best") == "1"
    page = pages.number(request)
    rows, count = reading.topics(community, person=request.user, section=section, best=best, page=page)
    table, source = reading.table(rows), sources.community(community.pk)
    looking.show(request, Surface.CIRCLE, table, source=source)
    for row in rows:
        looking.carry(Surface.CIRCLE, row["cards"], source=source)
    return {
        "rows": rows,
        "page": pages.Page(page, count, reading.TOPICS_A_PAGE),
        "query": f"section={section}&" if section else "best=1&" if best else "",
        "section": section,
        "best": best,
        "sections": sections,
        "table": table,
    }


def _section(request: HttpRequest) -> int | None:
    written = request.GET.get("section")
    if not written:
        return None
    number = ids.row_number(written)
    if number is None:
        raise BadRequest("section")
    return number
