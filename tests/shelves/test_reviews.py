from datetime import timedelta

import pytest

from tests.factories import NOON, a_mark, a_person, a_product, a_shop
from watercress.catalogue.models import Keeper
from watercress.shelves import marking, reading, ruling

pytestmark = pytest.mark.django_db


class VISITOR:
    is_authenticated = False
    pk = None


def told(product, person=VISITOR, **more):
    return [row["words"] for row in reading.of_product(product, person=person, most=10, **more)]


def test_reviews_stand_by_age_alone_and_an_edit_makes_none_newer():
    product, people = a_product(), [a_person() for _ in range(3)]
    for day, person in enumerate(people):
        words = f"Said on day {day}."
        marking.mark(product, person=person, shelf="have", stars=1 + 2 * day, words=words, at=NOON + timedelta(day))
    later = NOON + timedelta(9)
    marking.mark(product, person=people[0], shelf="had", stars=5, words="Changed on day 9.", at=later)
    a_mark(product, shelf="have", stars=4)
    a_mark(product, shelf="have")
    a_mark(product, shelf="want", words="I wish.")

    assert told(product, with_words=True) == ["Said on day 2.", "Said on day 1.", "Changed on day 9."]
    assert len(told(product)) == 4
    rows = reading.of_product(product, person=VISITOR, most=1, skip=1)
    assert [(row["stars"], row["total"]) for row in rows] == [(3, 4)]


def test_what_is_private_or_held_is_read_by_its_writer_alone_and_told_in_no_number():
    product, operator = a_product(), a_person(is_operator=True)
    private = a_mark(product, shelf="have", words="For me.", is_public=False)
    held = a_mark(product, shelf="have", words="As a rival.", held_at=NOON)
    shut = a_mark(product, shelf="have", words="Only mine, as a rival.", is_public=False, held_at=NOON)

    for reader in (VISITOR, a_person(), operator):
        assert told(product, reader) == []
    for mark in (private, held, shut):
        rows = reading.of_product(product, person=mark.person, most=10)
        assert [(row["id"], row["total"]) for row in rows] == [(mark.pk, 1)]
    assert [row["id"] for row in reading.waiting(most=10)] == [held.pk]
    ruling.keep_out(held, by=operator, reason="An advert.", at=NOON)
    assert [row["kept_out_because"] for row in reading.waiting(most=10, kept_out=True)] == ["An advert."]
    assert reading.of_product(product, person=held.person, most=10)[0]["kept_out_because"] == "An advert."


def test_a_review_says_who_has_come_to_keep_the_shop_and_who_may_answer():
    keeper = a_person()
    product = a_product(shop=a_shop(keeper=keeper))
    review = a_mark(product, shelf="have", words="Good.")
    assert [(r["keeps"], r["may_answer"]) for r in reading.of_product(product, person=keeper, most=9)] == [
        (False, True)
    ]
    Keeper.objects.create(shop=product.shop, person=review.person, since=NOON)
    assert [(r["keeps"], r["may_answer"]) for r in reading.of_product(product, person=VISITOR, most=9)] == [
        (True, False)
    ]


def test_somebodys_shelves_show_and_count_what_the_reader_may_see():
    owner, reader = a_person(), a_person()
    public, private, unlisted = a_product(), a_product(), a_product(listed=False)
    retired = a_product(listed=False, retired_at=NOON)
    for days, product in enumerate((public, private, unlisted, retired)):
        shown = product != private
        a_mark(product, person=owner, shelf="have", is_public=shown, marked_at=NOON + timedelta(days))

    for person, expected in (
        (owner, [retired, private, public]),
        (reader, [retired, public]),
        (VISITOR, [retired, public]),
    ):
        rows = reading.on_shelf(owner, "have", person=person, most=9)
        assert [row["id"] for row in rows] == [product.pk for product in expected]
        assert reading.numbers_of(owner, person=person) == {"want": 0, "have": len(expected), "had": 0}
    assert reading.shelves_of(owner)[private.pk] == "have"
