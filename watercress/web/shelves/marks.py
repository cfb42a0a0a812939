"""Where a thing stands on one's shelves, and what one says of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watercress.catalogue.models import Product
from watercress.kernel import pictures
from watercress.kernel.decisions import Refused
from watercress.kernel.models import Picture
from watercress.shelves import marking, policies
from watercress.shelves.models import Mark, Shelf
from watercress.web import addresses
from watercress.web.people import visitors

from . import loading
from .forms import MarkForm, ShelfForm


@require_http_methods(["GET", "POST"])
@login_required
def mark(request: HttpRequest, number: int) -> HttpResponse:
    product = loading.product(request, number)
    mine = Mark.objects.filter(person=visitors.person(request), product=product).select_related("picture").first()
    if request.method == "GET":
        return _page(request, product, mine, _form(request, product, mine))
    pressed = request.POST.get("do", "")
    if pressed == "off":
        marking.unmark(product, person=request.user, at=timezone.now())
        messages.success(request, _("It stands on none of your shelves any more."))
        return _back(product)
    if pressed in Shelf.values:
        marking.move(product, person=request.user, shelf=pressed, at=timezone.now())
        return _back(product)
    form = _form(request, product, mine)
    if form.is_valid():
        try:
            kept = _save(request, product, mine, form.cleaned_data)
        except Refused as refused:
            form.show(refused.problems)
        else:
            messages.success(request, _("Saved.") if not kept.held_at else _held())
            return _back(product)
    return _page(request, product, mine, form, status=400)


def _form(request: HttpRequest, product: Product, mine: Mark | None) -> ShelfForm:
    has_picture = bool(mine and mine.picture_id)
    if request.method == "POST":
        # Read whole, whoever sends it: what someone may not say is refused with a reason, not overlooked.
        return MarkForm(request.POST, request.FILES, has_picture=has_picture)
    if not policies.can_say(request.user, product.shop_id):
        return ShelfForm(initial=_as_it_is(request, mine))
    return MarkForm(initial=_as_it_is(request, mine), has_picture=has_picture)


def _as_it_is(request: HttpRequest, mine: Mark | None) -> dict[str, Any]:
    now: dict[str, Any] = {"shelf": Shelf.HAVE}
    if mine:
        now = {name: getattr(mine, name) for name in ("shelf", "stars", "words", "why_left")}
        now["is_private"] = not mine.is_public
    # A button for another shelf leads here with that one chosen.
    if request.GET.get("shelf") in Shelf.values:
        now["shelf"] = request.GET["shelf"]
    return now


def _save(request: HttpRequest, product: Product, mine: Mark | None, given: dict[str, Any]) -> Mark:
    return marking.mark(
        product,
        person=request.user,
        shelf=given["shelf"],
        stars=given["stars"],
        words=given["words"],
        why_left=given["why_left"],
        picture=_picture(mine, given),
        is_public=not given["is_private"],
        at=timezone.now(),
    )


def _picture(mine: Mark | None, given: dict[str, Any]) -> Picture | None:
    if file := given["picture"]:
        try:
            return pictures.keep(file, at=timezone.now())
        except Refused as refused:
            raise Refused({"picture": " ".join(map(str, refused.problems.values()))}) from None
    return None if mine is None or given.get("remove_picture") else mine.picture


def _held() -> str:
    return _("The town reads it first, since you keep another shop. Until then only you see it.")


def _back(product: Product) -> HttpResponse:
    return redirect(addresses.product(product.pk, product.title))


def _page(
    request: HttpRequest, product: Product, mine: Mark | None, form: ShelfForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "product": product,
        "mine": mine,
        "form": form,
        "may_say": policies.can_say(request.user, product.shop_id),
    }
    return render(request, "shelves/mark.html", context, status=status)
