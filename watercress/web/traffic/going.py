"""The way out of the town: signed, counted, and never to anywhere but the shop's own host."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from watercress.catalogue import leaving
from watercress.catalogue.leaving import Way
from watercress.catalogue.models import Product, Shop
from watercress.traffic import links, tagging, visiting
from watercress.traffic.links import Altered, Expired
from watercress.traffic.visiting import Clicked
from watercress.web.catalogue import outward
from watercress.web.traffic import looking


@require_safe
def go(request: HttpRequest, card: str, slate: str) -> HttpResponse:
    """Go to the shop; where its host is not proved, first through a page that names it."""
    return _follow(request, card, slate, told=False)


@require_safe
def go_on(request: HttpRequest, card: str, slate: str) -> HttpResponse:
    """From the page that named the host."""
    return _follow(request, card, slate, told=True)


def _follow(request: HttpRequest, card: str, slate: str, *, told: bool) -> HttpResponse:
    now = timezone.now()
    try:
        clicked = visiting.read(card, slate, at=now)
    except Altered:
        return _closed(render(request, "traffic/altered.html", status=404))
    except Expired:
        return _closed(render(request, "traffic/expired.html", {"product": links.read_card(card).product}, status=410))
    product, shop = _sold(request, clicked)
    way = leaving.way_to(product, shop) if product else leaving.way_to_front(shop)
    if not way:
        raise Http404
    if not way.direct and not told:
        onward = reverse("go_on", args=[card, slate])
        context = {"product": product, "shop": shop, "way": way, "onward": onward}
        return _closed(render(request, "traffic/leave.html", context))
    asked = looking.asked(request)
    visit = visiting.visit(clicked, shop, product, asked=asked, person=request.user, at=now)
    return _closed(HttpResponse(status=303, headers={"Location": _address(way, product, visit)}))


def _sold(request: HttpRequest, clicked: Clicked) -> tuple[Product | None, Shop]:
    """Return what was clicked on, if the viewer may see it: what is hidden is missing."""
    if not clicked.card.product:
        return None, get_object_or_404(Shop.objects.visible_to(request.user), pk=clicked.card.shop)
    goods = Product.objects.visible_to(request.user).select_related("shop")
    product = get_object_or_404(goods, pk=clicked.card.product)
    return product, product.shop


def _address(way: Way, product: Product | None, visit: Any) -> str:
    return tagging.tagged(outward.onward(way, handle=product.handle if product else ""), visit)


def _closed(response: HttpResponse) -> HttpResponse:
    """Nothing of a click is kept by anyone, or found by a crawler."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
