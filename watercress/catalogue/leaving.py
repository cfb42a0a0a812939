"""
Where a product's button leads: the feed's link, else the place the shop's host implies, else nowhere.

Only Shopify's export says no more than a handle, which is its address there; a feed's link may also be a path.

Until a host is proved to be the shop's, one leaves through a page of ours that names it.
"""

from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from watercress.catalogue import hosts


class Sold(Protocol):
    """What of a product says where it is sold."""

    handle: str
    link: str
    retired_at: Any


class Selling(Protocol):
    host: str
    host_proved_at: Any


@dataclass(frozen=True)
class Way:
    """`address` is "" where there is none; `host` is where it leads, as it is resolved, never as it is dressed up."""

    address: str = ""
    host: str = ""
    direct: bool = False

    def __bool__(self) -> bool:
        return bool(self.address)

    @property
    def path(self) -> str:
        return self.address.split(self.host, 1)[1] or "/"


def way_to(product: Sold, shop: Selling) -> Way:
    """Return the way to where `product` is sold; a link that is not on the shop's own host is not taken."""
    if not shop.host or product.retired_at:
        return Way()
    address = f"https://{shop.host}/"
    if hosts.is_on(product.link, shop.host):
        address = product.link
    elif product.link.startswith("/") and not product.link.startswith("//"):
        address = f"https://{shop.host}{product.link}"
    elif not product.link and product.handle:
        address += f"products/{quote(product.handle, safe='')}"
    return _way(address, shop)


def way_to_front(shop: Selling) -> Way:
    return _way(f"https://{shop.host}/", shop) if shop.host else Way()


def _way(address: str, shop: Selling) -> Way:
    return Way(address, urlsplit(address).hostname or shop.host, direct=bool(shop.host_proved_at))
