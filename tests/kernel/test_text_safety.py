import gc
import logging
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.hostile import HTML, MARKDOWN
from tests.kernel.markup import Found, dangers
from watercress.kernel import text
from watercress.kernel.text import addresses, grammar

PIECES = [
    *HTML,
    *MARKDOWN,
    "[",
    "](",
    ")",
    "*",
    "_",
    "`",
    "<",
    ">",
    "&",
    "![",
    "@",
    "\n",
    "\n\n",
    "    ",
    "> ",
    "- ",
    "# ",
    "~~",
]
PIECES += [
    "\x00",
    "\u202e",
    "\ud800",
    "\U000e0001",
    "茶",
    "@小明",
    "https://",
    "www.",
    "|",
    "\\",
    "&#x1F600;",
    "&NotEqualTilde;",
]


@pytest.mark.parametrize("written", [*HTML, *MARKDOWN])
def test_s08_hostile_markdown_leaves_nothing_that_runs(written):
    for source in (
        written,
        f"> {written}",
        f"[{written}](https://ok.example)",
        f"**{written}**",
        "x" * 20_001 + written,
    ):
        assert dangers(text.render(source, people=frozenset({"bob"}))) == []


def test_s08_all_of_it_at_once_leaves_nothing_that_runs():
    assert dangers(text.render("\n".join(MARKDOWN))) == []
    assert dangers(text.render("\n\n".join(HTML + MARKDOWN))) == []


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=300, deadline=None)
def test_s08_no_mixture_of_pieces_runs_either(source):
    assert dangers(text.render(source)) == []
    assert dangers(text.clean_html(source)) == []


@pytest.mark.parametrize("written", HTML)
def test_s09_html_a_shop_wrote_is_cleaned_like_anyones(written):
    for source in (written, f"<div>{written}</div>", f"<p>ok</p>{written}"):
        cleaned = text.clean_html(source)
        assert dangers(cleaned) == []
        assert dangers(text.clean_html(cleaned)) == []


def test_s12_ten_thousand_fuzzed_fragments_never_raise(caplog):
    chance = random.Random(12)
    letters = "".join(PIECES) + "".join(map(chr, range(0x20, 0x7F)))
    with caplog.at_level(logging.ERROR, "watercress.text"):
        for number in range(10_000):
            fragment = "".join(chance.choices(letters, k=chance.randrange(1, 60)))
            made = text.render(fragment)
            if number % 10 == 0:
                assert dangers(made) == []
            text.plain(fragment)
            text.clean_html(fragment)
    assert not caplog.records, "every one of them could be read"


@pytest.mark.parametrize("stumbles", ["the parser", "the sanitiser"])
def test_s12_a_text_our_tools_stumble_over_is_shown_as_written(monkeypatch, caplog, stumbles):
    def stumble(*_given):
        raise RecursionError(stumbles)

    class Broken:
        clean = stumble

    if stumbles == "the parser":
        monkeypatch.setattr(grammar.MARKDOWN, "render", stumble)
    else:
        monkeypatch.setattr("watercress.kernel.text.rendering._cleaner", Broken())
    html = text.render("**one**\n<script>two</script>\n\nthree")
    assert html == "<p>**one**<br>&lt;script&gt;two&lt;/script&gt;</p>\n<p>three</p>"
    assert "could not be rendered" in caplog.text


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("[bank.example](https://evil.example/x)", "(evil.example)"),
        ("[https://bank.example/login](https://evil.example/)", "(evil.example)"),
        ("[Sign in at bank.example now](https://evil.example/)", "(evil.example)"),
        ("[attacker-example.com](https://example.com/)", "(example.com)"),
        ("[example.com](https://attacker-example.com/)", "(attacker-example.com)"),
        ("[example.com](https://example.com.evil.net/)", "(example.com.evil.net)"),
        ("[ba**nk.exa**mple](https://evil.example/)", "(evil.example)"),
        ("[`bank.example`](https://evil.example/)", "(evil.example)"),
        ("[bank\u200b.example](https://evil.example/)", "(evil.example)"),
        ("[bank\u200d.example](https://evil.example/)", "(evil.example)"),
        ("[bank。example](https://evil.example/)", "(evil.example)"),
        ("[ｂａｎｋ.example](https://evil.example/)", "(evil.example)"),
        ("![bank.example](https://evil.example/a.png)", "(evil.example)"),
        ("[@bob](https://evil.example/)", "(evil.example)"),
        ("[apple.com](https://аррӏе.com/)", "(xn--80ak6aa92e.com)"),
        ("[click](https://аррӏе.com/)", "(xn--80ak6aa92e.com)"),
        ("[аррӏе.com](https://аррӏе.com/)", "(xn--80ak6aa92e.com)"),
        ("<https://аррӏе.com/>", "(xn--80ak6aa92e.com)"),
    ],
)
def test_s13_a_link_that_names_another_host_shows_where_it_leads(written, host):
    assert host in Found(text.render(written)).text


@pytest.mark.parametrize(
    "written",
    [
        "[example.com](https://www.example.com/a)",
        "[https://example.com/a](https://example.com/a)",
        "[our notes on tea](https://example.com/)",
        "[v1.2, well](https://example.com/)",
        "https://example.com/a.b",
        "https://xn--80ak6aa92e.com/",
        "[example.com](/p/1-cup/)",
    ],
)
def test_s13_an_honest_link_is_left_alone(written):
    assert "(" not in Found(text.render(written)).text


@pytest.mark.parametrize(
    "written", ["https://bank.example@evil.example/", "[a](https://bank.example:pw@evil.example/)"]
)
def test_s13_an_address_with_a_user_in_front_is_no_link(written):
    assert Found(text.render(written)).links == []


def test_characters_that_turn_the_reading_round_are_dropped():
    assert "\u202e" not in text.render("\u202eelpmaxe.knab")
    assert "👨‍👩‍👧" in text.render("👨‍👩‍👧"), "a family is one character with joiners in it"


@pytest.mark.parametrize(
    "url",
    ["http://[::1", "http://a:b/", "https://", "http://a b/", "http://-.x/", "http://a..b/", "https:evil.example"],
)
def test_an_address_that_cannot_be_read_is_no_link(url):
    assert not addresses.may_be_linked(url)


ATTACKS = [
    "[ * < & > ![ a@",
    "[",
    "*",
    "<",
    "&",
    ">",
    "![",
    "a@",
    "_a",
    "~~a",
    "a*b_",
    "[a](b",
    "<a ",
    "`a``",
    "@茶",
    "@a",
    "www.",
    "http://",
]
ATTACKS += [
    "http://a.b?(",
    "[](",
    "[a]: b\n",
    "a\n",
    "# a\n",
    "> - ",
    "<div>",
    "<p> ",
    "&amp;amp;",
    "&lt;p&gt;",
    "a.com ",
    "\\",
    "|a",
    "「",
]
WAYS = [
    text.render,
    text.mentions,
    text.links,
    text.plain,
    text.clean_html,
    lambda source: text.language_of(source, "en"),
]


def seconds(way, source: str) -> float:
    """The better of two, in processor time and without the collector: the rest measures what else this machine does."""
    best = 9.0
    gc.disable()
    try:
        for _ in range(2):
            started = time.process_time()
            way(source)
            best = min(best, time.process_time() - started)
    finally:
        gc.enable()
    return best


def repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


@pytest.mark.parametrize("piece", ATTACKS)
def test_s43_time_grows_with_length_and_not_faster(piece):
    for way in WAYS:
        for length in (5_000, 100_000):
            assert any(grows_evenly(way, piece, length) for _attempt in range(5)), (way, length)


def grows_evenly(way, piece: str, length: int) -> bool:
    """One measurement; caches shared with whoever else is busy spoil a single one now and then."""
    once, twice = seconds(way, repeated(piece, length)), seconds(way, repeated(piece, 2 * length))
    # Below 5 ms the clock and the caches decide.
    return twice < 0.005 or twice / once < 2.6


@pytest.mark.parametrize("piece", ATTACKS)
def test_s43_a_hundred_kilobytes_take_less_than_a_fifth_of_a_second(piece):
    for way in WAYS:
        for length in (10_000, 20_000, 100_000):
            assert any(seconds(way, repeated(piece, length)) < 0.2 for _attempt in range(5)), (way, length)
