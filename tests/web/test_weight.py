"""Pages travel light, whatever stands in front of the town, and ask nobody but the town."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.factories import a_circle, a_mark, a_person, a_picture, a_post, a_product, a_reply, a_shop, shown_in
from tests.kernel.markup import Found
from watercress.catalogue.models import Category, Product, Variant
from watercress.web import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
STATIC = Path(__file__).parents[2] / "watercress/web/static"
LONG = "A title of some length, the way people write them, number"
# What makes a browser ask for more by itself.
ASKED_FOR = {("link", "href"), ("script", "src"), ("img", "src"), ("img", "srcset"), ("source", "srcset"), ("iframe", "src"),
             ("form", "action"), ("object", "data"), ("video", "src"), ("audio", "src"), ("use", "href")}  # fmt: skip


@pytest.fixture
def full_town() -> dict[str, str]:
    """Every list as long as one page of it becomes; the addresses of pages by their name."""
    circle = a_circle(slug="tea", category=Category.objects.get(slug="teapots"), crest=a_picture())
    shop = a_shop("A shop of some name", slug="kiln", about="Words. " * 280, host="kiln.net", crest=a_picture())
    goods = [_thing(number, shop) for number in range(30)]
    others = [_thing(100 + number, a_shop()) for number in range(8)]
    for person in (a_person(), a_person()):
        for thing in (goods[0], *others):
            a_mark(thing, person=person)
    for number in range(30):
        post = a_post(circle, title=f"{LONG} {number}")
        shown_in(post, *goods[number : number + 3])
    for number in range(20):
        a_reply(post, author=a_person(), html=f"<p>{'Some words said in answer. ' * 20}{number}</p>")
    for number in range(80):
        Variant.objects.create(product=goods[0], position=number, options={"Size": f"{number} ml"}, price=number)
    return {
        "home": "/",
        "circles": "/circles/",
        "circle": "/c/tea/",
        "topic": addresses.post("tea", 30, f"{LONG} 29"),
        "shops": "/shops/",
        "shop": "/shops/kiln/",
        "product": addresses.product(goods[0].pk, goods[0].title),
        "departments": "/categories/",
        "department": "/categories/kitchen-table/",
        "person": f"/people/{circle.founder.username}/",
    }


def _thing(number: int, shop) -> Product:
    teapots = Category.objects.get(slug="teapots")
    described = "<p>What it is made of, how, and by whom.</p>" * 40
    title = f"{LONG} {number}"
    return a_product(shop=shop, title=title, description=described, category=teapots, picture=a_picture())


def test_full_pages_are_under_thirty_kilobytes_compressed_and_ask_no_other_host(full_town: dict[str, str]) -> None:
    heavy, asked, pages = {}, {}, {}
    for name, address in full_town.items():
        packed = Client().get(address, headers={"accept-encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip", name
        pages[name] = gzip.decompress(packed.content).decode()
        heavy[name] = len(packed.content)
        asked[name] = [each for each in _asked_for(pages[name]) if not re.match(r"[/?](?!/)", each)]
    assert {name: size for name, size in heavy.items() if size >= 30_000} == {}
    assert {name: others for name, others in asked.items() if others} == {}
    assert pages["circle"].count('class="t"') == 30
    assert pages["department"].count('<article class="good') == pages["shop"].count('<article class="good') == 24
    assert "Kept on the same shelf" in pages["product"]


def _asked_for(page: str) -> list[str]:
    """Addresses a browser asks by itself for this page; a canonical address is said, not fetched."""
    return [
        value
        for tag, attributes in Found(page).tags
        for attribute, value in attributes.items()
        if (tag, attribute) in ASKED_FOR and attributes.get("rel") != "canonical"
    ]


def test_no_style_sheet_asks_another_host() -> None:
    for sheet in STATIC.rglob("*.css"):
        assert not re.search(r"@import|url\(\s*['\"]?(?:https?:)?//", sheet.read_text()), sheet


def test_what_is_no_page_is_left_as_it_is() -> None:
    answer = Client().get("/healthz", headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers


def test_all_style_sheets_together_are_under_twenty_kilobytes_compressed() -> None:
    sheets = b"".join(sheet.read_bytes() for sheet in sorted(STATIC.rglob("*.css")))

    assert len(gzip.compress(sheets)) < 20_000


def test_all_scripts_together_are_under_twenty_five_kilobytes_compressed() -> None:
    """Ours, and htmx, which every page brings; each compressed by itself, as each is sent."""
    htmx = finders.find("django_htmx/htmx-2.min.js")
    scripts = [Path(str(htmx)), *STATIC.rglob("*.js")]

    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) < 25_000
