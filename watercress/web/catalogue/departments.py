"""All departments as a tree, and one with the goods of it and of all below."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watercress.catalogue import cards
from watercress.catalogue import departments as catalogue
from watercress.catalogue.models import Product
from watercress.community import reading
from watercress.traffic.sources import Surface
from watercress.web import pages, shown
from watercress.web.catalogue import choosing, costs
from watercress.web.catalogue.choosing import Orders, chosen
from watercress.web.traffic import looking

GOODS_A_PAGE = 24
CIRCLES = 6
CIRCLES_NAMED = 3
"""Under one department of the tree."""

GOODS_BY: Orders = {
    "new": choosing.NEWEST,
    "wanted": choosing.WANTED,
    "cheap": choosing.CHEAPEST,
    "dear": choosing.DEAREST,
}
BY_PRICE = {"cheap", "dear"}
SWITCH = ("", "1")


@dataclass(frozen=True)
class Asked:
    """What an address asks for, but for prices."""

    order: str
    small: str
    available: str

    @property
    def kinds(self) -> Q:
        only_small = Q(shop__small_since__isnull=False) if self.small else Q()
        return only_small & Q(available=True) if self.available else only_small

    def query(self, **more: str) -> str:
        """What stands in the address of the same choice, ending with & where anything does."""
        told = {"sort": self.order, "small": self.small, "available": self.available, **more}
        return "".join(f"{urlencode({name: words})}&" for name, words in told.items() if words)


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    branches = catalogue.with_goods(person=request.user)
    circles: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in reading.filed_under(None, format_key="circle", person=request.user):
        circles[branches[row["category_id"]].path[0].id].append(row)
    context = {
        "tops": [branch for branch in branches.values() if not branch.parent],
        "circles": circles,
        "named": CIRCLES_NAMED,
    }
    return render(request, "catalogue/departments.html", context)


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    branches = catalogue.tree()
    branch = next((each for each in branches.values() if each.slug == slug), None)
    if branch is None:
        raise Http404
    asked = Asked(
        chosen(request, "sort", GOODS_BY, "new"), chosen(request, "small", SWITCH), chosen(request, "available", SWITCH)
    )
    goods = Product.objects.visible_to(request.user).on_the_shelf().filter(asked.kinds, category__in=branch.numbers)
    found = list(goods.order_by().values_list("category", "currency").annotate(goods=Count("pk")))
    catalogue.count(branches, ((number, count) for number, _currency, count in found))
    within = costs.read(request, _currencies(found), one=asked.order in BY_PRICE)
    goods = within.among(goods)
    page = pages.number(request)
    rows = goods.order_by(*GOODS_BY[asked.order][1])[(page - 1) * GOODS_A_PAGE : page * GOODS_A_PAGE]
    shown_here = cards.rows(rows)
    looking.show(request, Surface.DEPARTMENT, shown_here)
    context: dict[str, Any] = {
        "branch": branch,
        "goods": shown_here,
        "page": pages.Page(page, goods.count() if within.is_limited else within.count, GOODS_A_PAGE),
        "asked": asked,
        "within": within,
        "by_price": asked.order in BY_PRICE,
        "orders": choosing.named(GOODS_BY),
        "query": asked.query(currency=within.currency, **within.written),
        "below": asked.query(),
        "currencies": _chips(asked, within),
        "circles": reading.filed_under(branch.numbers, format_key="circle", person=request.user, most=CIRCLES),
    }
    return render(request, "catalogue/department.html", context, status=400 if within.problems else 200)


def _currencies(found: Iterable[tuple[int | None, str, int]]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for _number, currency, count in found:
        counted[currency] += count
    return dict(sorted(counted.items(), key=lambda each: (-each[1], each[0])))


def _chips(asked: Asked, within: costs.Costs) -> list[dict[str, Any]]:
    """The choice between currencies, where there is one. In all of them at once nothing is the cheapest."""
    known = within.currencies
    if len(known) < 2:
        return []
    mixed = Asked("new" if asked.order in BY_PRICE else asked.order, asked.small, asked.available)
    every = {"name": _("In any currency"), "query": mixed.query(), "on": not within.currency}
    return [
        every,
        *(
            {
                "name": _("{n} in {currency}").format(n=shown.number(count), currency=code),
                "query": asked.query(currency=code),
                "on": code == within.currency,
            }
            for code, count in known.items()
        ),
    ]
