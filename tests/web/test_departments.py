"""The departments: what stands in them, counted and listed for whoever looks, and for nobody else."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils.html import strip_tags

from tests.factories import NOON, a_circle, a_person, a_product, a_shop
from tests.web.circles import as_, words
from watercress.catalogue import departments
from watercress.catalogue.models import Category, Product

pytestmark = pytest.mark.django_db


def under(slug: str, title: str, **columns) -> Product:
    return a_product(title=title, category=Category.objects.get(slug=slug), **columns)


def page(where: str, client: Client | None = None, status: int = 200) -> str:
    answer = (client or as_()).get(f"/categories/{where}")
    assert answer.status_code == status, (where, answer.status_code)
    return words(answer)


def names(page: str) -> list[str]:
    """The goods of a page, in its order."""
    return re.findall(r'class="name"[^>]*>([^<]*)<', page)


def counted(page: str, slug: str) -> str:
    """What stands in the link to a department."""
    found = re.search(rf'<a href="/categories/{slug}/[^>]*>(.*?)</a>', page)
    assert found, slug
    return strip_tags(found[1]).replace("\xa0", " ").replace("&nbsp;", " ")


def test_the_tree_names_every_department_and_counts_what_is_below():
    for slug, title in (("teapots", "Pot"), ("tea-ware", "Tray"), ("kettles", "Kettle"), ("rings", "Ring")):
        under(slug, title)
    a_product(title="Filed nowhere")
    seen = page("")
    named = re.findall(r'href="/categories/([\w-]+)/"', seen)
    assert sorted(named) == sorted(Category.objects.values_list("slug", flat=True))
    told = {slug: counted(seen, slug) for slug in ("kitchen-table", "tea-ware", "teapots", "jewellery", "books")}
    assert told == {
        "kitchen-table": "Kitchen &amp; table 3",
        "tea-ware": "Tea ware 3",
        "teapots": "Teapots 1",
        "jewellery": "Jewellery 1",
        "books": "Books",
    }
    assert "厨房与餐桌" in words(Client(headers={"accept-language": "zh-CN"}).get("/categories/"))


def test_a_department_shows_what_is_in_it_and_in_all_below_the_newest_first():
    for slug, title in (("kitchen-table", "Table"), ("tea-ware", "Tray"), ("teapots", "Pot"), ("candles", "Candle")):
        under(slug, title)
    assert names(page("kitchen-table/")) == ["Pot", "Tray", "Table"]
    tea_ware = page("tea-ware/")
    assert names(tea_ware) == ["Pot", "Tray"]
    assert counted(tea_ware, "teapots") == "Teapots 1"
    assert 'href="/categories/kitchen-table/"' in tea_ware
    page("no-such/", status=404)


def test_what_is_not_on_the_shelf_is_neither_listed_nor_counted():
    keeper = a_person()
    shop = a_shop(keeper=keeper)
    under("teapots", "Draft", shop=shop, listed=False)
    under("teapots", "Gone", shop=shop, retired_at=NOON)
    under("teapots", "Pot", shop=shop)
    for client in (as_(), as_(a_person()), as_(keeper)):
        assert counted(page("", client), "teapots") == "Teapots 1"
        assert names(page("teapots/", client)) == ["Pot"]
        assert 'Teapots <span class="small muted num">1<' in page("teapots/", client)


def test_goods_are_sorted_by_what_is_wanted_and_within_one_currency_by_price():
    for title, price, wanted in (("Middle", 200, 9), ("Cheap", 100, 1), ("Dear", 300, 5)):
        under("teapots", title, price=price, price_most=price, wants_count=wanted)
    yen = a_shop(currency="JPY")
    under("teapots", "In yen", shop=yen, price=150, price_most=150, wants_count=7)
    assert names(page("teapots/?sort=wanted")) == ["Middle", "In yen", "Dear", "Cheap"]
    cheapest = page("teapots/?sort=cheap")
    assert names(cheapest) == ["Cheap", "Middle", "Dear"]  # Most goods are in CNY.
    assert "these are in CNY" in cheapest
    assert names(page("teapots/?sort=dear&currency=CNY")) == ["Dear", "Middle", "Cheap"]
    assert names(page("teapots/?sort=dear&currency=JPY")) == ["In yen"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Sold out", "Big", "Cheap", "Dear"]),
        ("small=1", ["Sold out", "Cheap", "Dear"]),
        ("available=1", ["Big", "Cheap", "Dear"]),
        ("small=1&available=1", ["Cheap", "Dear"]),
        ("from=1.50", ["Sold out", "Dear"]),
        ("to=1.50", ["Big", "Cheap"]),
        ("from=1&to=1", ["Big", "Cheap"]),
        ("small=1&currency=CNY&from=2&to=3&available=1", ["Dear"]),
        ("currency=EUR", []),
        ("from=900", []),
    ],
)
def test_goods_are_filtered_and_counted_as_filtered(query, found):
    small, big = a_shop(small_since=NOON), a_shop()
    under("teapots", "Dear", shop=small, price=300, price_most=300)
    under("teapots", "Cheap", shop=small, price=100, price_most=100)
    under("teapots", "Big", shop=big, price=100, price_most=100)
    under("teapots", "Sold out", shop=small, price=200, price_most=200, available=False)
    seen = page(f"teapots/?{query}")
    assert names(seen) == found
    assert f'Teapots <span class="small muted num">{len(found)}<' in seen


def test_an_amount_that_is_none_is_said_beside_its_field_and_kept():
    under("teapots", "Pot")
    seen = page("teapots/?from=cheap&to=20", status=400)
    assert 'value="cheap"' in seen
    assert 'aria-describedby="from_error"' in seen
    assert "Write a plain amount" in seen


@pytest.mark.parametrize(
    "query", ["sort=price__lt", "sort=", "small=2", "available=yes", "currency=XXZ", "currency=%00", "page=0", "page=x",
              "from=" + "9" * 25, "to=" + "x" * 10_000],
)  # fmt: skip
def test_s44_a_department_sorts_and_filters_only_by_what_it_knows(query):
    under("teapots", "Pot")
    page(f"teapots/?{query}", status=400)


def test_pages_keep_what_was_chosen():
    shop = a_shop(small_since=NOON)
    for number in range(30):
        under("teapots", f"Pot {number:02}", shop=shop, price=number, price_most=number)
    first = page("teapots/?sort=dear&small=1&from=0.01&currency=CNY")
    assert names(first)[0] == "Pot 29"
    (following,) = re.findall(r'href="\?([^"]*)" rel="next"', first)
    assert names(page(f"teapots/?{following.replace('&amp;', '&')}")) == [
        "Pot 05",
        "Pot 04",
        "Pot 03",
        "Pot 02",
        "Pot 01",
    ]
    page("teapots/?page=3", status=404)


def test_circles_stand_beside_the_goods_they_are_about():
    tea = Category.objects.get(slug="tea")
    a_circle(name="A Tea House", category=tea)
    a_circle(name="Closed one", category=tea, archived_at=NOON)
    a_circle(name="Elsewhere")
    assert "A Tea House" in page("")
    for where, shown in (("tea/", True), ("food-drink/", True), ("green-tea/", False), ("home/", False)):
        seen = page(where)
        assert ("A Tea House" in seen) == shown, where
        assert "Closed one" not in seen
        assert "Elsewhere</a></b>" not in seen


def test_a_product_and_a_circle_lead_to_their_department():
    pot = under("teapots", "Pot")
    a_circle(slug="pots", category=pot.category)
    for where in (f"/p/{pot.pk}-pot/", "/c/pots/"):
        seen = words(as_().get(where))
        way = re.findall(r'href="/categories/([^/]*)/"', seen)
        assert way == ["kitchen-table", "tea-ware", "teapots"]


@pytest.mark.parametrize("rows", [1, 30])
def test_departments_ask_few_questions_whatever_their_length(rows, django_assert_max_num_queries):
    for number in range(rows):
        under("teapots", f"Pot {number}", shop=a_shop(currency="CNY" if number % 2 else "EUR"))
        a_circle(category=Category.objects.get(slug="tea-ware"))
    visitor, member = as_(), as_(a_person())
    visitor.get("/")  # The town's own facts are asked once in a while, not by each page.
    for where in ("", "kitchen-table/?sort=dear&from=1"):
        for client, most in ((visitor, 5), (member, 8)):
            with django_assert_max_num_queries(most):
                page(where, client)


def test_hundreds_of_departments_are_one_query_and_sums_in_memory(django_assert_num_queries):
    under("teapots", "Pot")
    with django_assert_num_queries(2):
        branches = departments.with_goods(person=AnonymousUser())
    tops = {branch.slug: branch.goods for branch in branches.values() if not branch.parent}
    assert {slug: goods for slug, goods in tops.items() if goods} == {"kitchen-table": 1}
