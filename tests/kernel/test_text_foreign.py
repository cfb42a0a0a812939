import csv
import os
from pathlib import Path

import pytest

from tests.kernel.markup import Found, dangers
from watercress.kernel import text

SHARED = Path(os.environ.get("WATERCRESS_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")


def test_the_shape_of_a_description_stays():
    written = (
        "<h1>Bowl</h1><p>Fired <b>twice</b></p><ul><li>small</li></ul><table><tr><td colspan=2>x</td></tr></table>"
    )
    assert [tag for tag, _ in Found(text.clean_html(written)).tags] == [
        "h3", "p", "strong", "ul", "li", "table", "tbody", "tr", "td",
    ]  # fmt: skip


def test_classes_styles_pictures_and_metas_go():
    written = '<meta charset="utf-8"><p class="p1" style="color:red"><span style="x">Silver</span></p><img src="https://a.example/x.png">'
    assert text.clean_html(written) == "<p>Silver</p>"


def test_links_stay_only_to_the_web_and_carry_a_rel():
    cleaned = text.clean_html(
        '<a href="https://a.example/x">a</a><a href="/pages/care">b</a><a href="mailto:x@a.example">c</a>'
    )
    assert Found(cleaned).links == ["https://a.example/x"]
    assert 'rel="nofollow ugc noopener"' in cleaned


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("<p>Salt &amp;amp; stone&amp;nbsp;</p>", "<p>Salt &amp; stone&nbsp;</p>"),
        ("&lt;p&gt;Salt &amp;amp; stone&lt;/p&gt;", "<p>Salt &amp; stone</p>"),
        ("Salt &amp; stone", "<p>Salt &amp; stone</p>"),
        ("<p>5 &lt; 6</p>", "<p>5 &lt; 6</p>"),
        ("less is <3 more", "<p>less is &lt;3 more</p>"),
    ],
)
def test_what_was_escaped_twice_is_undone_once(written, cleaned):
    assert text.clean_html(written) == cleaned


def test_a_description_without_tags_keeps_its_lines():
    assert text.clean_html("One\ntwo\n\nthree") == "<p>One<br>two</p>\n<p>three</p>"


@pytest.mark.parametrize(
    "written", ["", " ", "<p>&nbsp;</p>", "<div><p><br></p></div>", "<!-- x -->", "<img src=x>", "\x00"]
)
def test_a_description_that_says_nothing_is_empty(written):
    assert text.clean_html(written) == ""


def test_what_is_clean_stays_as_it_is():
    for written in (
        "<p>Salt &amp; stone</p>",
        "One\ntwo",
        "<h1>A</h1><b>b</b>",
        '<a href="https://a.example/?a=1&amp;b=2">x</a>',
    ):
        once = text.clean_html(written)
        assert text.clean_html(once) == once


def test_every_description_in_the_recorded_exports_comes_out_clean():
    files = sorted((SHARED / "shopify").glob("*.csv"))
    if not files:
        pytest.skip(f"no recorded exports in {SHARED}")
    count = 0
    for file in files:
        with file.open(encoding="utf-8-sig", errors="replace", newline="") as rows:
            for written in {row.get("Body (HTML)") or "" for row in csv.DictReader(rows)}:
                cleaned = text.clean_html(written)
                assert dangers(cleaned) == []
                assert bool(cleaned) == bool(Found(written).text.strip())
                count += bool(cleaned)
    assert count > 500
