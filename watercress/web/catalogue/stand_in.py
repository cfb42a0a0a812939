"""
Plain shops of our own at /demo/shop/<host>/, in the demo only.

The demo's shops are on hosts that end in .example and lead nowhere; a visit has to arrive somewhere.
"""

from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from watercress.catalogue.models import Product, Shop
from watercress.web.catalogue import outward

SHOWN = 24


@require_safe
def front(request: HttpRequest, host: str) -> HttpResponse:
    shop = _shop(host)
    goods = (
        Product.objects.on_the_shelf()
        .filter(shop=shop)
        .order_by("-added_at", "-id")[:SHOWN]
        .values("handle", "title", "lang", "price", "price_most", "currency", picture_key=F("picture__key"))
    )
    return _page(request, shop, goods=goods, product=None)


@require_safe
def product(request: HttpRequest, host: str, handle: str) -> HttpResponse:
    shop = _shop(host)
    if "\0" in handle:  # PostgreSQL would not even look.
        raise Http404
    goods = Product.objects.on_the_shelf().select_related("picture")
    return _page(request, shop, goods=[], product=get_object_or_404(goods, shop=shop, handle=handle))


def _shop(host: str) -> Shop:
    if "\0" in host or not outward.is_stood_in_for(host):
        raise Http404
    return get_object_or_404(Shop, host=host)


def _page(request: HttpRequest, shop: Shop, **context: Any) -> HttpResponse:
    return render(request, "catalogue/stand_in.html", {"shop": shop, **context})
