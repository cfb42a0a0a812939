from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from watercress.catalogue.importers import page_json, page_meta, page_microdata
from watercress.catalogue.importers.records import FileRefused

from .exports import a_file, shared
from .sources import SAMPLES, read

PAGES = (
    "JSONLD_with_JS_comment.html", "JSONLD_with_control_characters.html", "product-ref.html", "product.html",
    "product_microdata.html",
)  # fmt: skip


def only(path: Path, **options):
    told = read(path, **options)
    assert told.source == "product_page"
    (product,) = told.products.values()
    return product


def scripted(json: str, head: str = "") -> bytes:
    return f'<html><head>{head}<script type="application/ld+json">{json}</script></head></html>'.encode()


def test_a_page_is_read_by_linked_data_first_and_completed_by_the_rest():
    lamp = only(SAMPLES / "page_product.html", address="https://www.reed.example/products/rush-lamp?variant=7")
    assert (lamp.handle, lamp.title, lamp.vendor) == ("rush-lamp", "Rush lamp & shade", "Reed")
    assert lamp.link == "https://www.reed.example/products/rush-lamp"
    assert (lamp.kind, lamp.category, lamp.currency) == ("Lighting", "Home > Lighting", "GBP")
    assert [(p.address, p.words) for p in lamp.pictures] == [
        ("https://www.reed.example/lamp.jpg", ""),
        ("https://cdn.reed.example/lamp%202.jpg", "lit"),
    ]
    (variant,) = lamp.variants
    assert (variant.price, variant.compare_at, variant.sku, variant.available) == (11999, 15000, "LAMP-1", True)


def test_the_variants_of_a_group_are_read_with_what_they_differ_in():
    told = read(SAMPLES / "page_group.html")
    basket = told.products["BASK"]
    assert [(v.options, v.sku, v.price, v.available) for v in basket.variants] == [
        ({"Size": "Small"}, "BASK-S", 4000, True),
        ({"Size": "Large"}, "BASK-L", 7000, False),
    ]
    assert [str(each.reason)[:23] for each in told.rejections] == ["The price is in USD, th"]
    assert basket.link == "/"


def test_a_page_that_only_says_what_others_may_show_is_read():
    pot = only(SAMPLES / "page_shared.html")
    assert (pot.handle, pot.title, pot.vendor, pot.currency) == ("88", "侧把壶 180 毫升", "窑九", "CNY")
    assert pot.link == "https://kiln.example/item.php?id=88"
    assert [(v.price, v.compare_at, v.available) for v in pot.variants] == [(16800, 20000, False)]


def test_a_page_that_says_it_is_another_hosts_stays_where_it_was_found():
    address = "https://evil.example/products/lamp"
    lamp = only(SAMPLES / "page_product.html", address=address)
    assert only(SAMPLES / "page_shared.html", address=address).link == address
    assert lamp.link == "https://evil.example/products/rush-lamp"


def test_of_several_products_the_one_at_the_pages_address_is_meant(tmp_path):
    products = ", ".join(
        f'{{"@type": "Product", "name": "Cup {name}", "url": "https://a.example/{name}"}}' for name in "xyz"
    )
    path = a_file(tmp_path, scripted(f"[{products}]"), "page")
    assert only(path, address="https://a.example/y").title == "Cup y"
    assert only(path).title == "Cup x"


def test_of_several_sellers_of_one_thing_the_cheapest_that_has_it_is_taken(tmp_path):
    json = """{"@type": "http://schema.org/Product", "name": "Cup", "offers": {"@type": "AggregateOffer", "offers": [
        {"price": 3, "availability": "SoldOut"}, {"price": "5.00"}, {"price": "4.50"}], "priceCurrency": "EUR"}}"""
    assert [variant.price for variant in only(a_file(tmp_path, scripted(json))).variants] == [450]
    lowest = (
        '{"@type": "Product", "name": "Cup", "offers": {"lowPrice": "4", "highPrice": "9", "priceCurrency": "EUR"}}'
    )
    assert [variant.price for variant in only(a_file(tmp_path, scripted(lowest))).variants] == [400]


@pytest.mark.parametrize(
    "address", ["https://a.example/products/cup?variant=1", "https://a.example/cup.html", "https://a.example/p/cup/"]
)
def test_the_last_word_of_its_address_is_the_handle(tmp_path, address):
    assert only(a_file(tmp_path, scripted('{"@type": "Product", "name": "X"}')), address=address).handle == "cup"


@pytest.mark.parametrize("name", PAGES)
def test_another_reader_sees_the_same_in_real_pages(name):
    content = shared(f"pages/{name}").read_bytes()
    assert any(_ours(content).values())
    assert _ours(content) == _theirs(content, "json-ld", "microdata", "opengraph")


@pytest.mark.parametrize(
    ("name", "syntax"),
    [("page_product.html", "microdata"), ("page_group.html", "json-ld"), ("page_shared.html", "opengraph")],
)
def test_another_reader_sees_the_same_in_pages_of_ours(name, syntax):
    content = (SAMPLES / name).read_bytes()
    assert _ours(content)[syntax] == _theirs(content, syntax)[syntax] != []


def _ours(content: bytes) -> dict[str, Any]:
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", remove_comments=True))
    return {
        "json-ld": [
            node for _line, said in page_json.read(root) for node in (said if isinstance(said, list) else [said])
        ],
        "microdata": [_tidy(node) for _line, node in page_microdata.read(root)],
        "opengraph": sorted((name, value) for name, held in page_meta.read(root).items() for value in held),
    }


def _theirs(content: bytes, *syntaxes: str) -> dict[str, Any]:
    extruct = pytest.importorskip("extruct")
    found = extruct.extract(content.decode(), syntaxes=list(syntaxes))
    shared_words = [tuple(pair) for part in found.get("opengraph", []) for pair in part["properties"]]
    return {
        "json-ld": found.get("json-ld", []),
        "microdata": [_in_our_shape(node) for node in found.get("microdata", [])],
        "opengraph": sorted(shared_words),
    }


def _in_our_shape(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    properties = {
        name: [_in_our_shape(each) for each in (held if isinstance(held, list) else [held])]
        for name, held in value["properties"].items()
    }
    return {"@type": value["type"].split(), **properties}


def _tidy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: [_tidy(each) for each in held] for name, held in value.items()}
    return " ".join(value.split())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<!doctype html><title>Sign in</title>", "tells of no product"),
        (b"<html>" + b"<br>" * 200_001, "more than 200000 tags"),
        (b"<html>" + b"x" * (5 * 1024 * 1024), "larger than 5 MB"),
        (scripted('{"@type": "NewsArticle", "name": "Not a cup"}'), "tells of no product"),
        (scripted('{"@type": "Product", "sku": "no name"}'), "tells of no product"),
        (scripted('{"@type": "Product", "name": "Cup", "a": ' + "[" * 100_000 + "}"), "tells of no product"),
        (scripted('{"@type": "Product", "name": "Cup"' + "/*" * 100_000), "tells of no product"),
        (b"<!-- \xff\x00 --><html>", "tells of no product"),
        (b"<html>" + b"<div itemscope itemprop=a>" * 50_000, "tells of no product"),
        (b'<html><div id=a itemscope itemtype="Product" itemref="a b"><div id=b itemprop=c itemscope itemref=a>', "no product"),
    ],
    ids=["empty", "tags", "long", "news", "nameless", "deep", "comments", "bytes", "nested", "circular"],
)  # fmt: skip
def test_s39_a_page_without_a_product_is_refused_in_a_sentence(tmp_path, content, says):
    with pytest.raises(FileRefused, match=says):
        read(a_file(tmp_path, content, "page.html"))


def test_s11_what_a_page_says_cannot_break_what_we_keep(tmp_path):
    json = r"""{"@type": "Product", "name": "Cup\u0000\ud800 <img src=x onerror=alert(1)> &lt;b&gt;red", "url": "javascript:alert(1)",
        "image": ["data:image/png;base64,AA", "https://a.example/c.jpg"], "sku": {"a": [1e400, NaN]},
        "brand": [[["x"]]], "offers": {"price": 1e2, "priceCurrency": "EUR"}}"""
    told = read(a_file(tmp_path, scripted(json), "page"))
    assert told.products == {}
    assert "“1e2” is not a price" in told.reasons[1]
    cup = only(a_file(tmp_path, scripted(json.replace("1e2", "12.50")), "page"))
    assert (cup.title, cup.link, cup.variants[0].price) == ("Cup red", "/", 1250)
    assert [picture.address for picture in cup.pictures] == ["https://a.example/c.jpg"]


@pytest.mark.parametrize(("named", "written"), [("gb2312", "gb2312"), ("punycode", "utf-8"), ("none-such", "utf-8")])
def test_a_page_in_another_encoding_is_read_by_its_own_word(tmp_path, named, written):
    json = '{"@type": "Product", "name": "侧把壶"}'
    content = f'<html><head><meta charset="{named}"><script type="application/ld+json">{json}</script>'.encode(written)
    assert only(a_file(tmp_path, content, "page")).title == "侧把壶"


def test_variants_whose_names_alone_differ_are_told_apart_by_what_they_add(tmp_path):
    json = """{"@type": "ProductGroup", "name": "Jug", "hasVariant": [
        {"@type": "Product", "name": "Jug - blue", "offers": {"price": 5}}, {"@type": "Product", "name": "Jug - red"}]}"""
    assert [v.options for v in only(a_file(tmp_path, scripted(json), "page")).variants] == [
        {"Title": "blue"},
        {"Title": "red"},
    ]
