"""What things have cost. Rows are only ever added, by imports, so a price of the past is what the shop said then."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from watercress.catalogue.models import PricePoint, Product

LOOKED_BACK = timedelta(days=30)


def note(changes: Iterable[tuple[Product, tuple[int | None, str] | None]], *, at: datetime) -> None:
    """
    Add a point for each product seen on the shelf for the first time, and for each whose price moved since.

    `changes` holds each product as it is now with the price and currency it had, None before it was first listed.
    """
    PricePoint.objects.bulk_create(
        PricePoint(product=product, at=at, price=product.price, currency=product.currency)
        for product, before in changes
        if product.first_listed_at and product.price is not None and before != (product.price, product.currency)
    )


def lowest(product: Product, *, at: datetime) -> int | None:
    """Return the lowest price of the last thirty days, in the currency of today; None if it was not listed then."""
    points = list(
        PricePoint.objects.filter(product=product, currency=product.currency)
        .order_by("-at", "-pk")
        .values_list("at", "price")[:200]
    )
    since = at - LOOKED_BACK
    costs = [price for moment, price in points if moment >= since]
    # The price that held when the thirty days began was set before them.
    costs += [price for moment, price in points if moment < since][:1]
    return min(costs, default=None)
