"""What is to be drawn. Knows nothing of Django: it runs in processes that only draw."""

import signal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL.Image import Image

from watercress.operations import leash

from . import source
from .drawing import crest, draw, face, seed_of


@dataclass(frozen=True)
class Order:
    """One picture to draw; `of` and `key` name what it is for, e.g. "product", "ash-white-gaiwan"."""

    of: str
    key: str
    motif: str = ""
    palette: str = ""


def drawing_of(product: Mapping[str, Any]) -> str:
    """Things of one motif and one palette share a drawing: there are three times as many things."""
    return f"{product['motif']} {product['palette']}"


def orders() -> list[Order]:
    goods = source.products()
    people = [*(person["username"] for person in source.people()), *(shop["keeper"] for shop in source.shops())]
    return [
        *{drawing_of(row): Order("product", drawing_of(row), row["motif"], row["palette"]) for row in goods}.values(),
        *(Order("shop", row["key"], row["motif"], row["palette"]) for row in source.shops()),
        *(Order("circle", row["slug"], row["motif"], row["palette"]) for row in source.circles()),
        *(Order("person", name) for name in people),
    ]


def drawn(order: Order) -> Image:
    if order.of == "person":
        return face(seed_of(order.key))
    if order.of == "product":
        return draw(order.motif, order.palette, seed=seed_of(order.key))
    return crest(order.motif, order.palette)


def settle(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer.
    leash.hold(parent)
