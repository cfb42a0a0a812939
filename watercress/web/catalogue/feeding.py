"""Where a shop's goods are read by themselves: naming the address, how often, and how it goes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watercress.catalogue import feed_addresses, feeds
from watercress.catalogue.models import ImportRun, ShopFeed
from watercress.kernel.decisions import Refused
from watercress.web.catalogue.forms import FeedForm, PaceForm
from watercress.web.catalogue.loading import Counter, counter, signed_in


@require_http_methods(["GET", "POST"])
@login_required
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    here = counter(request, slug)
    here.hide_unless_kept()
    if request.method == "GET":
        return _page(here)
    if request.POST.get("do") == "name":
        return _name(here)
    if (found := feeds.of(here.shop)) is None:
        raise Http404
    by: dict[str, Any] = {"person": signed_in(request), "at": timezone.now()}
    match request.POST.get("do", ""):
        case "fetch":
            return _fetch(here, found, by)
        case "pace":
            feeds.set_pace(found, every=request.POST.get("every", ""), **by)
            messages.success(request, _("Saved."))
        case "remove":
            feeds.remove(found, **by)
            messages.success(request, _("The address is forgotten. What it brought stays on the shelves."))
            return redirect("shop_import", slug)
        case _:
            raise BadRequest("do")
    return redirect("shop_feed", slug)


def _name(here: Counter) -> HttpResponse:
    form = FeedForm(here.request.POST)
    if form.is_valid():
        try:
            feeds.name(here.shop, person=signed_in(here.request), at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.show(refused.problems)
        else:
            return redirect("shop_feed", here.shop.slug)
    return _page(here, form=form)


def _fetch(here: Counter, found: ShopFeed, by: dict[str, Any]) -> HttpResponse:
    try:
        feeds.fetch_now(found, **by)
    except Refused as refused:
        return _page(here, problem=" ".join(map(str, refused.problems.values())))
    return redirect("shop_feed", here.shop.slug)


def _page(here: Counter, *, form: FeedForm | None = None, problem: str = "") -> HttpResponse:
    found = feeds.of(here.shop)
    runs = ImportRun.objects.visible_to(here.request.user).filter(shop=here.shop, feed=found, feed__isnull=False)
    context = {
        **here.frame(),
        "feed": found,
        "address": feed_addresses.shown(found.address) if found else "",
        "form": form or FeedForm(),
        "pace_form": PaceForm(initial={"every": found.every}, auto_id="pace_%s") if found else None,
        "run": runs.order_by("-started_at", "-id").defer("report").first() if found else None,
        "problem": problem,
    }
    status = 400 if problem or (form is not None and form.errors) else 200
    return render(here.request, "catalogue/feed.html", context, status=status)
