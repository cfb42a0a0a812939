"""A shop's own word that it is small, and what the shop and product pages show beside the goods."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOON, a_circle, a_mark, a_person, a_post, a_product, a_shop, shown_in
from tests.web.circles import as_, words
from watercress.catalogue.models import Shop
from watercress.web import addresses

pytestmark = pytest.mark.django_db
BADGE = '<span class="label">small shop</span>'
FORM = {"name": "Kiln No. 9", "currency": "CNY", "lang": "en", "host": "", "country": "", "about": ""}


def shops_in(page: str) -> list[str]:
    return re.findall(r'class="name"><a href="/shops/([^/]*)/"', page)


def test_keepers_say_that_their_shop_is_small_and_take_it_back():
    keeper = a_person()
    client = as_(keeper)
    client.post("/shops/new/", {**FORM, "small": "on"})
    shop = Shop.objects.get()
    pot = a_product(shop=shop)
    pages = ("/shops/", f"/shops/{shop.slug}/", addresses.product(pot.pk, pot.title))
    for where in pages:
        assert BADGE in words(as_().get(where)), where
    edit = f"/shops/{shop.slug}/edit/"
    (box,) = re.findall(r'<input type="checkbox" name="small"[^>]*>', words(client.get(edit)))
    assert "checked" in box
    client.post(edit, FORM)
    for where in pages:
        assert BADGE not in words(as_().get(where)), where


def test_whose_word_it_is_is_said_where_it_is_given_and_where_it_is_read():
    keeper = a_person()
    shop = a_shop(keeper=keeper, small_since=NOON)
    assert "That is its own word, and open to dispute." in words(as_().get(f"/shops/{shop.slug}/"))
    assert "open to dispute" in words(as_(keeper).get("/shops/new/"))
    Shop.objects.update(small_since=None)
    assert "its own word" not in words(as_().get(f"/shops/{shop.slug}/"))


def test_the_directory_puts_small_shops_first_or_shows_them_alone():
    for slug, small, country in (("big", None, "CN"), ("tiny", NOON, "FR"), ("wee", NOON, "CN")):
        a_shop(slug.title(), slug=slug, small_since=small, country=country)
    found = {
        query: shops_in(words(as_().get(f"/shops/?sort=name&{query}"))) for query in ("", "small=first", "small=only")
    }
    assert found == {"": ["big", "tiny", "wee"], "small=first": ["tiny", "wee", "big"], "small=only": ["tiny", "wee"]}
    assert shops_in(words(as_().get("/shops/?small=only&country=CN"))) == ["wee"]
    Shop.objects.filter(slug="tiny").update(small_since=None)
    none = words(as_().get("/shops/?small=only&country=FR"))
    assert shops_in(none) == []
    assert "No shop here says so of itself." in none
    for query in ("small=1", "small=first'", "small=%00"):
        assert as_().get(f"/shops/?{query}").status_code == 400


def test_a_shop_shows_how_much_it_has_how_much_of_it_is_wanted_and_what_most():
    shop = a_shop("Kiln", slug="kiln", products_count=3)
    for title, wanted in (("Cup", 1), ("Pot", 3), ("Lid", 0)):
        thing = a_product(shop=shop, title=title)
        for _ in range(wanted):
            a_mark(thing)
    a_product(shop=shop, title="Gone", retired_at=NOON, wants_count=50)
    page = words(as_().get("/shops/kiln/?sort=wanted"))
    assert "<b>3</b> things on the shelf" in page
    assert "wanted <b>4</b> times" in page
    assert re.findall(r'class="name"[^>]*>([^<]*)<', page) == ["Pot", "Cup", "Lid"]


def test_a_shop_shows_where_its_goods_are_talked_about_to_those_who_may_read_it():
    member, keeper = a_person(), a_person()
    shop, other = a_shop(slug="kiln", keeper=keeper), a_shop()
    open_, closed = a_circle(), a_circle(members=(member,), readable_by="members")
    pot, draft = a_product(shop=shop), a_product(shop=shop, listed=False)
    shown_in(a_post(open_, title="An open topic"), pot, a_product(shop=shop))
    shown_in(a_post(closed, title="A closed topic"), pot)
    shown_in(a_post(open_, title="About a draft"), draft)
    shown_in(a_post(open_, title="About others"), a_product(shop=other))
    said = {who: words(as_(person).get("/shops/kiln/")) for who, person in (("visitor", None), ("member", member))}
    assert said["visitor"].count("An open topic") == 1
    assert ["A closed topic" in page for page in said.values()] == [False, True]
    for page in said.values():
        assert "About a draft" not in page
        assert "About others" not in page
    assert "About a draft" in words(as_(keeper).get("/shops/kiln/"))
    assert "talked about" not in words(as_().get(reverse("shop", args=[a_shop().slug])))


def test_a_product_shows_what_is_kept_on_the_same_shelf():
    pot, cup = a_product(title="Pot"), a_product(title="Cup")
    where = addresses.product(pot.pk, pot.title)
    assert "Kept on the same shelf" not in words(as_().get(where))
    for person in (a_person(), a_person()):
        a_mark(pot, person=person)
        a_mark(cup, person=person)
    shelf = words(as_().get(where)).split("Kept on the same shelf")[1].split("</section>")[0]
    assert "Cup" in shelf
    assert "kept by a few who keep this" in shelf


def test_a_shop_shows_what_was_last_said_of_its_goods_the_newest_first_and_nothing_held_back():
    shop = a_shop(slug="kiln")
    pot = a_product(shop=shop, title="Pot")
    for day, (said, more) in enumerate([
        ("The oldest.", {}), ("Bad lid.", {"stars": 1}), ("Sings.", {"stars": 5, "shelf": "had"}), ("Fine.", {}),
        ("Held back.", {"held_at": NOON}), ("For me.", {"is_public": False}), ("", {"stars": 2}),
    ]):  # fmt: skip
        when = NOON + timedelta(days=day)
        a_mark(pot, **{"shelf": "have", "words": said, "said_at": when, "marked_at": when, "changed_at": when, **more})
    a_mark(a_product(shop=shop, listed=False), shelf="have", words="Of a draft.", said_at=NOON + timedelta(days=9))
    a_mark(a_product(), shelf="have", words="Of another shop.", said_at=NOON + timedelta(days=9))
    section = words(as_().get("/shops/kiln/")).split("From people who own its goods")[1].split("</section>")[0]
    assert re.findall(r'class="text lines"[^>]*>([^<]*)<', section) == ["Fine.", "Sings.", "Bad lid."]
    assert f"/p/{pot.pk}/reviews/#review-" in section
