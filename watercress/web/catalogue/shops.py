"""The directory of shops, and each shop's own page."""

from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Count, F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from watercress.catalogue import cards, categories, countries, leaving, policies
from watercress.catalogue.models import Keeper, Product, Shop
from watercress.web import pages
from watercress.web.catalogue import outward
from watercress.web.catalogue.loading import Counter, counter

SHOPS_A_PAGE = 24
GOODS_A_PAGE = 24

# What may stand in the address, and what it means; anything else is a 400 (S44).
SHOPS_BY: dict[str, tuple[Any, Any]] = {
    "goods": (_("Most goods"), ("-products_count", "name", "id")),
    "new": (_("Newest"), ("-opened_at", "-id")),
    "name": (_("Name"), ("name", "id")),
}
GOODS_BY: dict[str, tuple[Any, Any]] = {
    "new": (_("Newest"), ("-added_at", "-id")),
    "cheap": (_("Lowest price"), (F("price").asc(nulls_last=True), "-id")),
    "dear": (_("Highest price"), (F("price").desc(nulls_last=True), "-id")),
    "name": (_("Name"), ("title", "id")),
}
SHELVES = {
    "shelf": _("On the shelf"),
    "unlisted": _("Kept off the shelf"),
    "retired": _("No longer sold"),
}


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    order = _chosen(request, "sort", SHOPS_BY, "goods")
    here = Shop.objects.visible_to(request.user)
    # One query for the choices and, summed up, for the number of pages.
    found = here.order_by().values_list("country").annotate(shops=Count("pk"))
    by_country = {country: count for country, count in found}  # noqa: C416  (typed as plain tuples)
    country = _chosen(request, "country", {**by_country, "": 0}, "")
    page = pages.number(request)
    shops = here.filter(country=country) if country else here
    rows = shops.order_by(*SHOPS_BY[order][1])[(page - 1) * SHOPS_A_PAGE : page * SHOPS_A_PAGE]
    count = by_country[country] if country else sum(by_country.values())
    context = {
        "rows": rows.values(
            "id", "slug", "name", "about", "lang", "country", "products_count", crest_key=F("crest__key")
        ),
        "page": pages.Page(page, count, SHOPS_A_PAGE),
        "query": f"sort={order}&country={country}&",
        "order": order,
        "orders": [(key, label) for key, (label, _columns) in SHOPS_BY.items()],
        "country": country,
        "countries": sorted((name, code) for code in by_country if code and (name := _country(code))),
        "country_name": _country,
        "may_open": policies.can_open(request.user),
    }
    return render(request, "catalogue/directory.html", context)


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    here = counter(request, slug)
    shop = here.shop
    order = _chosen(request, "sort", GOODS_BY, "new")
    shelf = _chosen(request, "shelf", SHELVES, "shelf")
    if shelf != "shelf" and not here.keeps:
        raise Http404
    goods = _on(shelf, Product.objects.visible_to(request.user).filter(shop=shop))
    departments = _departments(goods)
    department = _department(request, departments)
    page = pages.number(request)
    rows = goods.filter(category=department["id"]) if department else goods
    rows = rows.order_by(*GOODS_BY[order][1])[(page - 1) * GOODS_A_PAGE : page * GOODS_A_PAGE]
    count = department["count"] if department else sum(each["count"] for each in departments)
    context: dict[str, Any] = {
        **here.frame(),
        "goods": cards.rows(rows),
        "page": pages.Page(page, count, GOODS_A_PAGE),
        "query": f"sort={order}&shelf={shelf}&" + (f"in={department['slug']}&" if department else ""),
        "order": order,
        "orders": [(key, label) for key, (label, _columns) in GOODS_BY.items()],
        "shelf": shelf,
        "shelves": SHELVES.items() if here.keeps else [],
        "departments": [each for each in departments if each["slug"]],
        "department": department,
        "keepers": _keepers(here),
        "country_name": _country(shop.country),
        "front": outward.front(leaving.way_to_front(shop)),
    }
    return render(request, "catalogue/shop.html", context)


def _on(shelf: str, goods: QuerySet[Product]) -> QuerySet[Product]:
    if shelf == "unlisted":
        return goods.filter(listed=False, retired_at=None)
    if shelf == "retired":
        return goods.filter(retired_at__isnull=False)
    return goods.filter(listed=True, retired_at=None)


def _departments(goods: QuerySet[Product]) -> list[dict[str, Any]]:
    """Return the departments of a shop's goods with how many there are; what is filed nowhere counts under ""."""
    name = "zh" if (translation.get_language() or "").startswith("zh") else "en"
    rows = goods.order_by().values("category_id", "category__slug", f"category__{name}").annotate(count=Count("pk"))
    found = [
        {
            "id": row["category_id"],
            "slug": row["category__slug"] or "",
            "name": row[f"category__{name}"] or "",
            "count": row["count"],
        }
        for row in rows
    ]
    return sorted(found, key=lambda row: (-row["count"], row["slug"]))


def _department(request: HttpRequest, departments: list[dict[str, Any]]) -> dict[str, Any] | None:
    written = request.GET.get("in", "")
    if not written:
        return None
    if not any(known.slug == written for known in categories.departments()):
        raise BadRequest("in")
    nothing = {"id": 0, "slug": written, "name": "", "count": 0}
    return next((each for each in departments if each["slug"] == written), nothing)


def _keepers(here: Counter) -> list[dict[str, Any]]:
    kept_by = Keeper.objects.filter(shop=here.shop, person__is_active=True).order_by("since", "id")
    rows: Any = kept_by.values(
        "person_id", username=F("person__username"), name=F("person__name"), picture_key=F("person__picture__key")
    )
    return list(rows)


def _chosen(request: HttpRequest, name: str, known: Any, otherwise: str) -> str:
    written = request.GET.get(name, otherwise)
    if written not in known:
        raise BadRequest(name)
    return written


def _country(code: str) -> str:
    return countries.name(code, translation.get_language() or "en") if code else ""
