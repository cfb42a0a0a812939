"""
Signed links: which card of which page was clicked.

A *card* names a product, its place and what the page was; it is the same each time that page is made, so a page can be
kept. A *slate* is new each time the page is served: when that was, and a random number. Its signature takes in the
page's digest, so only a card of that page goes with it. Nothing is looked up to read them.
"""

import base64
import hashlib
import hmac
import secrets
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from django.conf import settings

from . import sources
from .sources import Source, Surface

VERSION = "1"
LASTS = timedelta(days=2)
SLATE_LENGTH = 24
FRONT = "S"
_DIGEST = 6
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Altered(Exception):
    """The link is not one we made, or was put together from two."""


class Expired(Exception):
    """The link is ours, and too old to say anything."""


@dataclass(frozen=True)
class Card:
    """A card as its link tells it. One of `product` and `shop` is 0: a shop's own front has no product."""

    product: int
    shop: int
    position: int
    surface: Surface
    source: Source
    digest: str


def digest(surface: Surface, source: Source, goods: Sequence[tuple[int, int]]) -> str:
    """Return six characters that stand for what a page shows, and where."""
    told = f"{surface}{source}:{','.join(f'{product or -shop}' for product, shop in goods)}"
    return _text(hashlib.sha256(told.encode()).digest())[:_DIGEST]


def card(card: Card) -> str:
    what = _short(card.product) if card.product else f"{FRONT}{_short(card.shop)}"
    told = f"{VERSION}{card.surface}{card.source}.{what}.{_short(card.position)}.{card.digest}"
    return f"{told}.{_sealed(told)}"


def read_card(written: str) -> Card:
    """Raises Altered."""
    told, _dot, seal = written.rpartition(".")
    parts = told.split(".")
    if len(parts) != 4 or not hmac.compare_digest(seal.encode(), _sealed(told).encode()):
        raise Altered
    head, what, position, digest = parts
    source = sources.read(head[2:])
    if head[:1] != VERSION or source is None:
        raise Altered
    number = int(what.removeprefix(FRONT), 36)
    product, shop = (0, number) if what.startswith(FRONT) else (number, 0)
    return Card(product, shop, int(position, 36), Surface(head[1]), source, digest)


def slate(digest: str, *, at: datetime) -> str:
    """Return a new slate's name, 24 characters, for a page with this digest served at this moment."""
    told = struct.pack(">Q", int(at.timestamp() * 1000))[2:] + secrets.token_bytes(6)
    return _text(told + _slate_seal(told, digest))


def served_at(slate: str, digest: str, *, at: datetime) -> datetime:
    """Return when this slate was served. Raises Altered, and Expired after two days."""
    try:
        told = base64.urlsafe_b64decode(slate.encode("ascii"))
    except (ValueError, UnicodeEncodeError):
        raise Altered from None
    if len(slate) != SLATE_LENGTH or not hmac.compare_digest(told[12:], _slate_seal(told[:12], digest)):
        raise Altered
    (since,) = struct.unpack(">Q", b"\0\0" + told[:6])
    moment = datetime.fromtimestamp(since / 1000, UTC)
    if at - moment > LASTS:
        raise Expired
    return moment


def via(surface: Surface, source: Source) -> str:
    """Return what an address of ours carries from a card, so that its page knows what sent one there."""
    told = f"{surface}{source}"
    return f"{told}.{_sealed('via ' + told)[:8]}"


def read_via(written: str) -> tuple[Surface, Source] | None:
    """Return what `via` wrote, or None for anything else: an address that was played with is still an address."""
    told, _dot, seal = written.partition(".")
    if not told or not hmac.compare_digest(seal.encode(), _sealed("via " + told)[:8].encode()):
        return None
    source = sources.read(told[1:])
    return (Surface(told[0]), source) if source else None


def _slate_seal(told: bytes, digest: str) -> bytes:
    return _mac(b"slate " + told + digest.encode())[:6]


def _sealed(told: str) -> str:
    return _text(_mac(told.encode())[:12])


def _mac(told: bytes) -> bytes:
    fresh = _keyed(settings.SECRET_KEY).copy()
    fresh.update(told)
    return fresh.digest()


@cache
def _keyed(secret: str) -> hmac.HMAC:
    """Keyed once: the key's own two blocks are half the work of so short a text."""
    return hmac.new(hashlib.sha256(f"watercress.traffic.links {secret}".encode()).digest(), digestmod="sha256")


def _text(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def _short(number: int) -> str:
    """Return a number in base 36."""
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
