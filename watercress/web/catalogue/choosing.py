"""What may stand in the address of a list of goods or shops, and what it means; anything else is a 400 (S44)."""

from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

Orders = dict[str, tuple[Any, Any]]

NEWEST = (_("Newest"), ("-added_at", "-id"))
WANTED = (_("Most wanted"), ("-wants_count", "-added_at", "-id"))
CHEAPEST = (_("Lowest price"), (F("price").asc(nulls_last=True), "-id"))
DEAREST = (_("Highest price"), (F("price").desc(nulls_last=True), "-id"))

SAYS_SMALL = Q(small_since__isnull=False)
"""Of shops: what each says of itself."""


def chosen(request: HttpRequest, name: str, known: Any, otherwise: str = "") -> str:
    written = request.GET.get(name, otherwise)
    if written not in known:
        raise BadRequest(name)
    return written


def named(orders: Orders) -> list[tuple[str, Any]]:
    """What a select offers."""
    return [(key, label) for key, (label, _columns) in orders.items()]
