"""Prices asked for in an address: one currency, and from how much to how much in it. Nothing is converted."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models.products import ProductQuerySet
from watercress.kernel import money

LONGEST = 24


@dataclass(frozen=True)
class Costs:
    currencies: dict[str, int]
    """Those the goods are in, with how many are in each, the most first."""
    currency: str = ""
    """The one that was chosen, or that had to be; "" for goods in any."""
    written: dict[str, str] = field(default_factory=dict)
    least: int | None = None
    most: int | None = None
    problems: dict[str, Any] = field(default_factory=dict)

    @property
    def is_limited(self) -> bool:
        return self.least is not None or self.most is not None

    @property
    def count(self) -> int:
        """How many goods there are as long as nothing is limited."""
        return self.currencies.get(self.currency, 0) if self.currency else sum(self.currencies.values())

    def among(self, goods: ProductQuerySet) -> ProductQuerySet:
        if self.currency:
            goods = goods.filter(currency=self.currency)
        if self.least is not None:
            goods = goods.filter(price__gte=self.least)
        if self.most is not None:
            goods = goods.filter(price__lte=self.most)
        return goods


def read(request: HttpRequest, currencies: dict[str, int], *, one: bool) -> Costs:
    """
    Read `currency`, `from` and `to`. Where `one` is needed, as to say what is cheapest, and none was chosen, it is
    the one most goods are in.

    What cannot be read as an amount limits nothing and is told in `problems`; anything odder is a 400.
    """
    currency = request.GET.get("currency", "")
    if currency and currency not in money.codes():
        raise BadRequest("currency")
    written = {name: request.GET.get(name, "").strip() for name in ("from", "to")}
    if any(len(words) > LONGEST for words in written.values()):
        raise BadRequest("from, to")
    if currencies and not currency and (one or len(currencies) == 1 or any(written.values())):
        currency = next(iter(currencies))
    problems: dict[str, str | Promise] = {}
    limits: dict[str, int | None] = {"from": None, "to": None}
    for name, words in written.items():
        if words and currency:
            try:
                limits[name] = money.to_minor(words, currency)
            except money.NotAnAmount:
                problems[name] = _("Write a plain amount, such as 20 or 12.50.")
    return Costs(currencies, currency, written, limits["from"], limits["to"], problems)
