"""The front page: for a visitor what the town talks about, for a member what their circles do."""

import pytest

from tests.factories import NOON, a_circle, a_person, a_post, a_product, a_shop, shown_in
from tests.kernel.markup import Found
from tests.web.circles import address_of, as_, words
from watercress.community import drafts, membership

pytestmark = pytest.mark.django_db


def test_an_empty_town_says_what_to_do_next():
    page = as_().get("/")
    assert page.status_code == 200
    assert "Nobody has written yet." in words(page)
    assert 'href="/circles/"' in words(page)


def test_a_visitor_sees_what_the_town_talks_about_and_a_way_in():
    post = a_post(a_circle(name="A Tea House", other_name="一家茶馆"), title="Three small kilns")
    shown_in(post, a_product(shop=a_shop("Kiln No. 9"), title="Side-handle pot"))
    page = words(as_().get("/"))
    assert address_of(post) in page
    assert "Talked about now" in page
    assert "Side-handle pot" in page
    assert "talked about in A Tea House" in page
    assert "/account/signup/" in page


def test_a_member_sees_their_own_circles_first_and_others_to_join():
    mei = a_person(name="Mei")
    mine, other = a_circle(name="Mine", members=(mei,)), a_circle(name="Other")
    ours, theirs = a_post(mine, title="Ours"), a_post(other, title="Theirs")
    page = words(as_(mei).get("/"))
    assert address_of(ours) in page
    assert address_of(theirs) not in page
    assert "Circles you might join" in page
    assert f"/c/{other.slug}/" in page.split("<aside>")[1]
    assert f"/c/{mine.slug}/" not in page.split("<aside>")[1]


def test_a_member_of_nothing_sees_the_town_and_is_told_to_look_for_a_circle():
    post = a_post(a_circle())
    page = words(as_(a_person()).get("/"))
    assert "Find your circle" in page
    assert address_of(post) in page


def test_what_waits_for_one_is_there():
    steward, asker = a_person(), a_person()
    circle = a_circle(founder=steward, name="Asks", slug="asks", question="Brewed what?")
    membership.ask(circle, person=asker, answer="Rain", at=NOON)
    drafts.save(circle, person=steward, fields={"title": "Half a <b>thought"}, at=NOON)
    assert "You asked to join" in words(as_(asker).get("/"))
    page = words(as_(steward).get("/"))
    assert "1 request to join Asks" in page
    assert 'href="/c/asks/requests/"' in page
    assert "Half a &lt;b&gt;thought" in page
    assert 'href="/c/asks/write/"' in page


def test_no_shop_fills_the_shelf():
    post = a_post(a_circle())
    loud, quiet = a_shop("Loud"), a_shop("Quiet")
    shown_in(post, *(a_product(shop=loud, title=f"Loud {n}") for n in range(3)))
    other = a_post(a_circle())
    shown_in(other, a_product(shop=quiet, title="Quiet 1"))
    shelf = words(as_().get("/")).split('class="goods"')[1].split("</section>")[0]
    assert shelf.index("Quiet 1") < shelf.index("Loud 1")


def test_what_only_members_read_is_not_on_a_visitors_front_page():
    closed = a_circle(readable_by="members")
    shown_in(a_post(closed, title="Secret words"), a_product(title="Whispered pot"))
    page = words(as_().get("/"))
    assert "Secret words" not in page
    assert "Whispered pot" not in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_words_in_either_language_are_marked_as_such(language):
    a_post(a_circle(name="一家茶馆", lang="zh-hans", sentence="水开了"), title="三个小窑", lang="zh-hans")
    page = Found(words(as_().get("/", headers={"Accept-Language": language})))
    html = next(attributes for tag, attributes in page.tags if tag == "html")
    assert html["lang"] == {"en": "en", "zh-hans": "zh-Hans"}[language]
    assert any(attributes.get("lang") == "zh-Hans" and tag == "a" for tag, attributes in page.tags)


def test_the_front_page_is_only_read():
    assert as_().post("/").status_code == 405
