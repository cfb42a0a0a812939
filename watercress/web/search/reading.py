"""What an address asks of search: choices from fixed lists (S44), words and amounts as someone typed them."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.translation import gettext as _

from watercress.catalogue import categories
from watercress.kernel import money
from watercress.kernel.text import UNKEEPABLE
from watercress.labels import csv_file
from watercress.search import asked, hits
from watercress.search.narrowing import Narrowed

LONGEST_SLUG = 60
LONGEST_AMOUNT = 20


@dataclass
class Question:
    text: str
    tab: str = ""
    sort: str = "best"
    circle: str = ""
    department: str = ""
    shop: str = ""
    label: str = ""
    currency: str = ""
    least: str = ""
    """As it was typed."""
    most: str = ""
    available: str = ""
    problems: dict[str, str] = field(default_factory=dict)
    """By field, why it cannot be asked so."""


def words(request: HttpRequest) -> tuple[str, str]:
    """Return the words asked for, no more of them than can be asked, and why they will not do if they will not."""
    written = request.GET.get("q", "").strip()
    kept = UNKEEPABLE.sub("", written[: asked.LONGEST])
    if len(written) > asked.LONGEST:
        return kept, _("Please ask in at most 200 characters.")
    return kept, _("This text holds a character that cannot be kept.") if kept != written else ""


def question(request: HttpRequest) -> Question:
    """Raises BadRequest for what no page of ours would ask."""
    text, problem = words(request)
    return Question(
        text,
        tab=_one_of(request, "in", ("", *hits.TABS)),
        sort=_one_of(request, "sort", hits.PRODUCTS_BY, "best"),
        circle=_short(request, "circle", LONGEST_SLUG),
        department=_one_of(request, "department", {"", *(each.slug for each in categories.departments())}),
        shop=_short(request, "shop", LONGEST_SLUG),
        label=_one_of(request, "label", {"", *(row["slug"] for row in csv_file.rows())}),
        currency=_one_of(request, "currency", {"", *money.codes()}),
        least=_short(request, "from", LONGEST_AMOUNT),
        most=_short(request, "to", LONGEST_AMOUNT),
        available=_one_of(request, "available", ("", "1")),
        problems={"q": problem} if problem else {},
    )


def narrowed(asks: Question, *, among: Collection[str]) -> Narrowed:
    """
    Return what goods priced in the currencies `among` are narrowed by.

    An amount is in the currency that is chosen, or in the only one there is; otherwise it is said that it means none.
    """
    (only,) = among if len(among) == 1 else ("",)
    currency = asks.currency or only
    least, most = (_amount(asks, name, currency) if among else None for name in ("least", "most"))
    return Narrowed(
        asks.department, asks.shop, asks.label, asks.currency, least=least, most=most, available=bool(asks.available)
    )


def _amount(asks: Question, name: str, currency: str) -> int | None:
    written = getattr(asks, name)
    if not written:
        return None
    if not currency:
        asks.problems["currency"] = _("These prices are in several currencies, and none is converted. Choose one.")
        return None
    try:
        return money.to_minor(written, currency)
    except money.NotAnAmount:
        asks.problems[name] = _("Write a plain amount, such as 120 or 99.50.")
        return None


def _one_of(request: HttpRequest, name: str, known: Collection[str], otherwise: str = "") -> str:
    written = request.GET.get(name, otherwise)
    if written not in known:
        raise BadRequest(name)
    return written


def _short(request: HttpRequest, name: str, most: int) -> str:
    written = request.GET.get(name, "").strip()
    if len(written) > most or UNKEEPABLE.search(written):
        raise BadRequest(name)
    return written
