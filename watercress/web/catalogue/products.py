"""A thing for sale, and the page one leaves through."""

from html import unescape
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from watercress.catalogue import cards, leaving, prices
from watercress.catalogue.models import Category, Product
from watercress.community import reading
from watercress.web import addresses
from watercress.web.catalogue import outward
from watercress.web.labels import goods as labels

MORE_OF_THE_SHOP = 6


@require_safe
def show(request: HttpRequest, number: int, words: str) -> HttpResponse:
    product = _visible(request, number, "picture", "shop__crest", "category__parent__parent")
    if words != addresses.words(product.title):
        address = addresses.product(product.pk, product.title)
        query = request.META.get("QUERY_STRING")
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    variants = list(product.variants.order_by("position").values("options", "price", "compare_at", "available"))
    context: dict[str, Any] = {
        "product": product,
        "shop": product.shop,
        "excerpt": _excerpt(product),
        "path": _path(product.category),
        "pictures": list(
            product.pictures.filter(picture__isnull=False).order_by("position").values("words", "picture__key")
        ),
        "variants": variants,
        "option_names": list(dict.fromkeys(name for variant in variants for name in variant["options"])),
        "read_at": max(filter(None, (product.read_at, product.shop.read_at))),
        "lowest": prices.lowest(product, at=timezone.now()) if product.compare_at else None,
        "out": outward.product(leaving.way_to(product, product.shop), number=product.pk, handle=product.handle),
        "rows": reading.mentioning(product, person=request.user),
        "labels": labels.of(product, request.user),
        "more": _more(request, product),
    }
    return render(request, "catalogue/product.html", context)


@require_safe
def find(request: HttpRequest, number: int) -> HttpResponse:
    product = _visible(request, number)
    return redirect(addresses.product(product.pk, product.title), permanent=True)


@require_safe
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """Name the host before anyone goes there: the shop has not shown yet that it is its own."""
    product = _visible(request, number, "shop")
    way = leaving.way_to(product, product.shop)
    if not way:
        raise Http404
    context = {
        "product": product,
        "shop": product.shop,
        "way": way,
        "onward": outward.onward(way, handle=product.handle),
    }
    return render(request, "catalogue/leave.html", context)


def _visible(request: HttpRequest, number: int, *with_them: str) -> Product:
    products = Product.objects.visible_to(request.user).select_related(*(with_them or ("shop",)))
    return get_object_or_404(products, pk=number)


def _more(request: HttpRequest, product: Product) -> list[dict[str, Any]]:
    goods = Product.objects.visible_to(request.user).on_the_shelf().filter(shop=product.shop_id)
    return cards.rows(goods.exclude(pk=product.pk).order_by("-added_at", "-id")[:MORE_OF_THE_SHOP])


def _excerpt(product: Product) -> str:
    """Return the beginning of the description as plain words, or the title where there is none."""
    words = " ".join(unescape(strip_tags(product.description.replace("<", " <"))).split())
    return Truncator(words or product.title).chars(160)


def _path(category: Category | None) -> list[str]:
    steps: list[str] = []
    while category is not None:
        steps.insert(0, category.name)
        category = category.parent
    return steps
