"""Links out of the town, and in the demo to the plain shops that stand in for those that do not exist."""

from dataclasses import dataclass

from django.urls import reverse

from watercress.catalogue.leaving import Way
from watercress.kernel import town

STOOD_IN_FOR = ".example"


@dataclass(frozen=True)
class Link:
    href: str = ""
    host: str = ""
    direct: bool = False
    """Straight to the shop; otherwise through the page that names the host."""

    def __bool__(self) -> bool:
        return bool(self.href)


def product(way: Way, *, number: int, handle: str) -> Link:
    """Return where the button beside a product leads."""
    if not way:
        return Link()
    if way.direct:
        return Link(onward(way, handle=handle), way.host, direct=True)
    return Link(reverse("product_leave", args=[number]), way.host)


def front(way: Way) -> Link:
    """Return the link to a shop's own front page; only proved hosts are linked without naming a product."""
    return Link(onward(way, handle=""), way.host, direct=True) if way and way.direct else Link(host=way.host)


def onward(way: Way, *, handle: str) -> str:
    """Return the address itself, or that of its stand-in."""
    if not is_stood_in_for(way.host):
        return way.address
    return (
        reverse("stand_in_product", args=[way.host, handle]) if handle else reverse("stand_in_front", args=[way.host])
    )


def is_stood_in_for(host: str) -> bool:
    here = town.town()
    return bool(here and here.is_demo and host.endswith(STOOD_IN_FOR))
