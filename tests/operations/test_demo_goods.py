"""The demo's shops and goods: enough of them, and nothing that points nowhere."""

import csv
from collections import Counter
from decimal import Decimal
from importlib.resources import files

import pytest

from watercress.operations.demo import source
from watercress.operations.demo.drawing import MOTIFS, PALETTES
from watercress.operations.demo.orders import drawing_of

CURRENCY_PLACES = {"CNY": 2, "EUR": 2, "GBP": 2, "JPY": 0, "USD": 2}


def categories():
    with files("watercress.catalogue").joinpath("categories.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def category_slugs():
    return {row["slug"] for row in categories()}


SHOPS = source.shops()
PRODUCTS = source.products()


def named(rows):
    return [pytest.param(row, id=row["key"]) for row in rows]


def test_there_are_many_shops_with_many_goods():
    assert len(SHOPS) >= 80
    assert len(PRODUCTS) >= 800


@pytest.mark.parametrize("field", ["key", "host", "keeper", "name"])
def test_no_two_shops_share_a(field):
    assert len({shop[field] for shop in SHOPS}) == len(SHOPS)


@pytest.mark.parametrize("field", ["key", "title", "description"])
def test_no_two_products_share_a(field):
    twice = [value for value, count in Counter(product[field] for product in PRODUCTS).items() if count > 1]
    assert not twice


def test_every_shop_has_about_ten_products():
    shelves = Counter(product["shop"] for product in PRODUCTS)
    assert set(shelves) == {shop["key"] for shop in SHOPS}
    assert all(8 <= count <= 14 for count in shelves.values())


def test_about_half_of_the_goods_are_described_in_chinese():
    chinese = sum(product["lang"] == "zh-hans" for product in PRODUCTS)
    assert 0.4 <= chinese / len(PRODUCTS) <= 0.6


def test_half_of_the_shops_speak_chinese():
    assert 0.4 <= sum(shop["lang"] == "zh-hans" for shop in SHOPS) / len(SHOPS) <= 0.6


def test_mixed_currency_can_be_shown():
    assert {shop["currency"] for shop in SHOPS} == set(CURRENCY_PLACES)


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
    assert 0.02 <= sum(not product.get("available", True) for product in PRODUCTS) / len(PRODUCTS) <= 0.08
    assert 0.02 <= sum("compare_at" in product for product in PRODUCTS) / len(PRODUCTS) <= 0.12


def test_most_departments_have_something_to_show():
    above = {row["slug"]: row["parent"] for row in categories()}
    tops = Counter(_top(product["category"], above) for product in PRODUCTS)
    assert len(tops) >= 12
    assert {slug for slug, parent in above.items() if not parent} - set(tops) <= {"electronics", "other"}


def _top(slug, above):
    return _top(above[slug], above) if above[slug] else slug


def test_most_shops_say_they_are_small_and_some_do_not():
    assert 0.7 <= sum(shop["small"] for shop in SHOPS) / len(SHOPS) <= 0.9


def test_no_shop_shows_one_drawing_twice():
    shown = Counter((product["shop"], drawing_of(product)) for product in PRODUCTS)
    assert [where for where, times in shown.items() if times > 1] == []


def test_there_is_enough_to_see_and_not_too_much_to_draw():
    assert 150 <= len({drawing_of(product) for product in PRODUCTS}) <= 280


def test_a_product_bears_labels_that_exist_or_waits_for_its_keeper():
    with files("watercress.labels").joinpath("labels.csv").open(encoding="utf-8", newline="") as file:
        known = {row["slug"] for row in csv.DictReader(file)}
    for product in PRODUCTS:
        borne = product.get("labels", [])
        assert set(borne) <= known, product["key"]
        assert len(set(borne)) == len(borne) <= 6


def speaks(words, lang):
    """Whether the words are mostly in the language they claim."""
    chinese = sum("\u4e00" <= letter <= "\u9fff" for letter in words)
    return (chinese > len(words) / 2) == (lang == "zh-hans")
