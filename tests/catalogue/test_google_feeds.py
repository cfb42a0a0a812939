from datetime import UTC, datetime

import pytest

from watercress.catalogue.importers.records import FileRefused

from .exports import a_file
from .sources import SAMPLES, memory_below, read

MAY, JUNE = datetime(2026, 5, 15, tzinfo=UTC), datetime(2026, 6, 15, tzinfo=UTC)
ITEM = "<item><g:id>{0}</g:id><title>Cup {0}</title><g:price>5.00 EUR</g:price></item>"
RSS = '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>{0}</channel></rss>'


def rss(*items: str) -> bytes:
    return RSS.format("\n".join(items)).encode()


@pytest.fixture
def sample():
    return read(SAMPLES / "google_rss.xml", at=MAY)


def test_items_of_one_group_are_one_product_wherever_they_stand(sample):
    assert sample.source == "google_xml"
    cup = sample.products["cup"]
    assert (cup.title, cup.line, cup.vendor, cup.kind) == ("Kiln cup", 7, "Kiln & Daughters", "Cups")
    assert [(v.options, v.sku, v.price, v.compare_at, v.available) for v in cup.variants] == [
        ({"Size": "S"}, "cup-s", 1800, 2400, True),
        ({"Size": "L"}, "cup-l", 3000, None, False),
    ]
    assert [each.address[21:] for each in cup.pictures] == ["cup.jpg", "cup-2.jpg", "cup-3.jpg", "cup-large.jpg"]
    assert cup.link == "https://reed.example/cup?size=s&from=feed"
    assert cup.category == "2169"
    assert cup.description.startswith("<p>Thrown from <b>one</b> clay.</p>")


def test_a_sale_price_counts_while_the_sale_is_on():
    small = read(SAMPLES / "google_rss.xml", at=JUNE).products["cup"].variants[0]
    assert (small.price, small.compare_at) == (2400, None)


def test_other_scripts_and_ways_to_write_a_price_are_read(sample):
    jug, pot = sample.products["кувшин"], sample.products["إبريق"]
    assert (jug.title, jug.currency, jug.variants[0].price) == ("Кувшин для воды", "EUR", 129900)
    assert not jug.variants[0].available
    assert jug.tags == ("used",)
    assert (pot.title, pot.variants[0].price, pot.link) == ("إبريق شاي", 4550, "/")


def test_what_cannot_be_read_is_told_with_its_line(sample):
    assert set(sample.products) == {"cup", "кувшин", "إبريق"}
    assert sample.reasons == {
        48: "The product's address does not begin with http:// or https://; it is left out.",
        54: "The item has no id.",
        55: "“free” is not a price.",
        60: "The id “cup-s” came before, on line 7.",
        66: "“₿” is not a currency known here.",
    }


def test_atom_is_read_with_its_own_words():
    told = read(SAMPLES / "google_atom.xml")
    mat, lamp = told.products["tag:reed.example,2026:mat"], told.products["lamp"]
    assert (mat.link, mat.description, mat.currency) == ("https://reed.example/mat", "Rush, in the round.", "GBP")
    assert mat.variants[0].available
    assert "".join(lamp.description.split("\n")) == "Split rush over steel."
    assert (lamp.currency, lamp.variants[0].price) == ("GBP", 12000)


def test_the_same_attributes_are_read_from_a_table():
    told = read(SAMPLES / "google.tsv")
    assert told.source == "google_table"
    cup, jug = told.products["cup"], told.products["jug"]
    assert [(v.options, v.price, v.compare_at) for v in cup.variants] == [
        ({"Color": "Red"}, 1800, 2400),
        ({"Color": "Green"}, 2600, None),
    ]
    assert [each.address[21:] for each in cup.pictures] == ["r.jpg", "a.jpg", "b,c.jpg", "g.jpg"]
    assert (jug.title, jug.variants[0].price, jug.variants[0].compare_at) == ("إبريق ماء", 7550, None)
    assert told.rejections == []


@pytest.mark.parametrize("begin", ["http://base.google.com/ns/1.0", "https://base.google.com/ns/1.0", ""])
def test_the_namespace_may_be_written_either_way_or_not_at_all(tmp_path, begin):
    content = RSS.format(ITEM.format("a")).replace("http://base.google.com/ns/1.0", begin)
    content = content if begin else content.replace("g:", "").replace('xmlns:g=""', "")
    assert set(read(a_file(tmp_path, b"\xef\xbb\xbf \n" + content.encode(), "feed.csv")).products) == {"a"}


def test_a_price_without_a_currency_is_in_the_shops_and_a_dollar_in_its_dollars(tmp_path):
    path = a_file(tmp_path, rss(ITEM.format("a").replace(" EUR", ""), ITEM.format("b").replace("5.00 EUR", "$2,030")))
    told = read(path, currency="CAD").products
    assert [(each.currency, each.variants[0].price) for each in told.values()] == [("CAD", 500), ("CAD", 203000)]
    assert read(path, currency="EUR").products["b"].currency == "USD"


def test_a_variant_in_another_currency_is_not_taken(tmp_path):
    pair = [ITEM.format(name).replace("<title>", "<g:item_group_id>x</g:item_group_id><title>") for name in "ab"]
    told = read(a_file(tmp_path, rss(pair[0], pair[1].replace("EUR", "USD"))))
    assert len(told.products["x"].variants) == 1
    assert told.reasons == {2: "The price is in USD, those of the product's other variants in EUR."}


def test_variants_that_say_nothing_else_are_told_apart_by_their_titles_or_ids(tmp_path):
    def options(*titles: str) -> list[dict[str, str]]:
        items = [
            f"<item><g:id>{place}</g:id><g:item_group_id>x</g:item_group_id><title>{title}</title></item>"
            for place, title in enumerate(titles)
        ]
        return [variant.options for variant in read(a_file(tmp_path, rss(*items))).products["x"].variants]

    assert options("Jug - blue", "Jug - green") == [{"Title": "blue"}, {"Title": "green"}]
    assert options("The red jug", "The blue jug") == [{"Title": "The red jug"}, {"Title": "The blue jug"}]
    assert options("Jug", "Jug") == [{"SKU": "0"}, {"SKU": "1"}]


def test_lines_are_right_beyond_what_the_parser_itself_can_count(tmp_path):
    # And behind the space that programs write before a declaration, which XML forbids.
    path = a_file(
        tmp_path,
        b"\xef\xbb\xbf \n<?xml version='1.0'?>"
        + rss("\n" * 70_000, ITEM.format("a").replace("5.00 EUR", "?"), "\n", ITEM.format("b")),
    )
    told = read(path)
    assert list(told.reasons) == [70_003]
    assert told.products["b"].line == 70_006


BOMB = '<!DOCTYPE lolz [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        f"{BOMB}]><rss><item><id>&j;</id></item></rss>".encode(),
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><id>&x;</id></item></rss>',
        b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss><item><id>a</id></item></rss>',
        b'<?xml version="1.0" encoding="UTF-7"?>\n+ADw-+ACE-DOCTYPE rss+AD4-<rss><item><id>a</id></item></rss>',
    ],
    ids=["billion-laughs", "file", "network", "utf-7"],
)
def test_s38_a_document_type_is_refused_before_anything_in_it_is_used(tmp_path, content):
    path = a_file(tmp_path, content, "feed.xml")
    with memory_below(2_000_000), pytest.raises(FileRefused, match=r"document type|not well-formed"):
        read(path, source="google_xml")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (rss(ITEM.format("a"), "<item><g:id>b</title></item>"), r"Line 2 is not well-formed XML \(Opening and ending tag"),
        (rss(ITEM.format("a"), "<item><title>a &nbsp; b</title></item>"), r"Line 2 .*Entity 'nbsp' not defined"),
        (rss(ITEM.format("a")) [:-20], "Line 1 is not well-formed"),
        (rss("<item><title>\xff</title></item>").replace("ÿ".encode(), b"\xff"), "Line 1 is not well-formed"),
        (b"<rss>" + b"<a>" * 5_000, "more than 100 deep"),
        (rss("<other>1</other>"), "no <item> or <entry>"),
        (RSS.format(ITEM.format("a")).encode("utf-16"), "UTF-16"),
    ],
    ids=["tags", "entity", "cut-off", "encoding", "deep", "no-items", "utf-16"],
)  # fmt: skip
def test_s38_xml_that_is_broken_is_refused_with_its_line_before_anything_is_read(tmp_path, content, says):
    with pytest.raises(FileRefused, match=says):
        read(a_file(tmp_path, content, "feed.xml"))


def test_s38_an_item_of_megabytes_is_left_out_and_takes_no_memory(tmp_path):
    words = "<description>" + "word " * 600_000 + "</description>"
    path = a_file(tmp_path, rss(ITEM.format("a").replace("<title>", words + "<title>"), ITEM.format("b")))
    with memory_below(5_000_000):
        told = read(path)
    assert (set(told.products), told.reasons) == ({"b"}, {1: "The item's description is far too long."})
    assert [each.handle for each in told.rejections] == ["a"]
