"""Slates and clicks, made as the web face makes them."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser

from tests.factories import NOON
from watercress.catalogue.models import Product
from watercress.traffic import links, slates, visiting
from watercress.traffic.links import Card
from watercress.traffic.models import Visit
from watercress.traffic.slates import Page
from watercress.traffic.sources import NOWHERE, Source, Surface
from watercress.traffic.validity import Asked

BROWSER = Asked(agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", address="203.0.113.9")
NOBODY = AnonymousUser()


def a_page(*products: Product, surface: Surface = Surface.TOPIC, source: Source = NOWHERE) -> Page:
    return slates.page(surface, [(product.pk, product.shop_id) for product in products], source=source)


def a_look(page: Page, *, asked: Asked = BROWSER, at: datetime = NOON) -> str:
    return slates.serve(page, asked=asked, at=at)


def a_card(page: Page, position: int = 0) -> str:
    product, shop = page.goods[position]
    return links.card(Card(product, 0 if product else shop, position, page.surface, page.source, page.digest))


def a_click(
    page: Page,
    slate: str,
    *,
    position: int = 0,
    asked: Asked = BROWSER,
    person: Any = NOBODY,
    at: datetime = NOON + timedelta(seconds=4),
) -> Visit:
    clicked = visiting.read(a_card(page, position), slate, at=at)
    product = Product.objects.select_related("shop").get(pk=page.goods[position][0])
    return visiting.visit(clicked, product.shop, product, asked=asked, person=person, at=at)
