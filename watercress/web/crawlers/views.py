"""What search engines ask a site for: where they need not look, and a list of what is open to the world."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from watercress.web import addresses

from .sitemap import EACH, KINDS, Entry

XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
# Rooms of one's own, and pages that only lead on. Nothing is kept secret by standing here: it would be read here.
NOT_FOR_THEM = ("/account/", "/settings/", "/operator/", "/demo/", "/why/", "/labels/choose/", "/go/", "/*?via=")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_THEM),
        f"Sitemap: {addresses.public(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    parts = [
        reverse("sitemap_part", args=[name, number])
        for name, kind in KINDS.items()
        for number in range(1, -(-kind.last() // EACH) + 1)
    ]
    return _xml("sitemapindex", "sitemap", ((path, None) for path in parts))


@require_safe
def part(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    found = KINDS[kind].entries(number)
    if not found:
        raise Http404
    return _xml("urlset", "url", found)


def _xml(whole: str, each: str, entries: Iterable[Entry]) -> HttpResponse:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{whole} {XMLNS}>"]
    for path, changed in entries:
        when = f"<lastmod>{changed.date().isoformat()}</lastmod>" if changed else ""
        lines.append(f"<{each}><loc>{escape(addresses.public(path))}</loc>{when}</{each}>")
    return HttpResponse("\n".join([*lines, f"</{whole}>\n"]), content_type="application/xml; charset=utf-8")
