"""The demo's shops and goods: fourteen shops, 160 things, nothing that points nowhere."""

import csv
import tomllib
from collections import Counter
from decimal import Decimal
from importlib.resources import files

import pytest

from watercress.operations.demo.drawing import MOTIFS, PALETTES

CURRENCY_PLACES = {"CNY": 2, "EUR": 2, "GBP": 2, "JPY": 0, "USD": 2}


def read(name):
    return tomllib.loads(files("watercress.operations.demo").joinpath("goods", name).read_text(encoding="utf-8"))


def categories():
    with files("watercress.catalogue").joinpath("categories.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def category_slugs():
    return {row["slug"] for row in categories()}


SHOPS = read("shops.toml")["shop"]
PRODUCTS = read("products.toml")["product"]


def named(rows):
    return [pytest.param(row, id=row["key"]) for row in rows]


def test_there_are_fourteen_shops_and_a_hundred_and_sixty_products():
    assert (len(SHOPS), len(PRODUCTS)) == (14, 160)


@pytest.mark.parametrize("field", ["key", "host", "keeper", "name"])
def test_no_two_shops_share_a(field):
    assert len({shop[field] for shop in SHOPS}) == len(SHOPS)


@pytest.mark.parametrize("field", ["key", "title", "description"])
def test_no_two_products_share_a(field):
    twice = [value for value, count in Counter(product[field] for product in PRODUCTS).items() if count > 1]
    assert not twice


def test_every_shop_has_about_a_dozen_products():
    shelves = Counter(product["shop"] for product in PRODUCTS)
    assert set(shelves) == {shop["key"] for shop in SHOPS}
    assert all(10 <= count <= 14 for count in shelves.values())


def test_about_half_of_the_goods_are_described_in_chinese():
    chinese = sum(product["lang"] == "zh-hans" for product in PRODUCTS)
    assert 0.4 <= chinese / len(PRODUCTS) <= 0.6


def test_half_of_the_shops_speak_chinese():
    assert sum(shop["lang"] == "zh-hans" for shop in SHOPS) == 7


def test_mixed_currency_can_be_shown():
    assert Counter(shop["currency"] for shop in SHOPS) == {"CNY": 9, "EUR": 2, "GBP": 1, "JPY": 1, "USD": 1}


@pytest.mark.parametrize("shop", named(SHOPS))
def test_a_shop_stands_in_the_demo_and_can_be_drawn(shop):
    assert shop["host"].endswith(".example")
    assert shop["keeper"].replace("-", "").isascii()
    assert shop["keeper"] == shop["keeper"].lower()
    assert len(shop["country"]) == 2
    assert shop["lang"] in {"en", "zh-hans"}
    assert shop["motif"] in MOTIFS
    assert shop["palette"] in PALETTES
    assert speaks(shop["about"], shop["lang"])


@pytest.mark.parametrize("product", named(PRODUCTS))
def test_a_product_names_only_what_exists(product):
    assert product["shop"] in {shop["key"] for shop in SHOPS}
    assert product["motif"] in MOTIFS
    assert product["palette"] in PALETTES
    assert product["category"] in category_slugs()
    assert speaks(product["description"], product["lang"])
    assert "\n" not in product["description"].strip()  # a wrapped line of the file must not show as a break


@pytest.mark.parametrize("product", named(PRODUCTS))
def test_a_price_is_money_of_the_shops_currency(product):
    (currency,) = (shop["currency"] for shop in SHOPS if shop["key"] == product["shop"])
    for price in [product["price"], *product.get("options", {}).get("prices", [])]:
        assert Decimal(price) > 0
        assert -Decimal(price).as_tuple().exponent == CURRENCY_PLACES[currency]
    if "compare_at" in product:
        assert Decimal(product["compare_at"]) > Decimal(product["price"])


@pytest.mark.parametrize("product", named(product for product in PRODUCTS if "options" in product))
def test_each_option_has_its_price_and_the_first_is_the_products(product):
    options = product["options"]
    assert options["name"]
    assert len(set(options["values"])) == len(options["values"]) == len(options["prices"])
    assert options["prices"][0] == product["price"]


def test_a_few_things_are_sold_out_and_a_few_reduced():
    assert 3 <= sum(not product.get("available", True) for product in PRODUCTS) <= 12
    assert 3 <= sum("compare_at" in product for product in PRODUCTS) <= 20


def test_most_departments_have_something_to_show():
    above = {row["slug"]: row["parent"] for row in categories()}
    tops = Counter(_top(product["category"], above) for product in PRODUCTS)
    assert len(tops) >= 12
    assert {slug for slug, parent in above.items() if not parent} - set(tops) <= {"electronics", "other"}


def _top(slug, above):
    return _top(above[slug], above) if above[slug] else slug


def test_most_shops_say_they_are_small_and_some_do_not():
    assert Counter(shop["small"] for shop in SHOPS) == {True: 11, False: 3}


def test_no_two_products_have_the_same_picture_to_draw():
    assert len({(product["motif"], product["palette"]) for product in PRODUCTS}) >= 110


def speaks(words, lang):
    """Whether the words are mostly in the language they claim."""
    chinese = sum("\u4e00" <= letter <= "\u9fff" for letter in words)
    return (chinese > len(words) / 2) == (lang == "zh-hans")
