"""A visitor finds things like themselves without an account, and takes along what they said of themselves."""

import gzip
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.discovery.towns import a_dense_town, an_old_product, wanted_by
from tests.factories import a_circle, a_label, a_person, a_post, a_product, a_tag, a_wear, shown_in
from tests.kernel.markup import Found
from tests.web.circles import as_, words
from watercress.discovery.models import Slate
from watercress.kernel import town as here
from watercress.labels.models import Label
from watercress.people.models import Person

pytestmark = pytest.mark.django_db
PASSWORD = "seven-small-kilns"
COOKIE = "watercress_labels"


@pytest.fixture
def town() -> SimpleNamespace:
    return a_dense_town()


def choose(client: Client, *slugs: str, **more: str) -> Any:
    return client.post("/labels/choose/", {"label": slugs, **more})


def offered(page: str) -> list[str]:
    return [found["value"] for tag, found in Found(page).tags if tag == "input" and found.get("name") == "label"]


def slate_of(page: str) -> str:
    return page.split("From small shops, for your labels")[1].split("</section>")[0]


# -- choosing


def test_three_labels_are_two_presses_away_and_bring_what_bears_them(town):
    visitor = Client()
    front = words(visitor.get("/"))
    assert "Pick three labels" in front
    assert {"tea-house", "nuts"} <= set(offered(front))
    assert choose(visitor, "nuts", "tea-house").headers["Location"] == "/"
    page = words(visitor.get("/"))
    assert "Pick three labels" not in page
    shelf = slate_of(page)
    assert shelf.count('class="good"') == 8
    assert "Nuts, your 1st label" in shelf
    assert f"/why/{Slate.objects.get().key}/" in shelf


def test_the_cookie_holds_the_labels_and_nothing_else(town):
    cookie = choose(Client(), "nuts", "tea-house").cookies[COOKIE]
    assert cookie.value == "nuts.tea-house"
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 60 * 24 * 60 * 60)


def test_what_was_chosen_first_stays_first_and_can_be_forgotten(town):
    visitor = Client()
    choose(visitor, "tea-house")
    assert choose(visitor, "mori-girl", "tea-house", "nuts").cookies[COOKIE].value == "tea-house.mori-girl.nuts"
    page = words(visitor.get("/labels/choose/"))
    checked = [each["value"] for tag, each in Found(page).tags if tag == "input" and "checked" in each]
    assert set(checked) == {"tea-house", "mori-girl", "nuts"}
    assert choose(visitor, "nuts", do="clear").cookies[COOKIE].value == ""
    assert "Pick three labels" in words(visitor.get("/"))


def test_thirteen_are_refused_and_stay_ticked(town):
    slugs = list(Label.objects.values_list("slug", flat=True)[:13])
    page = choose(Client(), *slugs)
    assert page.status_code == 400
    assert COOKIE not in page.cookies
    assert "at most 12 labels" in words(page)
    assert words(page).count(" checked") == 13


@pytest.mark.parametrize("slug", ["no-such", "", "Tea house", "../x", "x" * 10_000, "\0"])
def test_what_is_no_label_here_is_refused(slug):
    answer = choose(Client(), "tea-house", slug)
    assert (answer.status_code, COOKIE in answer.cookies) == (400, False)


def test_a_hidden_label_is_neither_offered_nor_taken(town):
    Label.objects.filter(slug="nuts").update(hidden_at=timezone.now())
    assert "nuts" not in offered(words(Client().get("/")))
    assert choose(Client(), "nuts").status_code == 400


@pytest.mark.parametrize("cookie", ["", "...", "<script>.%00.nuts'--", ".".join(["x"] * 4000), "no-such"])
def test_a_cookie_of_no_label_counts_for_nothing(town, cookie):
    visitor = Client()
    visitor.cookies[COOKIE] = cookie
    page = visitor.get("/")
    assert page.status_code == 200
    assert "Pick three labels" in words(page)


def test_the_front_page_offers_three_of_each_group_that_goods_bear_and_none_that_starts_private():
    for slug in ("plus-size", "engineer"):
        a_tag(a_product(), slug)
    a_wear(a_person(), "student")
    labels = [a_label(slug) for slug in offered(words(Client().get("/")))]
    assert len(labels) == 24
    assert [label.group for label in labels] == sorted(letter for letter in "ABCDEFGH" for _ in range(3))
    first = [label.slug for label in labels if label.group == "A"]
    assert {"engineer", "student"} <= set(first)
    assert not any(label.private_by_default for label in labels)


# -- keeping it


def sign_up(client: Client, name: str = "lulu") -> Any:
    return client.post("/account/signup/", {"username": name, "password1": PASSWORD})


def test_what_was_chosen_is_worn_after_sign_up(town):
    visitor = Client()
    choose(visitor, "plus-size", "tea-house")
    answer = sign_up(visitor)
    assert answer.cookies[COOKIE].value == ""
    lulu = Person.objects.get(username="lulu")
    worn = [(wear.label.slug, wear.is_public) for wear in lulu.wears.order_by("position").select_related("label")]
    assert worn == [("plus-size", False), ("tea-house", True)]
    page = words(visitor.get("/"))
    assert "You wear the labels you chose." in page
    assert "Tea house, your 2nd label" in page or "Plus size, your 1st label" in page


def test_signing_in_leaves_an_account_as_it_is(town):
    lulu = a_person("lulu", password=PASSWORD)
    a_wear(lulu, "nuts")
    visitor = Client()
    choose(visitor, "tea-house")
    visitor.post("/account/login/", {"login": "lulu", "password": PASSWORD})
    assert [wear.label.slug for wear in lulu.wears.all()] == ["nuts"]
    assert "Nuts" in words(visitor.get("/"))


def test_who_has_an_account_and_wears_nothing_is_offered_what_they_chose_and_puts_it_on(town):
    lulu = a_person("lulu")
    visitor = Client()
    choose(visitor, "vintage")
    visitor.force_login(lulu)
    page = words(visitor.get("/"))
    assert 'value="vintage" checked' in page
    assert not lulu.wears.exists()
    choose(visitor, "vintage", "nuts")
    assert [wear.label.slug for wear in lulu.wears.order_by("position")] == ["vintage", "nuts"]
    choose(visitor, "tea-house")
    assert lulu.wears.count() == 2


# -- the page


def test_a_visitor_sees_the_best_of_the_town_and_nothing_twice():
    visitor = Client()
    kettle, jug = an_old_product(title="Wanted kettle"), a_product(title="Talked-about jug")
    wanted_by(kettle, *(a_person() for _ in range(6)))
    a_tag(kettle, "nuts")
    shown_in(a_post(a_circle(name="Nut party")), jug, kettle)
    best = words(visitor.get("/")).split("The best of the town")[1].split("</section>")[0]
    assert best.index("Wanted kettle</a>") < best.index("Talked-about jug</a>")
    assert best.count('class="good"') == 2
    assert "6 people want it" in best
    assert "talked about in Nut party" in best
    choose(visitor, "nuts")
    page = words(visitor.get("/"))
    assert "Wanted kettle</a>" in slate_of(page)
    assert "Wanted kettle" not in page.split("The best of the town")[1].split("</section>")[0]


def test_where_no_goods_bear_the_labels_it_says_so_and_shows_the_way():
    visitor = Client()
    choose(visitor, "witchy")
    page = words(visitor.get("/"))
    assert "No small shop has put these labels on its goods yet." in page
    assert 'href="/labels/choose/"' in page


def test_two_who_are_shown_the_same_see_the_same_price(town):
    mei, visitor = as_(town.mei), Client()
    choose(visitor, "tea-house", "mori-girl")
    prices = [
        {card.split("</a>")[0].split(">")[-1]: card.split('class="num">')[1].split("<")[0] for card in cards}
        for page in (words(mei.get("/")), words(visitor.get("/")))
        if (cards := slate_of(page).split('class="name"')[1:])
    ]
    both = prices[0].keys() & prices[1].keys()
    assert both
    assert {title: prices[0][title] for title in both} == {title: prices[1][title] for title in both}


def test_a_members_page_names_their_labels_and_why(town):
    page = words(as_(town.mei).get("/"))
    assert 'href="/settings/labels/"' in page
    assert "Plus size" in page
    assert "seen by you alone" in page
    assert "in A Tea House want it" in slate_of(page)
    assert "New in your circles" in page


def test_another_persons_unseen_label_is_on_nobodys_page(town):
    page = words(as_(town.mei).get("/"))
    link = page.split('href="/why/')[1].split('"')[0]
    for reader in (Client(), as_(town.friends[0])):
        for address in ("/", f"/why/{link}"):
            shown = words(reader.get(address))
            # The picker offers none that starts private, so the name could only come from her.
            assert "Plus size" not in shown
            assert "plus-size" not in shown


def test_the_front_page_is_light_and_asks_little_however_much_there_is(town):
    visitor, mei = Client(), as_(town.mei)
    choose(visitor, "tea-house", "mori-girl", "nuts")

    def asked(client: Client) -> int:
        Slate.objects.all().delete()
        here.forget()
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return sum(query["sql"].startswith("SELECT") for query in queries)

    shown_in(a_post(a_circle(members=tuple(town.friends))), town.goods[1])
    before = asked(visitor), asked(mei)
    for number in range(25):
        circle = a_circle(members=tuple(town.friends))
        post = a_post(circle, title=f"A title of some length, the way people write them, number {number}")
        goods = [an_old_product(title=f"A thing with a name of some length {number}/{n}") for n in range(4)]
        shown_in(post, *goods)
        wanted_by(goods[0], *town.friends[:2])
    assert (asked(visitor), asked(mei)) == before
    assert before[0] <= 12
    assert before[1] <= 20
    page = visitor.get("/", headers={"accept-encoding": "gzip"})
    assert b"number 24" in gzip.decompress(page.content)
    assert len(page.content) < 30_000


# -- why


def test_why_these_says_every_reason_and_what_would_be_without_it(town):
    mei = as_(town.mei)
    link = "/why/" + words(mei.get("/")).split('href="/why/')[1].split('"')[0]
    page = words(mei.get(link))
    slate = Slate.objects.get()
    for row in slate.places:
        assert f'<td class="num">{sum(term["points"] for term in row["terms"])}</td>' in page
    assert page.count("Without its largest reason it would") == 8
    assert "nothing else comes near" not in page
    assert "a label you wear unseen" in page
    assert "What a shop can pay to change any of this." in page
    for name, value in slate.parameters.items():
        assert f'<td class="num">{value:,}</td>' in page, name


@pytest.mark.parametrize("key", ["x" * 40, "a-b_c" * 3, "0" * 41, "short"])
def test_a_key_of_no_slate_is_missing(key):
    assert Client().get(f"/why/{key}/").status_code == 404


def test_goods_that_are_gone_since_leave_their_reasons(town):
    mei = as_(town.mei)
    link = "/why/" + words(mei.get("/")).split('href="/why/')[1].split('"')[0]
    first = Slate.objects.get().places[0]["product"]
    gone = next(product for product in town.goods if product.pk == first)
    gone.listed = False
    gone.save()
    page = words(mei.get(link))
    assert gone.title not in page
    assert "No longer here." in page


def test_looking_again_the_same_day_is_the_same_list_and_tomorrow_another(town, time_machine):
    visitor = Client()
    choose(visitor, "tea-house")
    now = timezone.now().replace(hour=9)
    for moment in (now, now + timedelta(hours=2), now + timedelta(days=1)):
        time_machine.move_to(moment, tick=False)
        visitor.get("/")
    assert Slate.objects.count() == 2


def test_who_presses_without_choosing_is_told_to_choose() -> None:
    client = Client()
    said = client.post("/labels/choose/", follow=True).content.decode()
    assert "Pick at least one, and press again." in said
    assert "Pick at least one" not in client.post("/labels/choose/", {"do": "clear"}, follow=True).content.decode()
    chosen = client.post("/labels/choose/", {"label": "tea-house"}, follow=True).content.decode()
    assert "Pick at least one" not in chosen
