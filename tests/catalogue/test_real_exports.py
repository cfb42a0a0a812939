"""The real exports of shared/data, read from there; each twice."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.factories import a_shop
from watercress.catalogue import categories
from watercress.catalogue.models import Product, Shop

from .exports import a_file, bring, later, shared

pytestmark = pytest.mark.django_db

FILES = [
    # name, products, listed, variants, currency
    ("apparel.csv", 20, 20, 22, "USD"),
    ("home-and-garden.csv", 20, 20, 21, "USD"),
    ("jewelery.csv", 20, 20, 23, "USD"),
    ("dinhdungweb__Vietjewelers__products_export_1.csv", 1243, 566, 1654, "VND"),
    ("lifemademagic__catalog__products_export_1.csv", 338, 283, 3675, "USD"),
    ("SeptembreA__shopifycandlesstore__products_export.csv", 12, 12, 12, "EUR"),
    ("Velofant__velofant-feed__products_export_1.csv", 14, 12, 19, "SEK"),
    ("igormart21__stoneflame__products_export.csv", 28, 28, 28, "UAH"),
]


@pytest.mark.parametrize(("name", "products", "listed", "variants", "currency"), FILES, ids=[file[0] for file in FILES])
def test_a_real_export_is_read_whole_and_once(capsys, name, products, listed, variants, currency):
    path = shared(f"shopify/{name}")
    arguments = ("import", str(path), "--shop", "A real shop", "--currency", currency, "--json")
    call_command(*arguments)
    first = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert first == {
        "source": "shopify",
        "read": products,
        "created": products,
        "updated": 0,
        "unchanged": 0,
        "retired": 0,
        "unlisted": products - listed,
        "variants": variants,
        "rejected": [],
    }
    shop = Shop.objects.get()
    before = list(Product.objects.order_by("pk").values())
    assert Product.objects.on_the_shelf().count() == listed == shop.products_count

    call_command(*arguments)
    second = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert second == {**first, "created": 0, "unchanged": products}
    assert list(Product.objects.order_by("pk").values()) == before


def test_what_is_no_shopify_export_is_refused_with_what_is_missing(capsys):
    path = shared("shopify/artvellehandmade__artvelle__products_export.csv")
    with pytest.raises(CommandError) as refused:
        call_command("import", str(path), "--shop", "Artvelle")
    assert "“Handle”, “Title”, “Variant Price”" in str(refused.value)
    assert "rename “Name” to “Title”" in str(refused.value)
    assert not Shop.objects.exists()


def test_the_same_file_is_read_once_its_columns_are_renamed_as_told(tmp_path):
    content = shared("shopify/artvellehandmade__artvelle__products_export.csv").read_bytes()
    begin, rest = content.split(b"\n", 1)
    for old, new in (("ID", "Handle"), ("Name", "Title"), ("Price (₹)", "Variant Price")):
        begin = begin.replace(f'"{old}"'.encode(), new.encode(), 1)
    shop = a_shop(currency="INR")
    assert bring(a_file(tmp_path, begin + b"\n" + rest), shop).read > 0


def test_real_filing_words_find_a_department():
    path = shared("shopify/dinhdungweb__Vietjewelers__products_export_1.csv")
    bring(path, a_shop(currency="VND"), at=later(0))
    filed = set(Product.objects.exclude(category=None).values_list("category__slug", flat=True))
    assert {"rings", "earrings", "necklaces", "bracelets", "jewellery"} <= filed


def test_every_path_of_googles_tree_lands_where_it_fits_or_nowhere():
    import re

    lines = shared("google-taxonomy/taxonomy-with-ids.en-US.txt").read_text(encoding="utf-8").splitlines()
    parents = {department.slug: department.parent for department in categories.departments()}
    fits = {
        "Animals & Pet Supplies": {"pets"}, "Apparel & Accessories": {"clothing", "accessories", "jewellery"},
        "Food, Beverages & Tobacco": {"food-drink"}, "Furniture": {"home"}, "Luggage & Bags": {"accessories"},
        "Media": {"books-paper"}, "Office Supplies": {"books-paper"}, "Sporting Goods": {"sport-outdoors"},
        "Toys & Games": {"toys-children"}, "Baby & Toddler": {"toys-children"}, "Electronics": {"electronics"},
        "Home & Garden": {"home", "kitchen-table", "garden", "pets"}, "Health & Beauty": {"beauty", "accessories"},
    }  # fmt: skip
    above: list[tuple[int, str]] = []
    seen = 0
    for line in lines:
        if not (found := re.match(r" *\d+ \| \[ *(\d+)- *(\d+)\] \| (.*)$", line)):
            continue
        while above and above[-1][0] < int(found[1]):
            above.pop()
        above.append((int(found[2]), found[3]))
        top = slug = categories.slug_for(" > ".join(name for _end, name in above))
        while slug:
            top, slug = slug, parents[slug]
        if above[0][1] in fits:
            seen += 1
            assert top in fits[above[0][1]], above
    assert seen > 3_000
