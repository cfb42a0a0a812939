"""
What a page shows of goods, as its view says it once: the cards then lead out, and each time the page is served counts.

The links hold a stand-in where the slate's name belongs. The middleware puts a new name there each time the page is
served, also where the page was kept from before.
"""

import secrets
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from watercress.traffic import links, slates
from watercress.traffic.links import Card
from watercress.traffic.slates import Page
from watercress.traffic.sources import NOWHERE, Source, Surface
from watercress.traffic.validity import Asked
from watercress.web.people import visitors

STAND_IN = secrets.token_urlsafe(18)
"""As long as a slate's name, and nobody can write it into a page: it is another in each process."""
Row = dict[str, Any]
_SIGNALS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def show(
    request: HttpRequest, surface: Surface, *lists: Iterable[Row], source: Source = NOWHERE, why: str = ""
) -> None:
    """
    Have the cards in `lists` lead out, in this order, and the page be counted when it is served.

    Each card needs `id`, `shop_id` and `shop_host`, and is given `go`, where it leads out, and `via`, what an address
    of ours carries from it. A card whose `id` is 0 is the shop's own front.
    """
    cards = [card for some in lists for card in some]
    page = slates.page(surface, [(card["id"], card["shop_id"]) for card in cards], source=source, why=why)
    # Once for the page: to reverse the address of each card took longer than to sign it.
    before = reverse("go", args=["-", "-"]).removesuffix("-/-/")
    carry(surface, cards, source=source)
    for position, card in enumerate(cards):
        shop = 0 if card["id"] else card["shop_id"]
        signed = links.card(Card(card["id"], shop, position, surface, source, page.digest))
        card["go"] = f"{before}{signed}/{STAND_IN}/" if card["shop_host"] else ""
    request.slate_page = page  # type: ignore[attr-defined]


def carry(surface: Surface, rows: Iterable[Row], *, source: Source = NOWHERE) -> None:
    """Have addresses of ours carry where these stood; alone for little pictures, which lead nowhere else."""
    carried = links.via(surface, source)
    for row in rows:
        row["via"] = carried


def came_from(request: HttpRequest) -> tuple[Surface, Source] | None:
    """Return what the address carries from the card that led here, if it is ours."""
    return links.read_via(request.GET.get("via", ""))


def page_of(request: HttpRequest) -> Page | None:
    return getattr(request, "slate_page", None)


def asked(request: HttpRequest) -> Asked:
    """Return how the page was asked for, as far as what counts depends on it."""
    said = " ".join(request.headers.get(name, "") for name in _SIGNALS).lower()
    return Asked(
        head=request.method == "HEAD",
        prefetch=any(word in said for word in ("prefetch", "prerender", "preview")),
        agent=request.headers.get("User-Agent", ""),
        address=visitors.address(request),
        refuses="1" in (request.headers.get("Sec-GPC"), request.headers.get("DNT")),
    )


def named(content: bytes, slate: str) -> bytes:
    return content.replace(STAND_IN.encode(), slate.encode())


def is_page(response: HttpResponseBase) -> bool:
    return response.status_code == 200 and not response.streaming
