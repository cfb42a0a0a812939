"""The directory of lists, each list's page, and making one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from watercress.kernel import ids
from watercress.kernel.decisions import Refused
from watercress.shelves import arranging, listing, policies, reading
from watercress.shelves.models import ListFollow
from watercress.traffic.sources import Surface
from watercress.web import addresses, pages
from watercress.web.traffic import looking

from . import loading
from .forms import ListForm

ORDERS = {"latest": gettext_lazy("Latest"), "followed": gettext_lazy("Most followed")}


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    order = loading.chosen(request, "sort", ORDERS, "latest")
    page, each = pages.number(request), reading.LISTS_A_PAGE
    rows = reading.directory(order, person=request.user, most=each, skip=(page - 1) * each)
    context = {
        "lists": rows,
        "order": order,
        "orders": ORDERS.items(),
        "page": pages.Page(page, loading.page_of(rows, page), each),
    }
    return render(request, "shelves/lists.html", context)


@require_safe
def show(request: HttpRequest, number: int, words: str) -> HttpResponse:
    found = loading.list_at(request, number)
    if words != addresses.words(found.title):
        return redirect(addresses.list_(found.pk, found.title), permanent=True)
    page, each = pages.number(request), reading.ENTRIES_A_PAGE
    follows = request.user.is_authenticated and ListFollow.objects.filter(list=found, person=request.user).exists()
    entries = reading.entries_of(found, person=request.user, most=each, skip=(page - 1) * each)
    looking.show(request, Surface.LIST, entries)
    context = {
        "list": found,
        "owner": found.owner,
        "entries": entries,
        "page": pages.Page(page, found.entries_count, each),
        "follows": follows,
        "may_change": policies.can_change_list(request.user, found),
        "may_follow": policies.can_follow_list(request.user, found),
    }
    return render(request, "shelves/list.html", context)


@require_safe
def find(request: HttpRequest, number: int) -> HttpResponse:
    found = loading.list_at(request, number)
    return redirect(addresses.list_(found.pk, found.title), permanent=True)


@require_http_methods(["GET", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Make a list, perhaps for a product whose page led here."""
    policies.can_make_list(request.user).require()
    sent = request.POST if request.method == "POST" else request.GET
    product = loading.product(request, number) if (number := ids.row_number(sent.get("product", ""))) else None
    form = ListForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = listing.make(owner=request.user, at=timezone.now(), **columns(form))
        except Refused as refused:
            form.show(refused.problems)
        else:
            if product:
                arranging.add(made, product=product, by=request.user, at=timezone.now())
            return redirect("list_edit", made.pk)
    context: dict[str, Any] = {"form": form, "product": product}
    return render(request, "shelves/list_new.html", context, status=400 if form.errors else 200)


def columns(form: ListForm) -> dict[str, Any]:
    """What a sound form says, as the shelves take it."""
    given = form.cleaned_data
    return {"title": given["title"], "about": given["about"], "is_public": not given["is_private"]}


@require_POST
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Put a product on the list chosen on its page, or on a new one."""
    product = loading.product_sent(request)
    if request.POST.get("list") == "new":
        return redirect(f"{reverse('list_new')}?product={product.pk}")
    number = ids.row_number(request.POST.get("list", ""))
    if number is None:
        raise BadRequest("list")
    found = loading.list_at(request, number)
    arranging.add(found, product=product, by=request.user, at=timezone.now())
    messages.success(request, _("It stands on your list “%(title)s” now.") % {"title": found.title})
    return redirect(addresses.product(product.pk, product.title))


@require_POST
@login_required
def follow(request: HttpRequest, number: int) -> HttpResponse:
    found = loading.list_at(request, number)
    if request.POST.get("do") == "unfollow":
        listing.unfollow(found, person=request.user)
    else:
        listing.follow(found, person=request.user, at=timezone.now())
    return redirect(addresses.list_(found.pk, found.title))


@require_http_methods(["GET", "POST"])
@login_required
def delete(request: HttpRequest, number: int) -> HttpResponse:
    found = loading.list_at(request, number)
    policies.can_change_list(request.user, found).require()
    if request.method == "GET":
        return render(request, "shelves/list_delete.html", {"list": found})
    listing.delete(found, by=request.user)
    messages.success(request, _("The list is gone."))
    return redirect("person_lists", request.user.username)
