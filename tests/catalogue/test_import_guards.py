"""SAFETY S39: whatever a file holds, the answer is a sentence."""

import tracemalloc

import pytest

from watercress.catalogue import importers
from watercress.catalogue.importers.records import Feed, FileRefused, Rejection

from .exports import CUP, POT, a_file, many, written


def refusal(path) -> str:
    feed = Feed(path)
    with pytest.raises(FileRefused) as caught:
        importers.choose("auto", feed).check(feed)
    return str(caught.value.reason)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (written(), "nothing below"),
        (written(POT).decode().encode("utf-16"), "UTF-16"),
        (written(POT).decode().encode("utf-16-le"), "UTF-16"),
        (b"PK\x03\x04" + b"\0" * 100, "Excel"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "Excel"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"<!doctype html><title>Sign in</title>", "web page"),
        (b'{"products": []}', "lacks the columns"),
        (b"\xff\xd8\xff\xe0 JFIF", "JPEG"),
        (written({**POT, "Title": "Théière"}).decode().encode("latin-1"), "Line 2 is not written in UTF-8"),
        (written(CUP, {**POT, "Title": "侧把壶"}).decode().encode("gb18030"), "Line 3 is not written in UTF-8"),
        (b"," * 1_000_000, "more than 1000 columns"),
        (b"a" * 3_000_000, "longer than 2 MB"),
    ],
    ids=["empty", "header-only", "utf16", "utf16-no-bom", "xlsx", "xls", "png", "html", "json", "jpeg", "latin1",
         "gb18030", "million-columns", "one-line"],
)  # fmt: skip
def test_s39_what_is_no_export_is_refused_in_a_sentence(tmp_path, content, says):
    assert says in refusal(a_file(tmp_path, content))


def test_s39_a_cell_of_ten_megabytes_is_refused_with_its_line(tmp_path):
    content = written(CUP, {**POT, "Body (HTML)": "x" * 10_000_000})
    assert "Line 3 is longer than 2 MB" in refusal(a_file(tmp_path, content))
    content = written(CUP, {**POT, "Body (HTML)": "x\n" * 5_000_000})
    assert "line 3 has a cell larger than 1 MB" in refusal(a_file(tmp_path, content))


def test_s39_a_quotation_mark_that_is_never_closed_is_refused(tmp_path):
    content = written(POT) + b'cup,"Tasting cup' + b"\r\nmore,of,it" * 200_000
    assert "never closed" in refusal(a_file(tmp_path, content))


def test_s39_a_row_with_a_nul_is_refused_and_the_others_are_read(tmp_path):
    feed = Feed(a_file(tmp_path, written(POT, {**CUP, "Title": "Tasting\0cup"}, {**POT, "Handle": "third"})))
    source = importers.choose("auto", feed)
    source.check(feed)
    told = list(source.read(feed, currency="CNY"))
    assert [type(each) is Rejection for each in told] == [True, False, False]
    assert told[0].line == 3


def test_s39_a_data_row_of_a_million_cells_is_refused_with_its_line(tmp_path):
    feed = Feed(a_file(tmp_path, written(POT) + b"cup" + b",1" * 900_000 + b"\r\n"))
    told = list(importers.choose("auto", feed).read(feed, currency="CNY"))
    assert [(type(each) is Rejection, each.line) for each in told] == [(True, 3), (False, 2)]


def test_a_file_that_lacks_columns_is_told_which_and_how_to_name_them(tmp_path):
    path = a_file(tmp_path, b"ID,Name,Price (EUR),Compare-at price\r\n1,Pot,12,14\r\n")
    said = refusal(path)
    assert "“Handle”, “Title”, “Variant Price”" in said
    assert "rename “ID” to “Handle”" in said
    assert "rename “Name” to “Title”" in said
    assert "rename “Price (EUR)” to “Variant Price”" in said


def test_a_source_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(FileRefused, match="no source “amazon”"):
        importers.choose("amazon", Feed(a_file(tmp_path, written(POT))))


def test_reading_a_long_file_keeps_none_of_it(tmp_path):
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.writelines(many(4_000))
    feed = Feed(path)
    assert feed.size > 5_000_000
    source = importers.choose("auto", feed)
    tracemalloc.start()
    source.check(feed)
    count = sum(1 for _product in source.read(feed, currency="CNY"))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 4_000
    assert peak < 2_500_000
