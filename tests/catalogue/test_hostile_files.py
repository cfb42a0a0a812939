"""SAFETY S38 to S40: whatever a file holds, a source says a sentence about it or tells what can be kept."""

import csv
import io
import json
import re
from dataclasses import asdict
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watercress.catalogue import importers
from watercress.catalogue.importers import google_products, mapped_csv
from watercress.catalogue.importers.records import FileRefused, Rejection, SourceProduct
from watercress.kernel import money

from .exports import a_file
from .sources import read

few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NASTY = st.sampled_from(
    ["", "\x00", "\ud800", "1e400", "-1", "9" * 40, "x" * 300, "é" * 12_000, "javascript:alert(1)", "//evil.example",
     "https://a.example/" + "x" * 3000, "https://[", "https://a.example/ok.jpg", "<script>alert(1)</script>", "&#0;&amp;lt;b",
     "=1+1", "'=1", "\\,", "id:1", "id:", "\u202egpj", "NaN", "5.00 EUR", "5", "in stock", "\r\n", "2026-13-99/x", "[[[", "1/0",
     "9999-12-31", "A > B, C > D", "Size", "variation", "variable", "simple", "https://a.example/1, https://a.example/2"]
)  # fmt: skip
WORDS = st.one_of(NASTY, st.text(max_size=40))
KINDS = sorted(importers.SOURCES)


def tried(path, **options) -> None:
    """Read a file and see that all that was told fits into the tables."""
    try:
        told = read(path, **options)
    except FileRefused:
        return
    for product in told.products.values():
        assert_keepable(product)
    for rejection in told.rejections:
        assert isinstance(rejection, Rejection)
        assert rejection.line > 0
        assert str(rejection.reason)


def assert_keepable(product: SourceProduct) -> None:
    assert len(product.fingerprint()) == 64
    assert not re.search(
        "[\x00\ud800-\udfff]", json.dumps(asdict(product), ensure_ascii=False).replace("\\u0000", "\0")
    )
    assert 0 < len(product.title) <= 255
    assert 0 < len(product.handle) <= 255
    assert len(product.vendor) <= 120 >= len(product.kind)
    assert product.currency in money.codes()
    assert 0 < len(product.variants) <= 5_000
    assert len(product.pictures) <= 20
    assert re.match(r"/|https?://", product.link)
    assert len(product.link) <= 2000
    for picture in product.pictures:
        assert re.match(r"https?://", picture.address)
        assert len(picture.address) <= 2000 >= len(picture.words)
    for variant in product.variants:
        assert variant.price is None or 0 <= variant.price <= money.MOST
        assert variant.compare_at is None or variant.compare_at > variant.price
        assert len(variant.sku) <= 120
        assert all(0 < len(name) <= 70 and 0 < len(value) <= 255 for name, value in variant.options.items())


def sheet(columns, rows) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerows([columns, *rows])
    return file.getvalue().encode("utf-8", "replace")


@few
@given(
    begin=st.sampled_from([b"", b"<rss>", b"<?xml", b"<!DOCTYPE ", b"<html>", b"\xef\xbb\xbf", b"ID,Type,Name\n", b"id\ttitle\n", b"\xff\xfe"]),
    rest=st.binary(max_size=300),
    key=st.sampled_from(["auto", *KINDS]),
)  # fmt: skip
def test_any_bytes_end_in_a_sentence(tmp_path, begin, rest, key):
    tried(a_file(tmp_path, begin + rest), source=key)


@few
@given(
    items=st.lists(
        st.dictionaries(st.sampled_from(sorted(google_products.NAMES)), WORDS, min_size=2), min_size=1, max_size=5
    )
)
def test_any_words_in_a_feed_are_told_or_refused(tmp_path, items):
    def element(item: dict[str, str]) -> str:
        inside = (f"<g:{name}>{escape(words)}</g:{name}>" for name, words in {"id": "a", "title": "A", **item}.items())
        return f"<item>{''.join(inside)}</item>"

    head = '<rss xmlns:g="http://base.google.com/ns/1.0">'
    tried(a_file(tmp_path, f"{head}{''.join(map(element, items))}</rss>".encode("utf-8", "replace")))


COLUMNS = {
    "woocommerce": ["ID", "Type", "SKU", "Name", "Published", "Sale price", "Regular price", "Date sale price ends", "Categories",
                    "Images", "Parent", "Grouped products", "External URL", "In stock?", "Attribute 1 name", "Attribute 1 value(s)"],
    "google_table": sorted(google_products.NAMES),
    "mapped": [role.key for role in mapped_csv.ROLES],
}  # fmt: skip


@pytest.mark.parametrize("key", COLUMNS)
@few
@given(given_rows=st.data())
def test_any_cells_in_a_table_are_told_or_refused(tmp_path, key, given_rows):
    columns = COLUMNS[key]
    rows = given_rows.draw(
        st.lists(st.lists(WORDS, min_size=len(columns), max_size=len(columns)), min_size=1, max_size=3)
    )
    mapping = {column: column for column in columns} if key == "mapped" else None
    tried(a_file(tmp_path, sheet(columns, rows)), source=key, mapping=mapping)


PROPERTIES = st.sampled_from(
    "name offers price priceCurrency image url sku brand hasVariant @id @type availability size".split()
)
JSON = st.recursive(
    st.one_of(
        WORDS, st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(["Product", "ProductGroup", "#a"])
    ),
    lambda inside: st.one_of(st.lists(inside, max_size=3), st.dictionaries(PROPERTIES, inside, max_size=6)),
    max_leaves=15,
)


@few
@given(said=st.dictionaries(PROPERTIES, JSON), address=NASTY)
def test_any_linked_data_in_a_page_is_told_or_refused(tmp_path, said, address):
    script = json.dumps([{"@type": "Product", "name": "Cup", **said}, {"@id": "#a", "price": "5"}]).replace(
        "</", "<\\/"
    )
    content = f'<html><script type="application/ld+json">{script}</script></html>'
    tried(a_file(tmp_path, content.encode(), "page"), address=address)
