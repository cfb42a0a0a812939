import pytest

from tests.kernel.markup import Found
from watercress.kernel import text
from watercress.kernel.text import naming
from watercress.people import names

PEOPLE = frozenset({"mei-lin", "小明", "Bob"})


def test_markdown_becomes_html_with_headings_below_the_pages_own():
    html = text.render("# One\n\n### Three\n\n**bold** ~~gone~~\n\n1. first\n\n> said")
    assert [tag for tag, _ in Found(html).tags] == ["h3", "h5", "p", "strong", "s", "ol", "li", "blockquote", "p"]


def test_a_line_break_stays_a_line_break():
    assert "one<br>" in text.render("one\ntwo")


def test_html_is_shown_and_not_obeyed():
    assert text.render("<b>no</b>") == "<p>&lt;b&gt;no&lt;/b&gt;</p>\n"


def test_a_picture_of_another_host_becomes_a_link():
    found = Found(text.render("![a kiln](https://kiln.example/k.png)"))
    assert "img" not in {tag for tag, _ in found.tags}
    assert found.links == ["https://kiln.example/k.png"]
    assert "a kiln" in found.text


def test_a_picture_inside_a_link_does_not_nest_links():
    found = Found(text.render("[![a kiln](https://kiln.example/k.png)](https://kiln.example/)"))
    assert found.links == ["https://kiln.example/"]
    assert found.text.strip() == "a kiln"


def test_outside_links_carry_their_rel_and_inside_links_do_not():
    tags = Found(text.render("[a](https://tea.example/) [b](/p/12-cup/)")).tags
    assert [attributes.get("rel") for tag, attributes in tags if tag == "a"] == ["nofollow ugc noopener", None]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("见https://tea.example/a_b_c这里", "https://tea.example/a_b_c"),
        ("看（https://tea.example/a），很好", "https://tea.example/a"),
        ("(see https://tea.example/a_(b))", "https://tea.example/a_(b)"),
        ("Go to https://tea.example/a.", "https://tea.example/a"),
        ("网址:www.tea.example/a", "https://www.tea.example/a"),
        ("**https://tea.example/a**", "https://tea.example/a"),
        ("<https://tea.example/a>", "https://tea.example/a"),
        ("https://tea.example/?a=1&b=2", "https://tea.example/?a=1&b=2"),
    ],
)
def test_bare_addresses_become_links_and_end_where_the_sentence_goes_on(written, address):
    assert Found(text.render(written)).links == [address]
    assert text.links(written) == [address] or "&" in written


@pytest.mark.parametrize(
    "written", ["tea.example", "a@tea.example", "ftp://tea.example", "`https://tea.example`", "1.2 和3.4"]
)
def test_what_only_looks_like_an_address_stays_text(written):
    assert Found(text.render(written)).links == []


def test_names_that_exist_become_links():
    found = Found(text.render("@mei-lin, @nobody and @bob: see", people=PEOPLE))
    assert found.links == ["/people/mei-lin/", "/people/Bob/"]
    assert "@mei-lin, @nobody and @bob: see" in found.text


def test_a_chinese_name_ends_where_the_person_ends():
    found = Found(text.render("谢谢@小明你好", people=PEOPLE))
    assert found.links == ["/people/%E5%B0%8F%E6%98%8E/"]
    assert found.text.strip() == "谢谢@小明你好"


@pytest.mark.parametrize("written", ["a@bob", "@bobby", "@bob-by", "`@bob`", r"\@bob", "a.@bob", "@" + "b" * 64])
def test_what_is_not_a_mention_stays_text(written):
    assert Found(text.render(written, people=PEOPLE)).links == []


def test_mentions_are_every_name_a_text_may_mean():
    assert text.mentions("@mei-lin 和 @小明你好 `@code` a@mail.example") == {
        "mei-lin",
        "小明你好",
        "小明你",
        "小明",
        "小",
    }


def test_nobody_is_spoken_to_from_inside_a_links_words():
    assert text.mentions("[@bob](https://tea.example/)") == set()


def test_one_text_cannot_speak_to_everyone():
    assert len(text.mentions(" ".join(f"@person-{n}" for n in range(1500)))) <= 600


def test_both_places_that_know_the_grammar_of_names_agree():
    assert naming.NAME == names.PATTERN


def test_links_are_listed_once_in_order():
    assert text.links("[b](https://b.example/) https://a.example/ https://b.example/ [c](/p/3-cup/)") == [
        "https://b.example/",
        "https://a.example/",
        "/p/3-cup/",
    ]


def test_an_excerpt_has_words_and_no_marks():
    assert text.plain("# Tea\n\n**Slow** [leaves](https://a.example)\n- one\n- `two`") == "Tea Slow leaves one two"


def test_an_excerpt_ends_at_a_word_and_says_that_there_is_more():
    assert text.plain("one two three four", 12) == "one two…" or text.plain("one two three four", 12) == "one two thre…"
    assert text.plain("茶" * 300) == "茶" * 200 + "…"
    assert len(text.plain("word " * 5000)) <= 201


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("这把壶出水很快。", "zh-hans"),
        ("A pot that pours well.", "en"),
        ("我买了 Kettle & Quiet 的 gaiwan", "zh-hans"),
        ("The gaiwan (盖碗) is the better teacher, I think.", "en"),
        ("https://tea.example/long/address @somebody 好", "zh-hans"),
        ("12345 !!!", "xx"),
        ("", "xx"),
    ],
)
def test_the_language_is_guessed_by_script(written, language):
    assert text.language_of(written, "xx") == language
