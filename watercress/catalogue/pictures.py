"""
Fetching the pictures of goods: by the worker, through the one fetcher, a few seconds at a time.

A large import wants thousands. Each turn ends after TURN and goes to the back of the queue, so that nobody's letter
waits behind a shop's pictures.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.functional import Promise

from watercress.catalogue.events import PicturesWanted
from watercress.catalogue.models import Product, ProductPicture
from watercress.kernel import events, fetching, pictures
from watercress.kernel.decisions import Refused
from watercress.kernel.models import Picture
from watercress.kernel.text.addresses import host_of

TURN = 10.0
AGAIN_AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
MOST_TURNS = 12
"""A host that asks us to wait each time is left alone for good in the end."""


@dataclass
class _Turn:
    """What one turn has found out."""

    at: datetime
    attempt: int
    down: dict[str, str | Promise] = field(default_factory=dict)
    """Hosts that did not answer: not asked again in this turn."""
    later: dict[datetime, set[int]] = field(default_factory=dict)
    """Products to come back for, by when."""

    def put_off(self, wanted: ProductPicture, until: datetime) -> None:
        self.later.setdefault(until, set()).add(wanted.product_id)


def fetch_some(product_ids: Sequence[int], *, attempt: int, at: datetime, key: str) -> None:
    """
    Fetch what is still missing for these products, for some seconds, and leave the rest to a later turn.

    Safe to repeat: what has come is not asked for again. `key` tells this turn from others.
    """
    began = time.monotonic()
    turn = _Turn(at, attempt)
    waiting = _missing(product_ids)
    while waiting and time.monotonic() - began < TURN:
        _fetch(waiting.pop(0), turn)
    with transaction.atomic():
        if rest := tuple(dict.fromkeys(wanted.product_id for wanted in waiting)):
            happened = PicturesWanted(product_ids=rest, attempt=attempt)
            events.record(happened, at=at + timedelta(seconds=time.monotonic() - began))
        for until, products in turn.later.items():
            happened = PicturesWanted(product_ids=tuple(sorted(products)), attempt=attempt + 1)
            # Hashed: a turn's key holds the key of the turn before, and would outgrow its column.
            occasion = sha256(f"{key}/{until.isoformat()}".encode()).hexdigest()[:32]
            events.schedule(happened, due_at=until, at=at, key=occasion)


def _missing(product_ids: Iterable[int]) -> list[ProductPicture]:
    """Return the pictures to fetch, the first of each product before the second of any."""
    rows = ProductPicture.objects.filter(
        product__in=product_ids, product__listed=True, product__retired_at=None, picture=None, problem=""
    )
    return list(rows.exclude(source="").order_by("position", "product_id"))


def _fetch(wanted: ProductPicture, turn: _Turn) -> None:
    host = host_of(wanted.source)
    try:
        if host in turn.down:
            raise fetching.Unreachable(wanted.source)
        picture = _ours(wanted.source) or _kept(wanted.source, at=turn.at)
    except fetching.Later as not_yet:
        if turn.attempt < MOST_TURNS:
            turn.put_off(wanted, not_yet.until)
        else:
            _give_up(wanted, not_yet.reason)
    except (fetching.Unreachable, fetching.TooSlow) as failed:
        turn.down[host] = failed.reason
        if turn.attempt < len(AGAIN_AFTER):
            turn.put_off(wanted, turn.at + AGAIN_AFTER[turn.attempt])
        else:
            _give_up(wanted, failed.reason)
    except fetching.FetchFailed as failed:
        _give_up(wanted, failed.reason)
    except Refused as refused:
        _give_up(wanted, next(iter(refused.problems.values())))
    else:
        _hang(wanted, picture)


def _ours(source: str) -> Picture | None:
    """Return what we have of this very address already, from this product or another."""
    had = ProductPicture.objects.filter(source=source, picture__isnull=False).select_related("picture").first()
    return had.picture if had else None


def _kept(source: str, *, at: datetime) -> Picture:
    fetched = fetching.fetch(source, at=at, accept=("image/",), most_bytes=pictures.MOST_BYTES)
    if not fetched.is_ok:
        raise fetching.FetchFailed(source, f"status {fetched.status}")
    return pictures.keep(fetched.body, at=at)


def _hang(wanted: ProductPicture, picture: Picture) -> None:
    with transaction.atomic():
        # The row may have gone: an import rewrites them. The picture is kept for when it comes again.
        if not ProductPicture.objects.filter(pk=wanted.pk).update(picture=picture):
            return
        arrived = ProductPicture.objects.filter(product=wanted.product_id, picture__isnull=False)
        first = arrived.order_by("position").values_list("picture", flat=True)[:1]
        Product.objects.filter(pk=wanted.product_id).update(picture=first.get())


def _give_up(wanted: ProductPicture, reason: str | Promise) -> None:
    ProductPicture.objects.filter(pk=wanted.pk).update(problem=str(reason)[:200])
