"""Goods that bear a label: most wanted, newest, or in an order that nobody chose."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.functions import MD5, Cast, Concat
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watercress.catalogue import cards
from watercress.catalogue.models import Product
from watercress.kernel import town
from watercress.labels.models import Label
from watercress.labels.naming import in_chinese

GOODS_A_PAGE = 24
ORDERS = ("wanted", "new", "neutral")


@dataclass(frozen=True)
class Filter:
    """Which of them: in one department, or up to a price in one currency."""

    department: str = ""
    currency: str = ""
    most: int | None = None


FILTERS = Filter()


@dataclass(frozen=True)
class Shelf:
    """One page of goods, and what there is to choose from."""

    cards: list[dict[str, Any]]
    count: int
    total: int
    """How many there are without a filter."""
    departments: list[dict[str, Any]]
    currencies: list[str]


def goods(
    label: Label, *, person: Any, order: str = "wanted", seed: int = 1, only: Filter = FILTERS, page: int = 1
) -> Shelf:
    """
    Return one page of the goods on the shelf that bear a label, each saying in `why` what put it there: three queries.

    The neutral order is that of `neutral`: by a seed, and by nothing else.
    """
    bearing = Product.objects.visible_to(person).on_the_shelf().filter(label_tags__label=label)
    facets = _facets(bearing)
    found = _only(bearing, only)
    start = (max(page, 1) - 1) * GOODS_A_PAGE
    ordered = _in_order(found, order, seed)[start : start + GOODS_A_PAGE]
    rows: Any = list(ordered.values("pk", "wants_count", "added_at"))
    whys = {row["pk"]: _why(row, order, seed, place) for place, row in enumerate(rows, start=start + 1)}
    shown = [{**card, "why": whys[card["id"]]} for card in cards.in_order(whys, person=person)]
    total = sum(row["n"] for row in facets)
    return Shelf(shown, found.count() if only != FILTERS else total, total, *_offered(facets))


def neutral(goods: QuerySet[Product], seed: int) -> QuerySet[Product]:
    """
    Order goods by the MD5 of "seed:number", written in hexadecimal, and by nothing that is known of them.

    The same seed gives the same order on every database and for every visitor; whoever doubts it can work it out.
    """
    written = Concat(Value(f"{seed}:"), Cast("pk", CharField()))
    return goods.order_by(MD5(written), "pk")


def _in_order(found: QuerySet[Product], order: str, seed: int) -> QuerySet[Product]:
    if order == "neutral":
        return neutral(found, seed)
    return found.order_by(*(("-wants_count",) if order == "wanted" else ()), "-added_at", "-id")


def _why(row: dict[str, Any], order: str, seed: int, place: int) -> str:
    if order == "neutral":
        return _("place {n} by seed {seed}").format(n=place, seed=seed)
    if order == "wanted" and row["wants_count"]:
        n = row["wants_count"]
        return ngettext("{n} person wants it", "{n} people want it", n).format(n=n)
    day = date_format(town.at_home(row["added_at"]), "DATE_FORMAT")
    return _("here since {day}").format(day=day)


def _only(goods: QuerySet[Product], only: Filter) -> QuerySet[Product]:
    if only.department:
        goods = goods.filter(category__slug=only.department)
    if only.currency:
        goods = goods.filter(currency=only.currency)
    if only.most is not None:
        goods = goods.filter(price__lte=only.most)
    return goods


def _facets(goods: QuerySet[Product]) -> list[dict[str, Any]]:
    rows: Any = goods.order_by().values("currency", "category", "category__slug", "category__en", "category__zh")
    return list(rows.annotate(n=Count("pk")))


def _offered(facets: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the departments and the currencies there are, the fullest first."""
    by_slug: dict[str, dict[str, Any]] = {}
    by_currency: dict[str, int] = {}
    name = "category__zh" if in_chinese() else "category__en"
    for row in facets:
        by_currency[row["currency"]] = by_currency.get(row["currency"], 0) + row["n"]
        if row["category"]:
            told = {"slug": row["category__slug"], "name": row[name], "count": 0}
            by_slug.setdefault(told["slug"], told)["count"] += row["n"]
    departments = sorted(by_slug.values(), key=lambda each: (-each["count"], each["slug"]))
    return departments, sorted(by_currency, key=lambda code: (-by_currency[code], code))
