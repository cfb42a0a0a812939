"""Every source through the command, on small files of our own; each twice."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.factories import a_shop
from watercress.catalogue.importers import mapped_csv, table
from watercress.catalogue.importers.records import Feed
from watercress.catalogue.models import Product, Shop

from .exports import POT, a_file, bring, written
from .sources import SAMPLES

pytestmark = pytest.mark.django_db

ZH = [
    f"--map={role}={column}" for role, column in mapped_csv.guess(table.header(Feed(SAMPLES / "table_zh.csv"))).items()
]


def brought(capsys, *arguments: str) -> tuple[dict, str]:
    call_command("import", *arguments, "--shop", "Reed", "--json")
    out = capsys.readouterr().out
    return json.loads(out.strip().splitlines()[-1]), out


@pytest.mark.parametrize(
    ("name", "options", "source", "products", "currency"),
    [
        ("woocommerce.csv", (), "woocommerce", 8, "CNY"),
        ("google_rss.xml", (), "google_xml", 3, "EUR"),
        ("google_atom.xml", (), "google_xml", 2, "GBP"),
        ("google.tsv", (), "google_table", 2, "AED"),
        ("page_product.html", (), "product_page", 1, "GBP"),
        ("page_group.html", ("--source", "product_page"), "product_page", 1, "GBP"),
        ("table_zh.csv", ZH, "mapped", 3, "CNY"),
    ],
)
def test_a_file_of_any_source_is_brought_once(capsys, name, options, source, products, currency):
    first, out = brought(capsys, str(SAMPLES / name), *options)
    assert (first["source"], first["created"]) == (source, products)
    assert Shop.objects.get().currency == currency
    assert (f"opened in {currency}, which the prices of the file are in" in out) is (currency != "CNY")
    before = list(Product.objects.order_by("pk").values())
    second, out = brought(capsys, str(SAMPLES / name), *options)
    assert (second["unchanged"], second["created"], second["updated"], second["retired"]) == (products, 0, 0, 0)
    assert "opened" not in out
    assert list(Product.objects.order_by("pk").values()) == before


def test_a_page_retires_nothing_and_a_feed_what_it_no_longer_has(tmp_path):
    shop = a_shop(currency="GBP")
    bring(a_file(tmp_path, written(POT)), shop)
    assert bring(SAMPLES / "page_product.html", shop).retired == 0
    assert shop.products.on_the_shelf().count() == 2
    assert bring(SAMPLES / "google_atom.xml", shop).retired == 2


def test_the_same_feed_is_another_when_its_sale_is_over():
    shop = a_shop(currency="EUR")
    bring(SAMPLES / "google_rss.xml", shop, at=datetime(2026, 5, 15, tzinfo=UTC))
    assert shop.products.get(handle="cup").price == 1800
    assert bring(SAMPLES / "google_rss.xml", shop, at=datetime(2026, 6, 15, tzinfo=UTC)).updated == 1
    assert shop.products.get(handle="cup").price == 2400


def test_what_a_feed_escapes_or_hides_in_its_words_is_made_safe():
    shop = a_shop(currency="EUR")
    bring(SAMPLES / "google_rss.xml", shop)
    assert shop.products.get(handle="cup").description == "<p>Thrown from <strong>one</strong> clay.</p>"
    jug = shop.products.get(handle="кувшин")
    assert jug.description == "<p>Без тегов,<br>на двух строках.</p>"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--source", "mapped"), r"Title: Choose the column it is in.*\n.*--map title='商品名称'"),
        (("--map", "title"), "write the role, an equals sign and the column"),
        (("--map", "title=Name"), "no column “Name”"),
        (("--map", "title=商品名称", "--map", "shape=规格"), "shape: There is no such role"),
        ((), r"lacks the columns .*Or choose “Any table.*\n.*--map price='价格（元）'"),
    ],
    ids=["no-map", "no-equals", "no-column", "no-role", "auto"],
)
def test_a_mapping_that_will_not_do_is_refused_and_opens_no_shop(options, says):
    with pytest.raises(CommandError, match=says):
        call_command("import", str(SAMPLES / "table_zh.csv"), "--shop", "Reed", *options)
    assert not Shop.objects.exists()
