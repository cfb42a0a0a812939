"""The real feeds and pages of shared/data, read from there by the command; each twice."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from watercress.catalogue.importers import mapped_csv, table
from watercress.catalogue.importers.records import Feed
from watercress.catalogue.models import Product, Shop

from .exports import shared

pytestmark = pytest.mark.django_db

HARDLIFE = "google-feeds/TumbleweedNO__hardlifeapparelco.com__google-merchant-feed.xml"
FARFETCH = "google-feeds/jjjen228__farfetch_parse__google_merchant_feed.xml"
ARTVELLE = "shopify/artvellehandmade__artvelle__products_export.csv"
FILES = [
    # name, source, products, variants, unlisted, currency, lines refused
    (HARDLIFE, "google_xml", 73, 317, 0, "USD", []),
    ("google-feeds/zuhooruddin__chitralhive__google-merchant-feed.xml", "google_xml", 100, 100, 0, "PKR", []),
    ("google-feeds/mark2227994__sharoncraft__google-merchant-feed.xml", "google_xml", 13, 13, 0, "KES", []),
    ("google-feeds/sherow1982__sooq-alemarat__google-merchant-feed.csv", "google_table", 5, 5, 0, "AED", []),
    # Its five advertisements have no size, and "Промо" where it says whether a thing can be bought.
    (FARFETCH, "google_xml", 30, 115, 0, "USD", [101, 311, 451, 549, 1263]),
    ("woocommerce/sample_products.csv", "woocommerce", 15, 22, 1, "CNY", []),
    # Saved without their address, so that their one relative picture leads nowhere.
    ("pages/product.html", "product_page", 1, 1, 0, "USD", [8]),
    ("pages/product-ref.html", "product_page", 1, 1, 0, "USD", [8, 8]),
    ("pages/product_microdata.html", "product_page", 1, 1, 0, "USD", [1]),
]


def brought(capsys, *arguments: str) -> dict:
    call_command("import", *arguments, "--json")
    return json.loads(capsys.readouterr().out.strip().splitlines()[-1])


@pytest.mark.parametrize(
    ("name", "source", "products", "variants", "unlisted", "currency", "refused"),
    FILES,
    ids=[file[0] for file in FILES],
)
def test_a_real_feed_is_read_whole_and_once(capsys, name, source, products, variants, unlisted, currency, refused):
    arguments = (str(shared(name)), "--shop", "A real shop")
    first = brought(capsys, *arguments)
    assert [rejection["line"] for rejection in first.pop("rejected")] == refused
    assert first == {
        "source": source,
        "read": products,
        "created": products,
        "updated": 0,
        "unchanged": 0,
        "retired": 0,
        "unlisted": unlisted,
        "variants": variants,
    }
    assert Shop.objects.get().currency == currency
    assert set(Product.objects.values_list("currency", flat=True)) == {currency}
    before = list(Product.objects.order_by("pk").values())

    second = brought(capsys, *arguments)
    assert [rejection["line"] for rejection in second.pop("rejected")] == refused
    assert second == {**first, "created": 0, "unchanged": products}
    assert list(Product.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("name", ["pages/JSONLD_with_JS_comment.html", "pages/JSONLD_with_control_characters.html"])
def test_a_real_page_of_no_product_is_refused_and_opens_no_shop(name):
    path = shared(name)
    with pytest.raises(CommandError, match="tells of no product"):
        call_command("import", str(path), "--shop", "A newspaper")
    assert not Shop.objects.exists()


def test_a_real_page_adds_its_product_and_retires_none(capsys):
    brought(capsys, str(shared(HARDLIFE)), "--shop", "Hardlife")
    told = brought(capsys, str(shared("pages/product.html")), "--shop", "Hardlife")
    assert (told["created"], told["retired"]) == (1, 0)
    assert Product.objects.on_the_shelf().count() == 74


def test_the_real_tax_rates_are_refused_as_what_they_are():
    with pytest.raises(CommandError, match="tax rates of the shop"):
        call_command("import", str(shared("woocommerce/sample_tax_rates.csv")), "--shop", "Woo")


def test_a_real_table_is_read_by_the_columns_that_are_guessed(capsys):
    path = shared(ARTVELLE)
    with pytest.raises(CommandError, match=r"--map handle=ID --map title=Name .*--map price='Price \(₹\)'"):
        call_command("import", str(path), "--shop", "Artvelle")
    guessed = mapped_csv.guess(table.header(Feed(path)))
    mapping = [f"--map={role}={column}" for role, column in guessed.items()]
    first = brought(capsys, str(path), "--shop", "Artvelle", *mapping)
    assert (first["source"], first["created"], first["rejected"]) == ("mapped", 19, [])
    assert Shop.objects.get().currency == "INR"
    second = brought(capsys, str(path), "--shop", "Artvelle", *mapping)
    assert (second["unchanged"], second["updated"], second["retired"]) == (19, 0, 0)


def test_what_a_real_feed_says_is_kept():
    call_command("import", str(shared(HARDLIFE)), "--shop", "Hardlife", "--site", "hrdlf.com")
    hoodie = Product.objects.get(handle="hoodie-001")
    assert (hoodie.title, hoodie.kind, hoodie.price) == ("Human Beings - Black Hoodie", "Hoodies", 7500)
    assert hoodie.link == "https://hrdlf.com/products/human-beings-black-hoodie"
    sizes = [variant.options["Size"] for variant in hoodie.variants.order_by("position")]
    assert sizes == ["S", "M", "L", "XL", "2XL"]
    assert Product.objects.exclude(category=None).count() == 73
