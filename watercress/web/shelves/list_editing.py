"""One's own list: what it says of itself, and what stands on it in which order."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watercress.catalogue import finding
from watercress.kernel.decisions import Refused
from watercress.shelves import arranging, listing, policies, reading
from watercress.shelves.models import List
from watercress.web import pages

from . import loading
from .forms import ListForm
from .lists import columns

FOUND = 6
LONGEST_SEARCH = 200


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: HttpRequest, number: int) -> HttpResponse:
    found = loading.list_at(request, number)
    policies.can_change_list(request.user, found).require()
    if request.method == "GET":
        return _page(request, found)
    if request.POST.get("do") == "describe":
        return _describe(request, found)
    try:
        place = _arrange(request, found, request.POST.get("do", ""))
    except Refused as refused:
        return _page(request, found, problems=refused.problems)
    return redirect(f"{reverse('list_edit', args=[found.pk])}{place}")


def _describe(request: HttpRequest, found: List) -> HttpResponse:
    form = ListForm(request.POST)
    if form.is_valid():
        try:
            listing.describe(found, by=request.user, at=timezone.now(), **columns(form))
        except Refused as refused:
            form.show(refused.problems)
        else:
            messages.success(request, _("Saved."))
            return redirect("list_edit", found.pk)
    return _page(request, found, form=form)


def _arrange(request: HttpRequest, found: List, pressed: str) -> str:
    """Do what the button beside a thing says, and return where on the page one goes on."""
    product = loading.product_sent(request)
    page = pages.number(request)
    here = f"?page={page}#entry-{product.pk}"
    match pressed:
        case "add":
            arranging.add(found, product=product, by=request.user, at=timezone.now())
            # Whoever looks for several things finds the rest of them where they were.
            return f"?{urlencode({'page': page, 'find': request.POST.get('find', '')[:LONGEST_SEARCH]})}#entries"
        case "note":
            note = request.POST.get("note", "")
            arranging.note(found, product=product, by=request.user, note=note, at=timezone.now())
        case "up" | "down":
            places = arranging.UP if pressed == "up" else arranging.DOWN
            arranging.move(found, product=product, by=request.user, places=places)
        case "remove":
            arranging.remove(found, product=product, by=request.user)
            return f"?page={min(page, max(1, -(-(found.entries_count - 1) // reading.ENTRIES_A_PAGE)))}#entries"
        case _:
            raise BadRequest("do")
    return here


def _page(
    request: HttpRequest, found: List, *, form: ListForm | None = None, problems: dict[str, Any] | None = None
) -> HttpResponse:
    now = {"title": found.title, "about": found.about, "is_private": not found.is_public}
    page, each = pages.number(request), reading.ENTRIES_A_PAGE
    words = request.GET.get("find", "")[:LONGEST_SEARCH].strip()
    context: dict[str, Any] = {
        "list": found,
        "form": form or ListForm(initial=now),
        "problems": problems or {},
        "entries": reading.entries_of(found, person=request.user, most=each, skip=(page - 1) * each),
        "page": pages.Page(page, found.entries_count, each),
        "find": words,
        "found": finding.find(words, person=request.user, most=FOUND) if words else [],
        "listed": set(found.entries.values_list("product", flat=True)) if words else set(),
    }
    return render(request, "shelves/list_edit.html", context, status=400 if problems or (form and form.errors) else 200)
