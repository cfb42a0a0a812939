"""A shop's own page: what it says of itself, its goods, and who talks about them."""

from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Count, F, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from watercress.catalogue import cards, categories, leaving
from watercress.catalogue.models import Keeper, Product
from watercress.community import reading
from watercress.shelves import reading as shelves
from watercress.traffic.sources import Surface
from watercress.web import pages, shown
from watercress.web.catalogue import choosing
from watercress.web.catalogue.choosing import Orders, chosen
from watercress.web.catalogue.loading import Counter, counter
from watercress.web.traffic import looking

GOODS_A_PAGE = 24
TOPICS = 5
REVIEWS = 3

GOODS_BY: Orders = {
    "new": choosing.NEWEST,
    "wanted": choosing.WANTED,
    "cheap": choosing.CHEAPEST,
    "dear": choosing.DEAREST,
    "name": (_("Name"), ("title", "id")),
}
SHELVES = {
    "shelf": _("On the shelf"),
    "unlisted": _("Kept off the shelf"),
    "retired": _("No longer sold"),
}


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    here = counter(request, slug)
    shop = here.shop
    order = chosen(request, "sort", GOODS_BY, "new")
    shelf = chosen(request, "shelf", SHELVES, "shelf")
    if shelf != "shelf" and not here.keeps:
        raise Http404
    goods = _on(shelf, Product.objects.visible_to(request.user).filter(shop=shop))
    departments = _departments(goods)
    department = _department(request, departments)
    page = pages.number(request)
    rows = goods.filter(category=department["id"]) if department else goods
    rows = rows.order_by(*GOODS_BY[order][1])[(page - 1) * GOODS_A_PAGE : page * GOODS_A_PAGE]
    count = department["count"] if department else sum(each["count"] for each in departments)
    shown_here, front = cards.rows(rows), leaving.way_to_front(shop)
    itself = {"id": 0, "shop_id": shop.pk, "shop_host": shop.host}
    looking.show(request, Surface.SHOP, [itself] if front else [], shown_here)
    context: dict[str, Any] = {
        **here.frame(),
        "facts": {"goods": shop.products_count, "wants": sum(each["wants"] for each in departments)},
        "goods": shown_here,
        "page": pages.Page(page, count, GOODS_A_PAGE),
        "query": f"sort={order}&shelf={shelf}&" + (f"in={department['slug']}&" if department else ""),
        "order": order,
        "orders": choosing.named(GOODS_BY),
        "shelf": shelf,
        "shelves": SHELVES.items() if here.keeps else [],
        "departments": [each for each in departments if each["slug"]],
        "department": department,
        "keepers": _keepers(here),
        "country_name": shown.country(shop.country),
        **(_said(here) if page == 1 else {"topics": [], "reviews": []}),
        "front": itself["go"] if front and front.direct else "",
    }
    return render(request, "catalogue/shop.html", context)


def _on(shelf: str, goods: QuerySet[Product]) -> QuerySet[Product]:
    if shelf == "unlisted":
        return goods.filter(listed=False, retired_at=None)
    if shelf == "retired":
        return goods.filter(retired_at__isnull=False)
    return goods.filter(listed=True, retired_at=None)


def _departments(goods: QuerySet[Product]) -> list[dict[str, Any]]:
    """Return the departments of a shop's goods, with how many and how much wanted; what is filed nowhere is under ""."""
    name = "zh" if (translation.get_language() or "").startswith("zh") else "en"
    rows = goods.order_by().values("category_id", "category__slug", f"category__{name}")
    rows = rows.annotate(count=Count("pk"), wants=Sum("wants_count"))
    found = [
        {
            "id": row["category_id"],
            "slug": row["category__slug"] or "",
            "name": row[f"category__{name}"] or "",
            "count": row["count"],
            "wants": row["wants"],
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


def _said(here: Counter) -> dict[str, Any]:
    """Topics that show what one sees of its goods here, and what was last said of them by people who own them."""
    person = here.request.user
    goods = Product.objects.visible_to(person).filter(shop=here.shop)
    return {
        "topics": reading.mentioning_any(goods, person=person, most=TOPICS),
        "reviews": shelves.of_goods(goods, person=person, most=REVIEWS),
    }


def _keepers(here: Counter) -> list[dict[str, Any]]:
    kept_by = Keeper.objects.filter(shop=here.shop, person__is_active=True).order_by("since", "id")
    rows: Any = kept_by.values(
        "person_id", username=F("person__username"), name=F("person__name"), picture_key=F("person__picture__key")
    )
    return list(rows)
