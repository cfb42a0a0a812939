"""What search engines read: addresses of what anyone may read, whole ones, and nothing besides."""

import json
import re
from html import escape, unescape

import pytest
from django.test import Client

from tests.factories import NOON, a_circle, a_list, a_person, a_picture, a_post, a_product, a_shop
from tests.kernel.markup import Found
from tests.web.circles import address_of, as_, words
from watercress.catalogue.models import Category
from watercress.labels.models import Label
from watercress.web import addresses
from watercress.web.crawlers import sitemap

pytestmark = pytest.mark.django_db
SITE = "https://town.example"


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_URL = SITE


def locations(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return [unescape(each).removeprefix(SITE) for each in re.findall("<loc>(.*?)</loc>", words(answer))]


def listed(client: Client) -> list[str]:
    return [path for part in locations(client, "/sitemap.xml") for path in locations(client, part)]


def test_robots_are_sent_to_the_map_and_kept_out_of_private_rooms():
    told = words(as_().get("/robots.txt")).splitlines()
    assert told[0] == "User-agent: *"
    assert "Disallow: /settings/" in told
    assert told[-1] == f"Sitemap: {SITE}/sitemap.xml"


def test_the_map_lists_what_anyone_may_read_and_nothing_hidden():
    keeper, member = a_person(), a_person()
    shop = a_shop(slug="kiln", keeper=keeper)
    pot = a_product(shop=shop, title="侧把壶 & pot", category=Category.objects.get(slug="teapots"))
    a_product(shop=shop, title="Secret draft", listed=False, category=Category.objects.get(slug="rings"))
    a_product(shop=shop, title="Gone", retired_at=NOON)
    open_, closed = a_circle(slug="open"), a_circle(slug="closed", members=(member,), readable_by="members")
    topic = a_post(open_)
    hidden = [a_post(closed, title="Whispered"), a_post(open_, title="Down", hidden_at=NOON)]
    hidden.append(a_post(open_, title="Back", withdrawn_at=NOON))
    liked = a_list(pot, title="For tea")
    a_list(pot, owner=member, title="For me", is_public=False)
    Label.objects.exclude(slug="tea-house").update(hidden_at=NOON)
    for client in (as_(), as_(keeper), as_(member)):
        found = listed(client)
        assert sorted(found) == sorted([
            *("/", "/circles/", "/shops/", "/categories/", "/lists/", "/talk-me-out/", "/labels/"),
            *("/shops/kiln/", "/labels/tea-house/", "/c/open/", address_of(topic), addresses.list_(liked.pk, "For tea")),
            *(f"/categories/{slug}/" for slug in ("kitchen-table", "tea-ware", "teapots")),
            addresses.product(pot.pk, pot.title),
        ])  # fmt: skip
        for path in found:
            assert client.get(path).status_code == 200, path
        assert not [each for each in hidden if address_of(each) in found]


def test_a_long_map_comes_in_parts(monkeypatch):
    monkeypatch.setattr(sitemap, "EACH", 2)
    monkeypatch.setattr("watercress.web.crawlers.views.EACH", 2)
    goods = [a_product() for _ in range(5)]
    parts = [part for part in locations(as_(), "/sitemap.xml") if "products" in part]
    assert len(parts) >= 3
    full = [part for part in parts if as_().get(part).status_code == 200]
    assert [p for part in full for p in locations(as_(), part)] == [addresses.product(p.pk, p.title) for p in goods]


@pytest.mark.parametrize(
    "part", ["products-0", "products-01", "people-1", "products-999999999", "places-2", "products-x"]
)
def test_a_part_that_is_not_there_is_missing(part):
    a_product()
    assert as_().get(f"/sitemap-{part}.xml").status_code == 404


def told(page: str) -> dict:
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(script)


def properties(page: str) -> dict[str, str]:
    return {each["property"]: each["content"] for tag, each in Found(page).tags if tag == "meta" and "property" in each}


def test_a_product_tells_programs_its_name_price_and_whether_it_is_there():
    shop = a_shop("Kiln No. 9", slug="kiln")
    pot = a_product(shop=shop, title="Pot", price=16850, price_most=16850, picture=a_picture(key="abcdefgh"))
    where = addresses.product(pot.pk, pot.title)
    page = words(as_().get(where))
    assert told(page) == {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "Pot",
        "description": "Pot",
        "url": SITE + where,
        "inLanguage": "en",
        "image": [f"{SITE}/pictures/abcdefgh/960.webp"],
        "offers": {
            "@type": "Offer",
            "price": "168.50",
            "priceCurrency": "CNY",
            "availability": "https://schema.org/InStock",
            "url": SITE + where,
            "seller": {"@type": "Organization", "name": "Kiln No. 9", "url": f"{SITE}/shops/kiln/"},
        },
    }
    assert properties(page)["og:url"] == SITE + where
    assert properties(page)["og:image"] == f"{SITE}/pictures/abcdefgh/960.webp"


def test_a_range_of_prices_and_a_sold_out_thing_are_told_as_such():
    vase = a_product(price=1200, price_most=9900, currency="JPY", available=False)
    free = a_product(price=None, price_most=None)
    offer = told(words(as_().get(addresses.product(vase.pk, vase.title))))["offers"]
    assert (offer["@type"], offer["lowPrice"], offer["highPrice"]) == ("AggregateOffer", "1200", "9900")
    assert offer["availability"].endswith("/OutOfStock")
    assert "offers" not in told(words(as_().get(addresses.product(free.pk, free.title))))


def test_s08_nothing_a_shop_writes_ends_the_script_it_stands_in():
    evil = "</script><script>alert(1)</script><!--&\u2028 \"'"
    pot = a_product(title=evil, shop=a_shop(evil), description=f"<p>{escape(evil)}</p>")
    page = words(as_().get(addresses.product(pot.pk, pot.title)))
    assert told(page)["name"] == evil
    scripts = [each for tag, each in Found(page).tags if tag == "script"]
    assert [each for each in scripts if "src" not in each] == [{"type": "application/ld+json"}]


def test_only_what_is_open_to_the_world_introduces_itself():
    keeper, member = a_person(), a_person()
    shop = a_shop(keeper=keeper)
    draft = a_product(shop=shop, title="Secret draft", listed=False)
    gone = a_product(shop=shop, title="Gone", retired_at=NOON)
    closed, open_ = a_circle(members=(member,), readable_by="members"), a_circle(members=(member,))
    shown = [f"/c/{open_.slug}/", address_of(a_post(open_)), f"/shops/{shop.slug}/"]
    kept = [addresses.product(draft.pk, draft.title), addresses.product(gone.pk, gone.title)]
    silent = [
        f"/c/{closed.slug}/",
        address_of(a_post(closed)),
        address_of(a_post(open_, author=member, withdrawn_at=NOON)),
    ]
    for where in shown:
        assert properties(words(as_().get(where)))["og:url"] == SITE + where
    for client, places in ((as_(keeper), kept), (as_(member), silent)):
        for where in places:
            page = words(client.get(where))
            assert properties(page) == {}, where
            assert "ld+json" not in page
