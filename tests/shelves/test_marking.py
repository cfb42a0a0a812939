import random
from contextlib import suppress
from datetime import timedelta

import pytest

from tests.factories import NOON, a_list, a_mark, a_person, a_picture, a_product, a_shop
from watercress.catalogue.models import Keeper, Product
from watercress.kernel import events
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.shelves import listing, marking, policies, recounting, ruling
from watercress.shelves.events import MarkChanged
from watercress.shelves.models import List, Mark, Ruling, Shelf

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=1)
NUMBERS = ("wants_count", "haves_count", "hads_count", "stars_count", "stars_sum")


class VISITOR:
    is_authenticated = False
    pk = None


def numbers_of(product):
    product.refresh_from_db()
    return tuple(getattr(product, name) for name in NUMBERS)


@pytest.fixture
def heard(monkeypatch):
    told = []
    monkeypatch.setattr(events, "record", lambda happened, *, at: told.append(happened))
    return told


def test_a_mark_moves_between_shelves_and_every_number_moves_with_it():
    product, person = a_product(), a_person()

    marking.mark(product, person=person, shelf="want", words="For the window.", at=NOON)
    assert numbers_of(product) == (1, 0, 0, 0, 0)
    marking.mark(product, person=person, shelf="have", stars=4, words="Pours well.", at=LATER)
    assert numbers_of(product) == (0, 1, 0, 1, 4)
    marking.mark(product, person=person, shelf="had", stars=2, why_left="It leaked.", at=LATER)
    assert numbers_of(product) == (0, 0, 1, 1, 2)
    marking.mark(product, person=person, shelf="had", stars=2, why_left="It leaked.", is_public=False, at=LATER)
    assert numbers_of(product) == (0, 0, 0, 0, 0)
    marking.mark(product, person=person, shelf="had", why_left="It leaked.", at=LATER)
    assert numbers_of(product) == (0, 0, 1, 0, 0)
    assert marking.unmark(product, person=person, at=LATER)
    assert not marking.unmark(product, person=person, at=LATER)

    assert numbers_of(product) == (0, 0, 0, 0, 0)
    assert not Mark.objects.exists()


def test_others_hear_of_a_change_and_of_nothing_else(heard):
    product, person = a_product(), a_person()
    changed = MarkChanged(person_id=person.pk, product_id=product.pk)

    first = marking.mark(product, person=person, shelf="have", stars=4, at=NOON)
    again = marking.mark(product, person=person, shelf="have", stars=4, at=LATER)
    assert heard == [changed]
    assert again.changed_at == first.changed_at == NOON
    marking.unmark(product, person=person, at=LATER)
    marking.unmark(product, person=person, at=LATER)

    assert heard == [changed, changed]


def test_what_is_said_is_judged_at_once_and_kept_tidy():
    product, person = a_product(), a_person()
    with pytest.raises(Refused) as refused:
        marking.mark(product, person=person, shelf="lost", stars=6, words="\0", why_left="x" * 201, at=NOON)
    assert set(refused.value.problems) == {"shelf", "stars", "words", "why_left"}
    for stars in (0, 6, -1):
        with pytest.raises(Refused, match="One to five"):
            marking.mark(product, person=person, shelf="have", stars=stars, at=NOON)
    with pytest.raises(Refused, match="has or had"):
        marking.mark(product, person=person, shelf="want", stars=5, at=NOON)
    with pytest.raises(Refused, match="At most 1000"):
        marking.mark(product, person=person, shelf="have", words="x" * 1001, at=NOON)
    assert not Mark.objects.exists()

    kept = marking.mark(
        product, person=person, shelf="have", words=" 壶嘴断水利落。\r\n\u202e手感沉。 ", why_left="Worn out", at=NOON
    )

    assert (kept.words, kept.lang, kept.why_left) == ("壶嘴断水利落。\n手感沉。", "zh-hans", "")


def test_a_button_moves_a_mark_and_keeps_what_the_new_shelf_bears():
    product, person, picture = a_product(), a_person(), a_picture()
    said = {"stars": 3, "words": "Heavy.", "picture": picture, "is_public": False}
    marking.mark(product, person=person, shelf="had", why_left="Given away.", **said, at=NOON)

    kept = marking.move(product, person=person, shelf="have", at=LATER)
    assert (kept.shelf, kept.stars, kept.words, kept.why_left) == ("have", 3, "Heavy.", "")
    assert (kept.picture, kept.is_public, kept.said_at, kept.marked_at) == (picture, False, NOON, LATER)

    kept = marking.move(product, person=person, shelf="want", at=LATER)
    assert (kept.shelf, kept.stars, kept.words, kept.is_public) == ("want", None, "Heavy.", False)
    assert marking.move(a_product(), person=person, shelf="want", at=LATER).is_public
    with pytest.raises(Refused):
        marking.move(product, person=person, shelf="lost", at=LATER)


def test_a_stray_press_of_want_takes_nothing_that_was_said():
    product, person = a_product(), a_person()
    marking.mark(product, person=person, shelf="have", stars=5, words="Mine.", at=NOON)

    assert marking.want(product, person=person, at=LATER).words == "Mine."
    assert not marking.unwant(product, person=person, at=LATER)
    assert numbers_of(product) == (0, 1, 0, 1, 5)

    other = a_product()
    marking.want(other, person=person, at=NOON)
    marking.want(other, person=person, at=NOON)
    assert numbers_of(other) == (1, 0, 0, 0, 0)
    assert marking.unwant(other, person=person, at=NOON)
    assert numbers_of(other) == (0, 0, 0, 0, 0)


def test_who_keeps_the_shop_wants_and_owns_its_goods_and_says_nothing_of_them():
    keeper, picture = a_person(), a_picture()
    product = a_product(shop=a_shop(keeper=keeper))
    says = ({"stars": 5}, {"words": "The best."}, {"picture": picture}, {"shelf": "had", "why_left": "Sold it."})
    for said in says:
        with pytest.raises(NotAllowed, match="own-shop"):
            marking.mark(product, person=keeper, **{"shelf": "have", **said}, at=NOON)
    assert numbers_of(product) == (0, 0, 0, 0, 0)

    marking.mark(product, person=keeper, shelf="want", at=NOON)
    marking.mark(product, person=keeper, shelf="have", at=NOON)
    assert numbers_of(product) == (0, 1, 0, 0, 0)


def test_what_a_rival_says_waits_for_the_town_and_counts_for_nothing():
    rival, reader, operator = a_person(), a_person(), a_person(is_operator=True)
    a_shop(keeper=rival)
    product = a_product()

    assert marking.mark(product, person=rival, shelf="want", at=NOON).held_at is None
    held = marking.mark(product, person=rival, shelf="have", stars=1, words="Cracks.", at=NOON)
    assert held.held_at == NOON
    assert numbers_of(product) == (0, 0, 0, 0, 0)
    assert not Mark.objects.visible_to(reader).exists()
    assert Mark.objects.visible_to(rival).get() == held

    # Another shelf shows nobody what this one hides.
    assert marking.move(product, person=rival, shelf="had", at=NOON).held_at == NOON
    marking.move(product, person=rival, shelf="have", at=NOON)
    # Leaving the other shop frees nothing that was said while keeping it.
    Keeper.objects.filter(person=rival).delete()
    assert marking.mark(product, person=rival, shelf="have", stars=2, words="Cracks.", at=LATER).held_at == LATER

    assert ruling.let_through(held, by=operator, at=LATER)
    assert numbers_of(product) == (0, 1, 0, 1, 2)
    assert not ruling.let_through(held, by=operator, at=LATER)
    assert Mark.objects.visible_to(reader).get() == held


def test_words_that_were_let_through_wait_again_once_they_change():
    rival, operator = a_person(), a_person(is_operator=True)
    a_shop(keeper=rival)
    product = a_product()
    held = marking.mark(product, person=rival, shelf="have", stars=4, words="Fine.", at=NOON)
    ruling.let_through(held, by=operator, at=NOON)

    moved = marking.mark(product, person=rival, shelf="had", stars=4, words="Fine.", at=LATER)
    assert moved.held_at is None
    changed = marking.mark(product, person=rival, shelf="had", stars=1, words="Awful.", at=LATER)
    assert changed.held_at == LATER
    assert numbers_of(product) == (0, 0, 0, 0, 0)
    assert list(Mark.objects.waiting()) == [changed]


def test_the_town_keeps_a_review_out_only_with_a_reason_and_only_by_its_operator():
    rival, operator = a_person(), a_person(is_operator=True)
    a_shop(keeper=rival)
    product = a_product()
    held = marking.mark(product, person=rival, shelf="have", stars=1, words="Cracks.", at=NOON)

    with pytest.raises(Refused, match="Say why"):
        ruling.keep_out(held, by=operator, reason="  ", at=LATER)
    for person in (rival, a_person(), VISITOR, a_person(is_operator=True, is_active=False)):
        with pytest.raises(NotAllowed):
            ruling.keep_out(held, by=person, reason="No.", at=LATER)
        with pytest.raises(NotAllowed):
            ruling.let_through(held, by=person, at=LATER)
    assert ruling.keep_out(held, by=operator, reason="An advert for your own.", at=LATER)

    assert not Mark.objects.waiting().exists()
    assert Ruling.objects.get().reason == "An advert for your own."
    assert numbers_of(product) == (0, 0, 0, 0, 0)
    assert ruling.let_through(held, by=operator, at=LATER)
    assert numbers_of(product) == (0, 1, 0, 1, 1)


def test_only_those_with_an_account_that_stands_mark_and_only_what_they_may_see():
    product, hidden = a_product(), a_product(listed=False)
    for person in (VISITOR, a_person(is_active=False)):
        with pytest.raises(NotAllowed):
            marking.mark(product, person=person, shelf="want", at=NOON)
        with pytest.raises(NotAllowed):
            marking.unmark(product, person=person, at=NOON)
    with pytest.raises(Product.DoesNotExist):
        marking.mark(hidden, person=a_person(), shelf="want", at=NOON)
    assert not Mark.objects.exists()


def test_shelves_are_full_some_day(monkeypatch):
    monkeypatch.setattr(policies, "MOST_MARKS", 2)
    person, first = a_person(), a_product()
    marking.want(first, person=person, at=NOON)
    marking.want(a_product(), person=person, at=NOON)

    with pytest.raises(NotAllowed, match="full"):
        marking.want(a_product(), person=person, at=NOON)
    assert marking.move(first, person=person, shelf="have", at=NOON).shelf == "have"


def test_p4_after_any_mixture_of_marks_every_number_equals_its_count():
    chance = random.Random(20260901)
    operator, goods = a_person(is_operator=True), [a_product() for _ in range(3)]
    people = [a_person() for _ in range(4)]
    for rival in people[:2]:
        a_shop(keeper=rival)
    lists = [a_list(*goods[:2]), a_list()]

    def act(person, product, at):
        shelf = chance.choice(Shelf.values)
        stars = chance.choice([None, 1, 5]) if shelf != "want" else None
        said = {"shelf": shelf, "stars": stars, "is_public": chance.random() < 0.8}
        held = Mark.objects.waiting().first()
        found = chance.choice(lists)
        chance.choice(
            [
                lambda: marking.mark(product, person=person, **said, at=at),
                lambda: marking.mark(product, person=person, **said, words="Hm.", at=at),
                lambda: marking.move(product, person=person, shelf=shelf, at=at),
                lambda: marking.want(product, person=person, at=at),
                lambda: marking.unmark(product, person=person, at=at),
                lambda: held and ruling.let_through(held, by=operator, at=at),
                lambda: held and ruling.keep_out(held, by=operator, reason="No.", at=at),
                lambda: listing.follow(found, person=person, at=at),
                lambda: listing.unfollow(found, person=person),
            ]
        )()

    for minute in range(120):
        with suppress(NotAllowed):
            act(chance.choice(people), chance.choice(goods), NOON + timedelta(minutes=minute))

    assert Mark.objects.count() > 5
    assert Ruling.objects.exists()
    assert recounting.recount() == []
    told = Mark.objects.filter(is_public=True, held_at=None)
    assert sum(sum(numbers_of(product)[:3]) for product in goods) == told.count()


def test_a_recount_mends_what_is_off_and_says_so():
    product, found = a_product(), a_list(a_product())
    a_mark(product, shelf="have", stars=4)
    a_mark(product, shelf="want", is_public=False)
    assert recounting.recount() == []
    Product.objects.filter(pk=product.pk).update(wants_count=7, stars_sum=0)
    List.objects.update(followers_count=3)

    off = {(each.row, each.counter, each.said, each.is_) for each in recounting.recount()}

    assert off == {
        (f"product {product.pk}", "wants_count", 7, 0),
        (f"product {product.pk}", "stars_sum", 0, 4),
        (f"list {found.pk}", "followers_count", 3, 0),
    }
    assert recounting.recount() == []
