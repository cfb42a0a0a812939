"""Labels of goods through the pages: the shop puts them on, others speak up, the operator decides."""

import re

import pytest

from tests.factories import NOON, a_label, a_person, a_product, a_shop, a_tag
from tests.web.circles import SIGN_IN, as_, controls, words
from watercress.catalogue.models import Category
from watercress.labels import recounting, voices
from watercress.labels.models import Label, Tag, TagDecision, TagVoice

pytestmark = pytest.mark.django_db
SIX = ("tea-house", "mori-girl", "handmade", "wabi-sabi", "student", "cat-person")
ROOM = "/operator/labels/"


@pytest.fixture
def keeper():
    return a_person("keeper")


@pytest.fixture
def shop(keeper):
    return a_shop("Kiln", slug="kiln", keeper=keeper)


@pytest.fixture
def pot(shop):
    return a_product(shop=shop, title="Side-handle pot")


@pytest.fixture
def operator():
    return a_person("operator", is_operator=True)


def bears(product):
    return list(Tag.objects.filter(product=product).order_by("position").values_list("label__slug", flat=True))


def edit(person, product, do, slug="", **sent):
    label = {"label": a_label(slug).pk} if slug else {}
    return as_(person).post(f"/p/{product.pk}/labels/", {"do": do, **label, **sent})


def speak(person, product, do, slug="tea-house", **sent):
    return as_(person).post(f"/p/{product.pk}/labels/voices/", {"do": do, "label": a_label(slug).pk, **sent})


def of(product):
    return f"/p/{product.pk}/labels/"


def test_a_keeper_labels_a_product_and_visitors_see_the_chips(keeper, pot):
    assert "Edit the labels" in words(as_(keeper).get(f"/p/{pot.pk}/", follow=True))
    assert edit(keeper, pot, "put", "tea-house")["Location"] == of(pot)
    edit(keeper, pot, "put", "handmade")
    edit(keeper, pot, "off", "handmade")
    assert bears(pot) == ["tea-house"]
    page = words(as_().get(f"/p/{pot.pk}/", follow=True))
    assert '<a class="label" href="/labels/tea-house/">Tea house</a>' in page
    assert "Suggest a label" in page


def test_a_seventh_is_refused_beside_the_list_and_names_the_six(keeper, pot):
    a_tag(pot, *SIX)
    page = edit(keeper, pot, "put", "petite")
    assert page.status_code == 400
    told = re.search('<p class="errors"[^>]*>([^<]*)', words(page))[1]
    assert all(a_label(slug).en in told for slug in SIX)
    assert f'value="{a_label("petite").pk}" selected' in words(page)


def test_a_shops_own_words_are_taken_with_one_press(keeper, shop):
    mug = a_product(shop=shop, tags=["Handmade", "nothing of ours"], kind="茶馆")
    assert "Take these" in words(as_(keeper).get(of(mug)))
    edit(keeper, mug, "offered")
    assert bears(mug) == ["handmade", "tea-house"]
    assert "Take these" not in words(as_(keeper).get(of(mug)))


def test_what_is_kept_off_the_shelf_has_a_page_for_its_keepers_alone(keeper, shop):
    hidden = a_product(shop=shop, listed=False)
    assert as_(keeper).get(of(hidden)).status_code == 200
    assert as_(a_person()).get(of(hidden)).status_code == 404
    assert speak(a_person(), hidden, "suggest").status_code == 404


@pytest.mark.parametrize(
    "sent", [{}, {"label": "x"}, {"label": "0"}, {"label": "9" * 18}, {"label": ["1", "2"], "do": "frame"}]
)
def test_odd_forms_are_refused(keeper, pot, sent):
    assert as_(keeper).post(of(pot), {"do": "put", **sent}).status_code == 400
    assert bears(pot) == []


def test_people_suggest_with_words_that_the_shop_reads_without_a_name(keeper, pot):
    bo = a_person("bo")
    assert as_().post(f"{of(pot)}voices/", {})["Location"].startswith(SIGN_IN)
    speak(bo, pot, "suggest", words="It pours slowly.")
    own, others, shops = (words(as_(person).get(of(pot))) for person in (bo, a_person(), keeper))
    assert "by 1 person" in others
    assert "It pours slowly." in own
    assert "It pours slowly." in shops
    assert "It pours slowly." not in others
    assert "/people/bo/" not in shops
    speak(bo, pot, "take-back")
    assert not TagVoice.objects.exists()


def test_whoever_chose_no_label_is_asked_to(keeper, operator, pot):
    for page in (
        as_(keeper).post(of(pot), {"do": "put", "label": ""}),
        as_(a_person()).post(f"{of(pot)}voices/", {"do": "suggest", "label": ""}),
        as_(operator).post(f"{ROOM}hidden/", {"do": "hide", "label": ""}),
    ):
        assert page.status_code == 400
        assert "Choose a label." in words(page)


def test_a_refused_word_is_kept_in_its_field(pot):
    page = speak(a_person(), pot, "suggest", words="x" * 301)
    assert page.status_code == 400
    assert controls(page)["words"] == "x" * 301
    assert "At most 300 characters; this has 301." in words(page)


def test_a_keeper_takes_or_declines_and_everyone_reads_why(keeper, pot):
    bo = a_person()
    for slug in ("tea-house", "handmade"):
        speak(bo, pot, "suggest", slug)
    assert "Write something here." in words(edit(keeper, pot, "decline", "handmade", reason=""))
    edit(keeper, pot, "decline", "handmade", reason="It is cast.")
    edit(keeper, pot, "take", "tea-house")
    page = words(as_().get(of(pot)))
    assert bears(pot) == ["tea-house"]
    assert "It is cast." in page
    assert page.count("said by the shop") == 2


def three_dispute(product):
    for n in range(3):
        speak(a_person(f"doubter-{n}"), product, "dispute", words=f"Reason {n}.")


def decide(person, product, do, **sent):
    given = {"do": do, "product": product.pk, "label": a_label().pk, **sent}
    return as_(person).post(f"{ROOM}decisions/", given)


def test_what_three_dispute_is_decided_by_the_operator_with_a_reason(keeper, operator, pot):
    a_tag(pot, "tea-house")
    three_dispute(pot)
    waiting = words(as_(operator).get(ROOM))
    assert "3 people say that this is not “Tea house”:" in waiting
    assert all(f"Reason {n}." in waiting and f"/people/doubter-{n}/" in waiting for n in range(3))
    page = decide(operator, pot, "bears-not", reason=" ")
    assert (page.status_code, bears(pot)) == (400, ["tea-house"])
    assert "Write something here." in words(page)
    assert decide(operator, pot, "frame", reason="So.").status_code == 400

    assert decide(operator, pot, "bears-not", reason="It is for coffee.")["Location"] == ROOM
    assert bears(pot) == []
    assert "Nothing waits for you." in words(as_(operator).get(ROOM))
    page = words(as_().get(of(pot)))
    assert "decided by the town" in page
    assert "It is for coffee." in page
    again = edit(keeper, pot, "put", "tea-house")
    assert again.status_code == 400
    assert "It was decided that this does not bear “Tea house”" in words(again)
    assert decide(operator, pot, "bears", reason="Late.").status_code == 400


def test_the_room_is_the_operators_and_what_it_holds_is_no_one_elses(keeper, operator, pot):
    assert as_(keeper).get(ROOM).status_code == 404
    assert decide(keeper, pot, "bears", reason="Mine.").status_code == 403
    assert as_(operator).post(f"{ROOM}decisions/", {"do": "bears", "product": "x", "label": "1"}).status_code == 404
    assert not TagDecision.objects.exists()


def test_the_operator_hides_a_label_and_takes_it_in_again(operator):
    client, tea = as_(operator), a_label()
    client.post(f"{ROOM}hidden/", {"do": "hide", "label": tea.pk})
    assert (Label.objects.get(pk=tea.pk).hidden_by, as_().get("/labels/tea-house/").status_code) == (operator, 404)
    assert "Take it in again" in words(client.get(ROOM))
    client.post(f"{ROOM}hidden/", {"do": "unhide", "label": tea.pk})
    assert as_().get("/labels/tea-house/").status_code == 200
    assert client.post(f"{ROOM}hidden/", {"do": "rename", "label": tea.pk}).status_code == 400


# Many at once


def many(person, do, slug="tea-house", query="", **sent):
    return as_(person).post(f"/shops/kiln/labels/?{query}", {"do": do, "label": a_label(slug).pk, **sent})


def listed(page):
    return {int(n) for n in re.findall(r'name="goods" value="(\d+)"', words(page))}


def test_goods_are_found_by_label_department_kind_and_words(keeper, shop):
    teapots = Category.objects.get(slug="teapots")
    pot, cup = a_product(shop=shop, title="Red pot", category=teapots), a_product(shop=shop, kind="Cups")
    hidden, gone = a_product(shop=shop, listed=False), a_product(shop=shop, retired_at=NOON)
    a_tag(cup, "tea-house")
    client = as_(keeper)
    for query, found in {
        "": {pot, hidden}, "show=all": {pot, cup, hidden}, "show=all&kind=Cups": {cup}, "in=teapots": {pot},
        "q=red+pot": {pot}, "show=all&q=red+cup": set(), "kind=%00": {pot, hidden},
    }.items():  # fmt: skip
        assert listed(client.get(f"/shops/kiln/labels/?{query}")) == {product.pk for product in found}, query
    assert gone.pk not in listed(client.get("/shops/kiln/labels/?show=all"))
    for query in ("show=none", "in=moon", "page=0"):
        assert client.get(f"/shops/kiln/labels/?{query}").status_code == 400


def test_many_goods_are_labelled_at_once_and_the_rest_is_told(keeper, shop):
    pot, cup, full = (a_product(shop=shop, title=title) for title in ("Pot", "Cup", "Full one"))
    a_tag(full, *SIX)
    strange = a_product()
    goods = [pot.pk, cup.pk, full.pk, strange.pk, "x"]
    page = as_(keeper).post(
        "/shops/kiln/labels/?show=all", {"do": "put", "label": a_label("petite").pk, "goods": goods}, follow=True
    )
    assert "2 products changed." in words(page)
    assert "“Full one” was left as it was. It bears six labels already:" in words(page)
    assert (bears(pot), bears(cup), bears(full), bears(strange)) == (["petite"], ["petite"], list(SIX), [])
    many(keeper, "off", "petite", "show=all", goods=[cup.pk])
    assert bears(cup) == []
    assert recounting.recount() == []


def test_all_that_was_found_is_changed_not_only_the_page(keeper, shop):
    goods = [a_product(shop=shop, tags=["Handmade"]) for _ in range(45)]
    other = a_product(shop=shop, kind="Other")
    Tag.objects.all().delete()
    assert "all 46 found" in words(as_(keeper).get("/shops/kiln/labels/"))
    many(keeper, "offered", everything="1", query="kind=")
    assert all(bears(product) == ["handmade"] for product in goods)
    assert bears(other) == []


def test_a_shop_finds_what_people_say_about_its_goods(keeper, operator, shop):
    pot, cup, quiet = (a_product(shop=shop, title=title) for title in ("Pot", "Cup", "Quiet one"))
    a_tag(pot, "tea-house")
    a_tag(quiet, "tea-house")
    three_dispute(pot)
    speak(a_person(), cup, "suggest", "handmade")
    page = as_(keeper).get("/shops/kiln/labels/")
    assert "People suggest or dispute labels of 2 products." in words(page)
    page = as_(keeper).get("/shops/kiln/labels/?show=spoken-of")
    assert listed(page) == {pot.pk, cup.pk}
    assert "Tea house · disputed" in words(page)
    assert "Handmade · suggested" in words(page)
    assert "1 label waits for your decision." in words(as_(operator).get("/operator/"))


def test_without_anything_ticked_nothing_happens(keeper, shop, pot):
    page = many(keeper, "put")
    assert page.status_code == 400
    assert "Select some goods first." in words(page)
    assert many(keeper, "frame", goods=[pot.pk]).status_code == 400
    assert "Choose a label." in words(as_(keeper).post("/shops/kiln/labels/", {"do": "put", "goods": [pot.pk]}))
    assert as_(a_person()).get("/shops/kiln/labels/").status_code == 403


def test_a_suggestion_for_a_shop_nobody_keeps_waits_for_the_operator(operator):
    free = a_product(title="Free pot")
    for _ in range(3):
        voices.suggest(free, a_label(), person=a_person(), at=NOON)
    assert "3 people say that this is “Tea house”:" in words(as_(operator).get(ROOM))
    decide(operator, free, "bears", reason="Plainly.")
    assert bears(free) == ["tea-house"]
