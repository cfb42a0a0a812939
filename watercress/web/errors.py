"""Pages for what went wrong: each says what, and what to do next."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from watercress.kernel.decisions import Decision


def not_allowed(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Say why, and show the way in that the page's own area knows of (web.communities.loading.way_in)."""
    context = {"decision": decision, "way_in": getattr(request, "way_in", None)}
    return render(request, "errors/not_allowed.html", context, status=403)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "errors/forbidden.html", {}, status=403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/forged.html", {}, status=403)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "errors/bad_request.html", {"problems": []}, status=400)


def refused(request: HttpRequest, problems: Mapping[str, Any]) -> HttpResponse:
    return render(request, "errors/bad_request.html", {"problems": list(problems.values())}, status=400)


def missing(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "errors/missing.html", {}, status=404)


def too_many(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    page = render(request, "errors/too_many.html", {"minutes": max(1, -(-seconds // 60))}, status=429)
    page.headers["Retry-After"] = str(seconds)
    return page


def broken(request: HttpRequest) -> HttpResponse:
    """Without the frame, which may be the very thing that broke."""
    return HttpResponse(render_to_string("errors/broken.html"), status=500)
