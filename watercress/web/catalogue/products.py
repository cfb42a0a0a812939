"""A thing for sale, and the page one leaves through."""

from html import unescape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from watercress.catalogue import cards, leaving, prices
from watercress.catalogue.models import Product
from watercress.community import reading
from watercress.community.features.cravings import reading as cravings
from watercress.discovery import beside
from watercress.traffic.sources import NOWHERE, Surface
from watercress.web import addresses
from watercress.web.catalogue import described
from watercress.web.labels import goods as labels
from watercress.web.shelves import product as shelved
from watercress.web.traffic import looking

MORE_OF_THE_SHOP = 6


@require_safe
def show(request: HttpRequest, number: int, words: str) -> HttpResponse:
    product = _visible(request, number, "picture", "shop__crest", "category__parent__parent__parent")
    if words != addresses.words(product.title):
        address = addresses.product(product.pk, product.title)
        query = request.META.get("QUERY_STRING")
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    variants = list(product.variants.order_by("position").values("options", "price", "compare_at", "available"))
    arrived = product.pictures.filter(picture__isnull=False).order_by("position")
    pictures: Any = list(arrived.values("words", "picture__key"))
    excerpt = _excerpt(product)
    neighbours, more = beside.beside(product, person=request.user), _more(request, product)
    way = leaving.way_to(product, product.shop)
    # Who came by a card goes on as sent by what showed it.
    _surface, source = looking.came_from(request) or (Surface.PRODUCT, NOWHERE)
    itself = {"id": product.pk, "shop_id": product.shop_id, "shop_host": way.host}
    looking.show(request, Surface.PRODUCT, [itself], neighbours, more, source=source)
    context: dict[str, Any] = {
        "product": product,
        "shop": product.shop,
        "excerpt": excerpt,
        "path": product.category.path if product.category else [],
        "pictures": pictures,
        "variants": variants,
        "option_names": list(dict.fromkeys(name for variant in variants for name in variant["options"])),
        "read_at": max(filter(None, (product.read_at, product.shop.read_at))),
        "lowest": prices.lowest(product, at=timezone.now()) if product.compare_at else None,
        "out": {"href": itself["go"], "host": way.host, "direct": way.direct} if way else None,
        "described": _described(product, excerpt, pictures),
        "craved": cravings.honest_tally(product),
        "rows": reading.mentioning(product, person=request.user),
        "labels": labels.of(product, request.user),
        "shelved": shelved.part(request, product),
        "beside": neighbours,
        "more": more,
    }
    return render(request, "catalogue/product.html", context)


@require_safe
def find(request: HttpRequest, number: int) -> HttpResponse:
    product = _visible(request, number)
    return redirect(addresses.product(product.pk, product.title), permanent=True)


def _visible(request: HttpRequest, number: int, *with_them: str) -> Product:
    products = Product.objects.visible_to(request.user).select_related(*(with_them or ("shop",)))
    return get_object_or_404(products, pk=number)


def _more(request: HttpRequest, product: Product) -> list[dict[str, Any]]:
    goods = Product.objects.visible_to(request.user).on_the_shelf().filter(shop=product.shop_id)
    return cards.rows(goods.exclude(pk=product.pk).order_by("-added_at", "-id")[:MORE_OF_THE_SHOP])


def _described(product: Product, words: str, pictures: list[dict[str, str]]) -> SafeString | None:
    """Only what is for sale to everyone is told to programs, also where a keeper looks at more."""
    if not product.listed or product.retired_at:
        return None
    shown = [each["picture__key"] for each in pictures] or [product.picture.key for _ in "1" if product.picture]
    return described.product(product, product.shop, words=words, shown=shown)


def _excerpt(product: Product) -> str:
    """Return the beginning of the description as plain words, or the title where there is none."""
    words = " ".join(unescape(strip_tags(product.description.replace("<", " <"))).split())
    return Truncator(words or product.title).chars(160)
