"""What the worker does for people's shelves."""

from datetime import datetime

from watercress.catalogue.events import PricesFell
from watercress.kernel.events import on

from . import dropping


@on(PricesFell, outside=True)
def tell_those_who_want_it(happened: PricesFell, *, at: datetime, effect_key: str) -> None:
    """Outside, though it writes: many people are many transactions, and each price is told once however often we try."""
    for product_id, was, now in zip(happened.product_ids, happened.was, happened.now, strict=True):
        dropping.tell(product_id, was=was, now=now, currency=happened.currency, fell_at=happened.fell_at)
