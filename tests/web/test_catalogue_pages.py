"""Shops and goods as people meet them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, a_circle, a_mark, a_person, a_post, a_product, a_shop
from watercress.catalogue.models import Category, Product, Shop, Variant
from watercress.community.format import Audience
from watercress.community.models import PostProduct
from watercress.kernel import town
from watercress.kernel.models import Town
from watercress.web import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_town_of_another_test():
    town.forget()
    yield
    town.forget()


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def address(product: Product) -> str:
    return addresses.product(product.pk, product.title)


def entered(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_directory_lists_shops_and_says_how_much_they_have(client):
    a_shop("Kiln No. 9", about="Eight kilns closed.", country="CN", products_count=12)
    a_shop("Two Hills", country="FR")
    seen = page(client, reverse("shops"))
    assert "Kiln No. 9" in seen
    assert "12 things on the shelf" in seen
    assert "Eight kilns closed." in seen
    only = page(client, reverse("shops") + "?country=FR")
    assert "Two Hills" in only
    assert "Kiln No. 9" not in only


def test_an_empty_directory_says_what_to_do(client):
    assert "open the first one" in page(client, reverse("shops"))


@pytest.mark.parametrize("query", ["sort=price__lt", "sort=-pk", "sort=", "country=ZZ", "page=0", "page=1e3", "page=x"])
def test_s44_a_directory_sorts_only_by_what_it_knows(client, query):
    a_shop()
    page(client, f"{reverse('shops')}?{query}", 400)


@pytest.mark.parametrize("query", ["sort=shop__keepers", "shelf=all", "in=nothing", "page=-1", "in=tea'", "in=%00"])
def test_s44_a_shop_sorts_only_by_what_it_knows(client, query):
    page(client, f"{reverse('shop', args=[a_shop().slug])}?{query}", 400)


def test_a_shop_shows_its_goods_its_story_and_who_keeps_it(client):
    keeper = a_person("shen", name="Shen Yao")
    shop = a_shop("Kiln No. 9", keeper=keeper, about="Eight kilns closed.", host="kilnno9.example", products_count=1)
    a_product(shop=shop, title="Side-handle pot")
    a_product(shop=shop, title="Secret draft", listed=False)
    a_product(shop=shop, title="Gone cup", retired_at=NOON)
    seen = page(client, reverse("shop", args=[shop.slug]))
    assert "Side-handle pot" in seen
    assert "Secret draft" not in seen
    assert "Gone cup" not in seen
    assert "Eight kilns closed." in seen
    assert "Shen Yao" in seen
    assert "kilnno9.example" in seen


def test_only_keepers_see_what_is_kept_off_the_shelf(client):
    keeper = a_person()
    shop = a_shop(keeper=keeper)
    a_product(shop=shop, title="Secret draft", listed=False)
    shelf = reverse("shop", args=[shop.slug]) + "?shelf=unlisted"
    page(client, shelf, 404)
    page(entered(a_person()), shelf, 404)
    assert "Secret draft" in page(entered(keeper), shelf)


def test_goods_are_sorted_filtered_and_paged(client):
    shop = a_shop()
    teapots = Category.objects.get(slug="teapots")
    for number in range(30):
        a_product(shop=shop, title=f"Pot {number:02}", price=number, price_most=number, category=teapots)
    a_product(shop=shop, title="A cup", category=Category.objects.get(slug="cups-glasses"))
    at = reverse("shop", args=[shop.slug])
    first = page(client, f"{at}?sort=cheap")
    assert "Pot 00" in first
    assert "Pot 29" not in first
    assert "Pot 29" in page(client, f"{at}?sort=cheap&page=2")
    filtered = page(client, f"{at}?in=cups-glasses")
    assert "A cup" in filtered
    assert "Pot" not in filtered.split("Its goods")[1]


def test_the_words_of_an_address_may_be_wrong_but_not_stay(client):
    product = a_product(title="侧把壶 Side-handle pot")
    right = address(product)
    for wrong in (f"/p/{product.pk}-anything/", f"/p/{product.pk}/", f"/p/{product.pk}---/"):
        response = client.get(wrong + "?x=1") if "anything" in wrong else client.get(wrong)
        assert response.status_code == 301
        assert response.headers["Location"].split("?")[0] == right
    assert "侧把壶" in page(client, right)


@pytest.mark.parametrize(
    "written", ["0", "-1", "1.0", "1e0", " 1", "१", "null", "[]", "{}", "true", "9223372036854775808", "01", ""]
)
def test_s22_an_odd_number_in_an_address_is_missing(client, written):
    assert client.get(f"/p/{written}-words/").status_code == 404
    assert client.get(f"/p/{written}/").status_code == 404


def test_hidden_goods_are_missing_and_their_address_does_not_give_their_words_away(client):
    product = a_product(title="Secret draft", listed=False)
    for where in (f"/p/{product.pk}/", f"/p/{product.pk}-x/", address(product)):
        page(client, where, 404)
        page(entered(a_person()), where, 404)


def test_a_product_tells_its_price_its_choices_and_where_they_are_read(client):
    shop = a_shop("Kiln No. 9", host="kilnno9.example")
    product = a_product(
        shop=shop,
        title="Side-handle pot",
        handle="pot",
        price=16800,
        price_most=19800,
        category=Category.objects.get(slug="teapots"),
        description="<p>Unglazed <strong>inside</strong>.</p>",
    )
    Variant.objects.create(product=product, position=1, options={"Size": "180 ml"}, price=16800)
    Variant.objects.create(product=product, position=2, options={"Size": "260 ml"}, price=19800, available=False)
    seen = page(client, address(product))
    assert "¥168 – ¥198" in seen
    assert "price read from the shop" in seen
    way = ("kitchen-table", "Kitchen &amp; table"), ("tea-ware", "Tea ware"), ("teapots", "Teapots")
    assert " › ".join(f'<a href="/categories/{slug}/">{name}</a>' for slug, name in way) in seen
    assert "<strong>inside</strong>" in seen
    assert "260 ml" in seen
    assert "sold out" in seen


def test_a_reduced_price_says_the_lowest_of_thirty_days(client):
    product = a_product(compare_at=20000)
    product.price_points.create(at=NOON, price=12000, currency="CNY")
    seen = page(client, address(product))
    assert "before:" in seen
    assert "Lowest price of the last 30 days" in seen


def way_out(seen):
    """Where the button beside a product leads."""
    return re.search(r'<a class="btn" href="(/go/[^"]+)"', seen)[1]


def left(client, seen):
    """Press the button, and return where the browser is sent, without what goes along."""
    answer = client.get(way_out(seen))
    assert answer.status_code == 303
    return re.sub(r"[?&](utm_|watercress_).*", "", answer["Location"])


def test_one_leaves_for_an_unproved_host_by_way_of_a_page_that_names_it(client):
    product = a_product(shop=a_shop(host="kiln.net"), handle="a pot/壶")
    seen = page(client, address(product))
    assert 'href="https://kiln.net' not in seen
    named = page(client, way_out(seen))
    assert "You are leaving for kiln.net" in named
    assert "https://kiln.net/products/a%20pot%2F%E5%A3%B6" in named
    assert left(client, named) == "https://kiln.net/products/a%20pot%2F%E5%A3%B6"


def test_one_leaves_straight_for_a_proved_host(client):
    product = a_product(shop=a_shop(host="kiln.net", host_proved_at=NOON), handle="pot")
    assert left(client, page(client, address(product))) == "https://kiln.net/products/pot"


def test_without_a_host_a_product_is_shown_and_not_linked_and_says_why(client):
    product = a_product()
    seen = page(client, address(product))
    assert "Shown and not linked" in seen
    assert "Visit the shop" not in seen
    assert "/go/" not in seen


def test_a_retired_product_is_grey_and_leads_nowhere(client):
    product = a_product(shop=a_shop(host="kiln.net", host_proved_at=NOON))
    way = way_out(page(client, address(product)))
    product.retired_at = NOON
    product.save()
    seen = page(client, address(product))
    assert "no longer sells this" in seen
    assert "https://kiln.net" not in seen
    assert "/go/" not in seen
    page(client, way, 404)


@pytest.mark.parametrize(
    "link",
    ["https://kiln.net.evil.net/x", "https://evil-kiln.net/", "javascript:alert(1)", "https://kiln.net@evil.net/",
     "//evil.net/x", "https://evil.net/kiln.net", "https://evil.net\\@kiln.net/"],
)  # fmt: skip
def test_s13_s52_a_link_that_is_not_on_the_shops_own_host_is_never_followed(client, link):
    product = a_product(shop=a_shop(host="kiln.net", host_proved_at=NOON), handle="pot", link=link)
    seen = page(client, address(product))
    assert "evil" not in seen
    assert "javascript:" not in seen
    # The front: a handle is an address only where the export says no more, as Shopify's does.
    assert left(client, seen) == "https://kiln.net/"


def test_a_link_on_the_shops_host_is_taken(client):
    link = "https://www.kiln.net/zh/products/pot?variant=1"
    product = a_product(shop=a_shop(host="kiln.net", host_proved_at=NOON), link=link)
    assert left(client, page(client, address(product))) == link


def test_topics_are_named_only_to_those_who_may_read_them(client):
    member = a_person()
    product = a_product()
    for audience, title in ((Audience.WORLD, "An open topic"), (Audience.MEMBERS, "A closed topic")):
        circle = a_circle(members=(member,), readable_by=audience)
        PostProduct.objects.create(post=a_post(circle, title=title), product=product, position=1)
    seen = page(client, address(product))
    assert "An open topic" in seen
    assert "A closed topic" not in seen
    assert "A closed topic" in page(entered(member), address(product))


def test_s08_what_a_shop_writes_is_shown_as_words(client):
    evil = '"><script>alert(1)</script>'
    shop = a_shop(evil, about=evil, keeper=a_person())
    product = a_product(shop=shop, title=evil, vendor=evil, kind=evil, handle="x")
    Variant.objects.create(product=product, position=1, options={evil: evil}, price=1)
    for where in (reverse("shops"), reverse("shop", args=[shop.slug]), address(product)):
        assert "<script>alert" not in page(client, where)


@pytest.mark.parametrize("proved", [None, NOON])
def test_in_the_demo_a_plain_shop_of_ours_stands_in(client, proved):
    Town.objects.update_or_create(id=1, defaults={"name": "Reeds", "is_demo": True, "founded_at": NOON})
    town.forget()
    shop = a_shop("Kiln No. 9", host="kilnno9.example", host_proved_at=proved)
    product = a_product(shop=shop, handle="pot", title="Side-handle pot")
    seen = page(client, address(product))
    stand_in = "/demo/shop/kilnno9.example/products/pot"
    if not proved:
        seen = page(client, way_out(seen))
    assert left(client, seen) == stand_in
    assert "https://kilnno9.example" not in seen.replace("<code>https://kilnno9.example", "")
    there = page(client, stand_in)
    assert "A stand-in for kilnno9.example" in there
    assert "Side-handle pot" in there
    assert "Side-handle pot" in page(client, "/demo/shop/kilnno9.example/")
    page(client, "/demo/shop/elsewhere.example/", 404)
    page(client, "/demo/shop/kilnno9.example/products/none", 404)
    page(client, "/demo/shop/kilnno9.example/products/a%00b", 404)
    page(client, "/demo/shop/a%00.example/", 404)


def test_outside_the_demo_nothing_stands_in(client):
    shop = a_shop(host="kilnno9.example", host_proved_at=NOON)
    product = a_product(shop=shop, handle="pot")
    page(client, "/demo/shop/kilnno9.example/products/pot", 404)
    assert left(client, page(client, address(product))) == "https://kilnno9.example/products/pot"


@pytest.mark.parametrize("rows", [2, 40])
def test_pages_of_the_catalogue_ask_few_questions_whatever_their_length(client, django_assert_max_num_queries, rows):
    keeper, visitor = a_person(), a_person()
    shop = a_shop(keeper=keeper, host="kiln.net")
    teapots = Category.objects.get(slug="teapots")
    goods = [a_product(shop=shop, category=teapots, compare_at=20000) for _ in range(rows)]
    for person in (a_person(), a_person()):
        for thing in goods:
            a_mark(thing, person=person, shelf="have", words="Good.", said_at=NOON)
    for number in range(rows):
        a_shop()
        Variant.objects.create(product=goods[0], position=number + 1, options={"Size": str(number)}, price=1)
    circle = a_circle()
    for _ in range(rows // 2):
        PostProduct.objects.create(post=a_post(circle), product=goods[0], position=1)
    Shop.objects.filter(pk=shop.pk).update(products_count=rows)
    page(client, reverse("shops"))  # The town's own facts are asked once in a while, not by each page.
    for where, most in ((reverse("shops"), 3), (reverse("shop", args=[shop.slug]), 7), (address(goods[0]), 13)):
        with django_assert_max_num_queries(most):
            page(client, where)
        for person in (visitor, keeper):
            signed_in = entered(person)
            with django_assert_max_num_queries(most + 5):
                page(signed_in, where)
