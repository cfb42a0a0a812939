"""What one product bears: its shop edits it, others suggest and dispute, the town decides."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watercress.catalogue import policies as catalogue
from watercress.catalogue.models import Product
from watercress.kernel import ids
from watercress.kernel.decisions import Refused
from watercress.labels import deciding, offering, policies, reading, tagging, voices
from watercress.labels.models import MOST_ON_A_PRODUCT
from watercress.labels.reading.wall import by_number
from watercress.web import addresses

from .loading import label_sent

Problems = dict[str, Any]
KEPT = 1000
"""Characters of a refused line that its field still holds: more than anyone types, less than a page can bear."""


def of(product: Product, person: Any) -> dict[str, Any]:
    """What a product's own page shows: its labels, and whether the viewer is the one to edit them. Two queries."""
    return {"rows": reading.borne_by(product), "keeps": catalogue.keeps(person, product.shop)}


@require_http_methods(["GET", "POST"])
def labels(request: HttpRequest, number: int) -> HttpResponse:
    product = _product(request, number)
    if request.method == "GET":
        return _page(request, product)
    return _edit(request, product)


@login_required
def _edit(request: HttpRequest, product: Product) -> HttpResponse:
    policies.can_tag(request.user, product.shop).require()
    pressed = request.POST.get("do", "")
    if pressed == "offered":
        offering.take([product], shop=product.shop, by=request.user, at=timezone.now())
        return redirect("product_labels", product.pk)
    try:
        _press(request, pressed, product)
    except Refused as refused:
        return _page(request, product, problems=refused.problems)
    return redirect("product_labels", product.pk)


def _press(request: HttpRequest, pressed: str, product: Product) -> None:
    by, now = request.user, timezone.now()
    label = label_sent(request, hidden=pressed == "off")
    match pressed:
        case "put":
            tagging.put(product, label, by=by, at=now)
        case "off":
            tagging.take_off(product, label, by=by, at=now)
        case "take":
            deciding.take(product, label, by=by, at=now)
        case "decline":
            deciding.decline(product, label, by=by, reason=request.POST.get("reason", ""), at=now)
        case _unknown:
            raise BadRequest("do")


@require_http_methods(["GET", "POST"])
@login_required
def speak_up(request: HttpRequest, number: int) -> HttpResponse:
    """Suggest a label, dispute one, or take one's word back."""
    product = _product(request, number)
    if request.method == "GET":
        return redirect("product_labels", number)
    policies.can_speak_up(request.user, product).require()
    words = request.POST.get("words", "")
    try:
        label = label_sent(request)
        match request.POST.get("do"):
            case "suggest":
                voices.suggest(product, label, person=request.user, words=words, at=timezone.now())
                messages.success(request, _("Thank you. The shop sees it; where nobody keeps it, the town decides."))
            case "dispute":
                voices.dispute(product, label, person=request.user, words=words, at=timezone.now())
                messages.success(request, _("Noted. When three people say so, the town decides."))
            case "take-back":
                voices.take_back(product, label, person=request.user)
            case _unknown:
                raise BadRequest("do")
    except Refused as refused:
        return _page(request, product, problems=refused.problems)
    return redirect("product_labels", number)


def _product(request: HttpRequest, number: int) -> Product:
    products = Product.objects.visible_to(request.user).select_related("shop", "picture")
    return get_object_or_404(products, pk=number)


def _page(request: HttpRequest, product: Product, *, problems: Problems | None = None) -> HttpResponse:
    """`problems` belong to the form that was sent, which is about one label."""
    keeps = catalogue.keeps(request.user, product.shop)
    borne = reading.borne_by(product, kept=keeps)
    openings = reading.openings([product.pk], person=request.user, heard=keeps).get(product.pk, [])
    groups = reading.choices(request.user)
    context: dict[str, Any] = {
        "product": product,
        "address": addresses.product(product.pk, product.title),
        "keeps": keeps,
        "may_speak": bool(policies.can_speak_up(request.user, product)),
        "borne": [{**row, "disputed": _about(openings, row["id"], "dispute")} for row in borne],
        "suggested": [row for row in openings if row["says"] == "suggest"],
        "decisions": reading.decisions(product),
        "has_room": len(borne) < MOST_ON_A_PRODUCT,
        "groups": groups,
        "offered": _offered(product, borne, groups) if keeps else [],
        "about": ids.row_number(request.POST.get("label", "")),
        "problems": problems or {},
        "words": request.POST.get("words", "")[:KEPT],
        "reason": request.POST.get("reason", "")[:KEPT],
    }
    return render(request, "labels/goods.html", context, status=400 if problems else 200)


def _about(openings: list[dict[str, Any]], label: int, says: str) -> dict[str, Any] | None:
    return next((row for row in openings if row["id"] == label and row["says"] == says), None)


def _offered(product: Product, borne: list[dict[str, Any]], groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    known = by_number(groups)
    told = {name: getattr(product, name) for name in offering.TOLD}
    found = offering.Words(known.values()).named(told, borne=(row["id"] for row in borne))
    return [known[number] for number in found]
