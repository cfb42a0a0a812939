"""Shelves on the pages: the Want button, the form behind it, reviews and answers, what became cheaper."""

import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.factories import NOON, a_circle, a_mark, a_person, a_post, a_product, a_shop, shown_in
from tests.kernel import drawings
from tests.web.circles import a_file, as_, dangers, words
from watercress.catalogue.models import Product
from watercress.kernel import pictures
from watercress.shelves import dropping
from watercress.shelves.models import Answer, Mark, PriceDrop
from watercress.web.shelves import mine

pytestmark = pytest.mark.django_db


@pytest.fixture
def kettle():
    return a_product(title="Kettle", price=16800, price_most=16800)


def page_of(product):
    return f"/p/{product.pk}-{product.title.lower().replace(' ', '-')}/"


def mark_of(person):
    return Mark.objects.get(person=person)


def test_a_visitor_signs_in_comes_back_and_the_wish_is_kept_by_a_press_and_not_by_a_look(kettle):
    visitor, person = as_(), a_person(password="a long enough one")
    led = visitor.post("/want/", {"product": kettle.pk, "next": "/shops/"})
    assert led.status_code == 302
    came_back = visitor.post(led["Location"], {"login": person.username, "password": "a long enough one"})
    assert came_back["Location"] == f"/want/?product={kettle.pk}&next=%2Fshops%2F"

    asked = visitor.get(came_back["Location"])
    assert "Kettle" in words(asked)
    assert not Mark.objects.exists()
    kept = visitor.post("/want/", {"product": kettle.pk, "next": "/shops/"})

    assert kept["Location"] == "/shops/"
    assert mark_of(person).shelf == "want"


def test_the_button_says_what_it_does_so_a_second_click_undoes_nothing(kettle):
    person = a_person()
    client = as_(person)
    for _twice in range(2):
        assert client.post("/want/", {"product": kettle.pk}).status_code == 302
    assert 'name="drop"' in words(client.get(page_of(kettle)))
    for _twice in range(2):
        assert client.post("/want/", {"drop": kettle.pk, "next": "//elsewhere.example/"})["Location"] == page_of(kettle)
    assert not Mark.objects.exists()


def test_with_htmx_only_the_button_comes_back_as_it_is_now(kettle):
    client = as_(a_person())
    a_mark(kettle)
    on = client.post("/want/", {"product": kettle.pk}, headers={"HX-Request": "true"})
    assert re.fullmatch(
        r'<button class="want on" .*aria-pressed="true".*2</span></button>', words(on).strip(), re.DOTALL
    )
    off = client.post("/want/", {"drop": kettle.pk}, headers={"HX-Request": "true"})
    assert 'aria-pressed="false"' in words(off)


@pytest.mark.parametrize(("sent", "status"), [
    ({}, 400), ({"product": "x"}, 400), ({"product": "0"}, 400), ({"product": "99999"}, 404), ({"drop": "-1"}, 400),
])  # fmt: skip
def test_only_a_product_is_wanted(sent, status):
    client = as_(a_person())
    assert client.post("/want/", sent).status_code == status
    assert client.get("/want/", {"product": sent.get("product", "")}).status_code in (400, 404)


def test_what_nobody_may_see_is_not_wanted_either():
    hidden = a_product(listed=False)
    assert as_(a_person()).post("/want/", {"product": hidden.pk}).status_code == 404
    assert as_().post("/want/", {"product": hidden.pk}).status_code == 404


def test_a_page_asks_once_what_its_reader_wants_and_a_card_carries_no_token():
    shop, person = a_shop(slug="kiln"), a_person()
    first = a_product(shop=shop)

    def asked(client):
        with CaptureQueriesContext(connection) as queries:
            page = words(client.get("/shops/kiln/"))
        return page, [q for q in queries if 'SELECT "shelves_mark"."product_id" AS "product"' in q["sql"]], len(queries)

    a_mark(first, person=person)
    as_(person).get("/shops/kiln/")
    one, _asked, few = asked(as_(person))
    for _more in range(11):
        a_product(shop=shop)
    many, once, as_many = asked(as_(person))

    assert (len(once), as_many) == (1, few)
    assert one.count("csrfmiddlewaretoken") == many.count("csrfmiddlewaretoken")
    assert (many.count('form="want"'), many.count('name="drop"'), many.count('id="want"')) == (12, 1, 1)
    assert asked(as_())[1] == []
    assert re.search(r"<a [^>]*>(?:(?!</a>).)*<button", many, re.DOTALL) is None


def test_nobodys_wishes_are_left_behind_for_the_next_reader(kettle):
    person = a_person()
    a_mark(kettle, person=person)
    assert 'name="drop"' in words(as_(person).get(page_of(kettle)))
    assert mine.shelf_of(kettle.pk) == ""
    assert 'name="drop"' not in words(as_().get(page_of(kettle)))


def test_what_one_has_is_no_button_on_a_card(kettle):
    circle = a_circle(founder=(person := a_person()))
    shown_in(post := a_post(circle), kettle)
    a_mark(kettle, person=person, shelf="have")
    page = words(as_(person).get(f"/c/{circle.slug}/{post.number}-a-title/"))
    assert "I own it" in page
    assert 'form="want"' not in page


def test_the_whole_form_keeps_stars_words_and_a_picture(kettle, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    person = a_person()
    client, address = as_(person), f"/p/{kettle.pk}/mark/"
    assert 'value="have" required id' not in words(client.get(f"{address}?shelf=had"))
    shown = drawings.a_picture(60, 60)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures.keeping, "refuse_open", lambda _what: None)
        sent = {
            "shelf": "have",
            "stars": "4",
            "words": "Line one.\n<b>Line two</b>",
            "picture": a_file("me.jpg", shown),
        }
        assert client.post(address, sent)["Location"] == page_of(kettle)
    kept = mark_of(person)
    assert (kept.stars, kept.words, kept.is_public) == (4, "Line one.\n<b>Line two</b>", True)
    assert kept.picture.public
    page = words(as_().get(page_of(kettle)))
    assert "&lt;b&gt;Line two&lt;/b&gt;" in page
    assert "4 stars of 5" in page
    assert dangers(words(as_().get(f"/p/{kettle.pk}/reviews/"))) == []

    client.post(address, {"shelf": "had", "why_left": "Broke.", "is_private": "on"})
    kept.refresh_from_db()
    assert (kept.shelf, kept.stars, kept.why_left, kept.is_public) == ("had", None, "Broke.", False)
    assert kept.picture
    client.post(address, {"shelf": "had", "remove_picture": "on"})
    kept.refresh_from_db()
    assert kept.picture is None
    assert client.post(address, {"do": "off"}).status_code == 302
    assert not Mark.objects.exists()


def test_what_was_typed_stays_beside_what_is_wrong_with_it(kettle):
    client, address = as_(a_person()), f"/p/{kettle.pk}/mark/"
    answer = client.post(address, {"shelf": "want", "stars": "5", "words": "My careful words."})
    assert answer.status_code == 400
    assert "My careful words." in words(answer)
    assert "Stars are for what one has or had." in words(answer)
    not_one = {"shelf": "have", "words": "And a picture.", "picture": a_file("me.jpg", b"no picture")}
    assert client.post(address, not_one).status_code == 400
    assert client.post(address, {"shelf": "have", "stars": "6"}).status_code == 400
    assert not Mark.objects.exists()


def test_the_buttons_beside_visit_the_shop_move_a_mark(kettle):
    person = a_person()
    client = as_(person)
    client.post(f"/p/{kettle.pk}/mark/", {"do": "have"})
    page = words(client.get(page_of(kettle)))
    assert mark_of(person).shelf == "have"
    assert re.search(r'<a class="btn quiet owned"[^>]*>.*I own it <span class="num">1</span>', page, re.DOTALL)
    assert f"/account/login/?next=/p/{kettle.pk}/mark/" in as_().get(f"/p/{kettle.pk}/mark/?shelf=have")["Location"]


def test_who_sells_it_is_told_why_they_say_nothing_of_it():
    keeper = a_person()
    product = a_product(shop=a_shop(keeper=keeper))
    page = words(as_(keeper).get(f"/p/{product.pk}/mark/"))
    assert "for others to give" in page
    assert 'name="stars"' not in page
    assert as_(keeper).post(f"/p/{product.pk}/mark/", {"shelf": "have", "stars": "5"}).status_code == 403
    assert as_(keeper).post(f"/p/{product.pk}/mark/", {"shelf": "have"}).status_code == 302


def test_a_rivals_review_is_read_by_the_operator_first(kettle):
    rival, operator = a_person("rival"), a_person(is_operator=True)
    a_shop(keeper=rival)
    answer = as_(rival).post(
        f"/p/{kettle.pk}/mark/", {"shelf": "have", "stars": "1", "words": "It cracks."}, follow=True
    )
    assert "The town reads it first" in words(answer)
    assert "until the town has read it" in words(answer)
    for reader in (None, a_person(), kettle.shop.keepers.first()):
        assert "It cracks." not in words(as_(reader).get(page_of(kettle)))
    number = mark_of(rival).pk
    for person in (None, rival):
        assert as_(person).get("/operator/reviews/").status_code == 404
        assert as_(person).post(f"/operator/reviews/{number}/", {"do": "let-through"}).status_code == 404

    room = as_(operator)
    assert "1 review waits for you" in words(room.get("/operator/"))
    assert "It cracks." in words(room.get("/operator/reviews/"))
    assert room.post(f"/operator/reviews/{number}/", {"do": "x"}).status_code == 400
    silent = room.post(f"/operator/reviews/{number}/", {"do": "keep-out", "reason": " "})
    assert silent.status_code == 400
    assert "Say why" in words(silent)
    room.post(f"/operator/reviews/{number}/", {"do": "keep-out", "reason": "You sell the other one."})
    assert "The town keeps this from others: You sell the other one." in words(as_(rival).get(page_of(kettle)))
    room.post(f"/operator/reviews/{number}/", {"do": "let-through"})
    assert "It cracks." in words(as_().get(page_of(kettle)))
    assert room.post(f"/operator/reviews/{number}/", {"do": "let-through"}).status_code == 404


def test_a_private_review_waits_for_nobody(kettle):
    private = a_mark(kettle, shelf="have", words="Only mine.", is_public=False, held_at=NOON)
    room = as_(a_person(is_operator=True))
    assert "Only mine." not in words(room.get("/operator/reviews/"))
    assert "waits for you" not in words(room.get("/operator/"))
    assert room.post(f"/operator/reviews/{private.pk}/", {"do": "let-through"}).status_code == 404


def test_reviews_have_one_order_and_pages(kettle):
    for number in range(23):
        a_mark(kettle, shelf="have", stars=1 + number % 5, words=f"Number {number}." if number % 2 else "")
    address = f"/p/{kettle.pk}/reviews/"
    assert "All 23 reviews" in words(as_().get(page_of(kettle)))
    assert words(as_().get(address)).count('id="review-') == 20
    assert words(as_().get(f"{address}?page=2")).count('id="review-') == 3
    assert words(as_().get(f"{address}?show=words")).count('id="review-') == 11
    for query, status in (("sort=stars", 400), ("show=best", 400), ("page=0", 400), ("page=3", 404), ("sort=new", 200)):
        assert as_().get(f"{address}?{query}").status_code == status


def test_the_shop_answers_under_a_review_and_mends_its_words():
    keeper = a_person("shen")
    product = a_product(title="Pot", shop=a_shop("Kiln No. 9", keeper=keeper))
    review = a_mark(product, shelf="have", stars=2, words="It leaks.")
    client, address = as_(keeper), f"/reviews/{review.pk}/answer/"
    assert address in words(client.get(page_of(product)))
    assert address not in words(as_(a_person()).get(page_of(product)))
    empty = client.post(address, {"words": " "})
    assert (empty.status_code, "Write something here." in words(empty)) == (400, True)
    client.post(address, {"words": "Send it\nback."})
    assert "Send it\nback." in words(client.get(address))
    page = words(as_().get(page_of(product)))
    assert "Send it\nback." in page
    assert "the shop answers" in page
    assert as_(a_person()).post(address, {"words": "Me too."}).status_code == 403
    client.post(address, {"do": "take-back"})
    assert not Answer.objects.exists()
    assert Mark.objects.get() == review
    private = a_mark(product, shelf="have", words="Hm.", is_public=False)
    assert client.get(f"/reviews/{private.pk}/answer/").status_code == 404


def test_shelves_show_to_others_what_is_public_and_to_oneself_everything():
    person, cup, bowl = a_person("mei"), a_product(title="A cup"), a_product(title="A bowl")
    a_mark(cup, person=person, shelf="have", words="Round.")
    a_mark(bowl, person=person, shelf="have", is_public=False)
    own, others = (words(as_(who).get("/people/mei/shelves/?on=have")) for who in (person, a_person()))
    assert "A cup" in own
    assert "A bowl" in own
    assert "only you see this" in own
    assert 'Have&nbsp;<span class="num">2</span>' in own
    assert "A bowl" not in others
    assert 'Have&nbsp;<span class="num">1</span>' in others
    assert 'Have&nbsp;<span class="num">1</span>' in words(as_().get("/people/mei/"))
    for address, status in (
        ("MEI/shelves/", 302),
        ("mei/shelves/?on=all", 400),
        ("mei/shelves/?page=2", 404),
        ("no/shelves/", 404),
    ):
        assert as_().get(f"/people/{address}").status_code == status


def test_a_lower_price_is_shown_on_the_want_shelf_and_seen_by_a_press(kettle):
    person = a_person("mei")
    a_mark(kettle, person=person)
    Product.objects.update(price=12900, price_most=12900)
    dropping.tell(kettle.pk, was=16800, now=12900, currency="CNY", fell_at=NOON)
    request = RequestFactory().get("/")
    request.user = person
    block = render_to_string("shelves/_drops.html", {"drops": dropping.drops_for(person)}, request=request)
    fell = re.compile(r"before:</span> ¥168</s> → <b class=\"num\">¥129</b>")
    assert fell.search(block)
    assert f'name="product" value="{kettle.pk}"' in block
    assert fell.search(words(as_(person).get("/people/mei/shelves/")))
    assert not fell.search(words(as_(a_person()).get("/people/mei/shelves/")))
    assert as_(person).get("/want/seen/").status_code == 405
    assert PriceDrop.objects.get().seen_at is None
    as_(person).post("/want/seen/", {"product": kettle.pk, "next": "/"})
    assert PriceDrop.objects.get().seen_at
    assert dropping.drops_for(person) == []


def test_a_product_page_asks_as_often_for_many_reviews_and_lists_as_for_one(kettle):
    person = a_person()

    def live():
        review = a_mark(kettle, shelf="have", stars=3, words="Hm.")
        Answer.objects.create(mark=review, shop=kettle.shop, words="Thanks.", answered_at=NOON)

    def asked(client):
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(kettle))
        return len(queries)

    for _enough_to_ask_who_else_keeps_what in range(2):
        live()
    as_(person).get(page_of(kettle))
    few = asked(as_(person)), asked(as_())
    for _more in range(4):
        live()
    assert (asked(as_(person)), asked(as_())) == few
    assert max(few) <= 16
