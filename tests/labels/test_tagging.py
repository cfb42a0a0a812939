from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import NOON, a_label, a_person, a_product, a_shop, a_tag
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.labels import deciding, hiding, offering, reading, recounting, tagging, voices
from watercress.labels.models import Label, Tag, TagDecision, TagVoice
from watercress.labels.reading.wall import by_number

pytestmark = pytest.mark.django_db
SIX = ("tea-house", "mori-girl", "handmade", "wabi-sabi", "student", "cat-person")
MONTH = timedelta(days=30)


@pytest.fixture
def keeper():
    return a_person("keeper")


@pytest.fixture
def shop(keeper):
    return a_shop("Kiln", keeper=keeper)


@pytest.fixture
def pot(shop):
    return a_product(shop=shop)


def bears(product):
    rows = Tag.objects.filter(product=product).order_by("position")
    assert [tag.position for tag in rows] == list(range(1, len(rows) + 1))
    return [tag.label.slug for tag in rows.select_related("label")]


def three_dispute(product, slug="tea-house"):
    for _ in range(deciding.ENOUGH):
        voices.dispute(product, a_label(slug), person=a_person(), words="It holds coffee.", at=NOON)


def test_a_keeper_puts_labels_on_and_takes_them_off(keeper, pot):
    for slug in SIX:
        assert tagging.put(pot, a_label(slug), by=keeper, at=NOON)
    assert not tagging.put(pot, a_label("tea-house"), by=keeper, at=NOON)
    assert tagging.take_off(pot, a_label("mori-girl"), by=keeper, at=NOON)
    assert not tagging.take_off(pot, a_label("mori-girl"), by=keeper, at=NOON)

    assert bears(pot) == [slug for slug in SIX if slug != "mori-girl"]
    assert recounting.recount() == []
    assert a_label().goods_count == 1


def test_a_seventh_is_refused_and_the_message_names_the_six(keeper, pot):
    a_tag(pot, *SIX)
    with pytest.raises(Refused) as refused:
        tagging.put(pot, a_label("petite"), by=keeper, at=NOON)
    said = str(refused.value.problems["label"])
    assert all(a_label(slug).en in said for slug in SIX)
    assert bears(pot) == list(SIX)


def test_many_at_once_are_told_apart(keeper, shop, pot):
    full, other, strange = a_product(shop=shop), a_product(shop=shop), a_product()
    a_tag(full, *SIX)
    a_tag(other, "petite")

    tagged = tagging.put_on_many([pot, full, other, strange], a_label("petite"), shop=shop, by=keeper, at=NOON)

    assert tagged.changed == [pot.pk]
    assert set(tagged.left) == {full.pk}
    assert not Tag.objects.filter(product=strange).exists(), "another shop's"
    off = tagging.take_off_many([pot, full, other], a_label("petite"), shop=shop, by=keeper, at=NOON)
    assert off.changed == [pot.pk, other.pk]
    assert recounting.recount() == []


def test_nobody_else_tags_not_even_the_operator(pot, shop):
    for person in (a_person(), a_person(is_operator=True), a_person(is_active=False), AnonymousUser()):
        with pytest.raises(NotAllowed):
            tagging.put(pot, a_label(), by=person, at=NOON)
        with pytest.raises(NotAllowed):
            tagging.take_off_many([pot], a_label(), shop=shop, by=person, at=NOON)


def test_people_suggest_and_dispute_once_and_take_it_back(pot):
    bo, tea = a_person(), a_label()
    voices.suggest(pot, tea, person=bo, words="It pours well.", at=NOON)
    voices.suggest(pot, tea, person=bo, words="It pours slowly.", at=NOON)
    assert [voice.words for voice in TagVoice.objects.all()] == ["It pours slowly."]
    with pytest.raises(Refused, match="does not bear"):
        voices.dispute(pot, tea, person=bo, at=NOON)
    assert voices.take_back(pot, tea, person=bo)
    assert not voices.take_back(pot, tea, person=bo)
    a_tag(pot, "tea-house")
    with pytest.raises(Refused, match="already"):
        voices.suggest(pot, tea, person=bo, at=NOON)
    voices.dispute(pot, tea, person=bo, at=NOON)
    assert TagVoice.objects.get().says == "dispute"


@pytest.mark.parametrize("words", ["x" * 301, "nul\0", "\ud800"])
def test_words_beside_a_voice_are_bounded_and_can_be_kept(pot, words):
    with pytest.raises(Refused) as refused:
        voices.suggest(pot, a_label(), person=a_person(), words=words, at=NOON)
    assert list(refused.value.problems) == ["words"]


def test_its_own_keepers_and_the_signed_out_have_no_voice(keeper, pot):
    for person in (keeper, a_person(is_active=False), AnonymousUser()):
        with pytest.raises(NotAllowed):
            voices.suggest(pot, a_label(), person=person, at=NOON)
    voices.suggest(pot, a_label(), person=a_person(is_operator=True), at=NOON)


def test_a_keeper_takes_a_suggestion_or_declines_it_with_a_reason(keeper, pot):
    bo = a_person()
    for slug in ("tea-house", "handmade"):
        voices.suggest(pot, a_label(slug), person=bo, at=NOON)

    deciding.take(pot, a_label("tea-house"), by=keeper, at=NOON)
    with pytest.raises(Refused, match="Write something"):
        deciding.decline(pot, a_label("handmade"), by=keeper, reason=" ", at=NOON)
    deciding.decline(pot, a_label("handmade"), by=keeper, reason="It is cast.", at=NOON)

    assert bears(pot) == ["tea-house"]
    said = TagDecision.objects.values_list("label__slug", "borne", "by_town", "reason")
    assert set(said) == {("tea-house", True, False, ""), ("handmade", False, False, "It is cast.")}
    assert not TagVoice.objects.filter(decision=None).exists()
    with pytest.raises(Refused, match="it was decided"):
        voices.suggest(pot, a_label("handmade"), person=bo, at=NOON + MONTH)
    voices.suggest(pot, a_label("handmade"), person=bo, at=NOON + 4 * MONTH)
    tagging.put(pot, a_label("handmade"), by=keeper, at=NOON), "a shop's own no does not bind it"


def test_what_three_dispute_waits_for_the_town_and_binds_the_shop(keeper, pot):
    operator, tea = a_person(is_operator=True), a_label()
    a_tag(pot, "tea-house", "handmade")
    three_dispute(pot)
    voices.dispute(pot, a_label("handmade"), person=a_person(), at=NOON)
    assert [(row["product"], row["label"], row["n"]) for row in deciding.waiting()] == [(pot.pk, tea.pk, 3)]

    deciding.decide(pot, tea, borne=False, by=operator, reason="Coffee it is.", at=NOON)

    assert bears(pot) == ["handmade"]
    assert not deciding.waiting()
    with pytest.raises(Refused) as refused:
        tagging.put(pot, tea, by=keeper, at=NOON + 2 * MONTH)
    said = str(refused.value.problems["label"])
    assert "Coffee it is." in said
    assert "Nov. 30, 2026" in said
    assert tagging.put(pot, tea, by=keeper, at=NOON + 3 * MONTH)
    assert recounting.recount() == []
    assert not deciding.waiting(), "what was decided is not counted again"


def test_a_label_that_is_upheld_stays_and_its_disputes_are_answered(keeper, pot):
    a_tag(pot, "tea-house")
    three_dispute(pot)
    deciding.decide(pot, a_label(), borne=True, by=a_person(is_operator=True), reason="It is for tea.", at=NOON)
    assert (bears(pot), list(deciding.waiting())) == (["tea-house"], [])
    voices.dispute(pot, a_label(), person=a_person(), at=NOON)
    assert not deciding.waiting()


def test_disputes_outlive_a_label_that_its_shop_takes_off_and_puts_back(keeper, pot):
    a_tag(pot, "tea-house")
    three_dispute(pot)
    tagging.take_off(pot, a_label(), by=keeper, at=NOON)
    assert not deciding.waiting()
    tagging.put(pot, a_label(), by=keeper, at=NOON)
    assert len(deciding.waiting()) == 1


def test_suggestions_wait_for_the_town_only_where_nobody_keeps_the_shop(pot):
    free = a_product()
    for product in (pot, free):
        for _ in range(3):
            voices.suggest(product, a_label(), person=a_person(), at=NOON)
    assert [row["product"] for row in deciding.waiting()] == [free.pk]
    deciding.decide(free, a_label(), borne=True, by=a_person(is_operator=True), reason="Plainly.", at=NOON)
    assert bears(free) == ["tea-house"]
    assert recounting.recount() == []


def test_the_suspended_count_for_nothing(pot):
    a_tag(pot, "tea-house")
    three_dispute(pot)
    last = TagVoice.objects.last().person
    last.is_active = False
    last.save()
    assert not deciding.waiting()


def test_only_the_operator_decides_and_only_what_waits(keeper, pot):
    a_tag(pot, "tea-house")
    with pytest.raises(Refused, match="Nobody asks"):
        deciding.decide(pot, a_label(), borne=False, by=a_person(is_operator=True), reason="So it is.", at=NOON)
    three_dispute(pot)
    for person in (keeper, a_person(), AnonymousUser()):
        with pytest.raises(NotAllowed):
            deciding.decide(pot, a_label(), borne=False, by=person, reason="So it is.", at=NOON)
        with pytest.raises(NotAllowed):
            hiding.hide(a_label(), by=person, at=NOON)


def test_a_hidden_label_is_met_nowhere_and_comes_back_as_it_was(keeper, pot):
    operator = a_person(is_operator=True)
    a_tag(pot, "tea-house")
    hiding.hide(a_label(), by=operator, at=NOON)
    with pytest.raises(Refused, match="no such label"):
        tagging.put(a_product(shop=pot.shop), a_label(), by=keeper, at=NOON)
    with pytest.raises(Refused, match="no such label"):
        voices.dispute(pot, a_label(), person=a_person(), at=NOON)
    hiding.unhide(a_label(), by=operator, at=NOON)
    assert Label.objects.visible_to(keeper).count() == 240
    assert bears(pot) == ["tea-house"]


def test_a_shops_own_words_offer_labels_that_are_equal_to_them():
    Label.objects.filter(slug="petite").update(hidden_at=NOON)
    told = {"tags": ["手作", "Tea-House", "petite", "teahouse", 7], "kind": "Wabi sabi", "title": "Bowl — Mori girl"}
    words = offering.Words(by_number(reading.choices(None)).values())
    found = words.named(told, borne=[a_label("handmade").pk])
    assert [Label.objects.get(pk=pk).slug for pk in found] == ["tea-house", "wabi-sabi", "mori-girl"]
    assert words.named(told, borne=range(1000, 1005)) == [a_label("handmade").pk]


def test_what_own_words_offer_is_taken_for_many_goods_at_once(keeper, shop):
    mug = a_product(shop=shop, tags=["Handmade", "茶馆"])
    full = a_product(shop=shop, kind="petite")
    a_tag(full, *SIX)

    tagged = offering.take([mug, full], shop=shop, by=keeper, at=NOON)

    assert (tagged.changed, tagged.left) == ([mug.pk], {})
    assert bears(mug) == ["handmade", "tea-house"]
    assert bears(full) == list(SIX)
