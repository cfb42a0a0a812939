from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOON, a_mark, a_person, a_product
from watercress.catalogue.events import PricesFell
from watercress.catalogue.models import Product
from watercress.kernel import events, outbox
from watercress.shelves import dropping, marking
from watercress.shelves.models import PriceDrop

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def falls(product, was, now, *, at, currency="CNY"):
    """A shop's import finds a lower price, and the worker tells of it."""
    Product.objects.filter(pk=product.pk).update(price=now, price_most=now, currency=currency)
    dropping.tell(product.pk, was=was, now=now, currency=currency, fell_at=at)


def told(person):
    return [(row["id"], row["was"], row["price"]) for row in dropping.drops_for(person)]


@pytest.fixture
def kettle():
    return a_product(price=16800, price_most=16800)


def test_everyone_who_wants_it_is_told_and_nobody_else(kettle, django_capture_on_commit_callbacks):
    public, private = a_mark(kettle).person, a_mark(kettle, is_public=False).person
    owner = a_mark(kettle, shelf="have").person
    late = a_mark(kettle, marked_at=NOON + 2 * HOUR).person
    Product.objects.filter(pk=kettle.pk).update(price=12900, price_most=12900)
    fell = PricesFell(product_ids=(kettle.pk,), was=(16800,), now=(12900,), currency="CNY", fell_at=NOON + HOUR)

    events.record(fell, at=NOON + HOUR)
    outbox.deliver_due(at=NOON + 3 * HOUR)

    for person in (public, private):
        assert told(person) == [(kettle.pk, 16800, 12900)]
    for person in (owner, late, a_person()):
        assert told(person) == []


def test_a_price_is_told_once_however_often_it_is_delivered(kettle):
    person = a_mark(kettle).person
    for _again in range(2):
        falls(kettle, 16800, 12900, at=NOON + HOUR)
    dropping.see([kettle.pk], person=person, at=NOON + HOUR)
    falls(kettle, 16800, 12900, at=NOON + HOUR)

    assert told(person) == []
    assert PriceDrop.objects.count() == 1


def test_only_what_is_lower_than_last_told_is_news(kettle):
    person = a_mark(kettle).person
    falls(kettle, 16800, 12900, at=NOON + HOUR)
    dropping.see([kettle.pk], person=person, at=NOON + HOUR)

    falls(kettle, 15000, 14000, at=NOON + 2 * HOUR)
    assert told(person) == []
    falls(kettle, 14000, 12900, at=NOON + 3 * HOUR)
    assert told(person) == []
    falls(kettle, 12900, 9900, at=NOON + 4 * HOUR)
    assert told(person) == [(kettle.pk, 12900, 9900)]


def test_what_nobody_has_seen_yet_keeps_the_price_it_first_fell_from(kettle):
    person = a_mark(kettle).person
    falls(kettle, 16800, 12900, at=NOON + HOUR)
    falls(kettle, 12900, 9900, at=NOON + 2 * HOUR)
    falls(kettle, 16800, 12900, at=NOON + HOUR)  # Delivered again, late: no step back.
    Product.objects.filter(pk=kettle.pk).update(price=9900, price_most=9900)

    assert told(person) == [(kettle.pk, 16800, 9900)]


def test_another_currency_is_another_price_and_an_older_one_comes_too_late(kettle):
    person = a_mark(kettle).person
    falls(kettle, 16800, 12900, at=NOON + HOUR)
    falls(kettle, 20000, 19000, at=NOON + 3 * HOUR, currency="JPY")
    assert told(person) == [(kettle.pk, 20000, 19000)]

    dropping.tell(kettle.pk, was=16800, now=12900, currency="CNY", fell_at=NOON + 2 * HOUR)

    assert told(person) == [(kettle.pk, 20000, 19000)]


def test_a_notice_outlives_no_wish(kettle):
    person = a_person()
    PriceDrop.objects.create(person=person, product=kettle, was=18000, now=16800, currency="CNY", fell_at=NOON)
    assert told(person) == []
    a_mark(kettle, person=person)
    assert told(person) == [(kettle.pk, 18000, 16800)]


@pytest.mark.parametrize("now", [
    {"price": 13000, "price_most": 13000}, {"listed": False}, {"retired_at": NOON}, {"currency": "EUR"},
])  # fmt: skip
def test_what_is_no_longer_true_is_not_told(kettle, now):
    person = a_mark(kettle).person
    falls(kettle, 16800, 12900, at=NOON + HOUR)
    assert told(person)

    Product.objects.filter(pk=kettle.pk).update(**now)

    assert told(person) == []


def test_whoever_wants_it_again_is_told_anew(kettle):
    person = a_mark(kettle).person
    falls(kettle, 16800, 9900, at=NOON + HOUR)
    marking.unwant(kettle, person=person, at=NOON + HOUR)
    assert told(person) == []

    marking.want(kettle, person=person, at=NOON + 2 * HOUR)
    assert told(person) == []
    falls(kettle, 16800, 12900, at=NOON + 3 * HOUR)
    assert told(person) == [(kettle.pk, 16800, 12900)]
    marking.move(kettle, person=person, shelf="have", at=NOON + 4 * HOUR)
    assert not PriceDrop.objects.exists()


def test_one_sees_only_what_one_was_shown(kettle):
    person, other = a_mark(kettle).person, a_mark(kettle).person
    cup = a_product(price=9000)
    a_mark(cup, person=person)
    falls(kettle, 16800, 12900, at=NOON + HOUR)
    falls(cup, 9000, 8000, at=NOON + 2 * HOUR)
    assert [row[0] for row in told(person)] == [cup.pk, kettle.pk]

    dropping.see([kettle.pk], person=person, at=NOON + HOUR)

    assert told(person) == [(cup.pk, 9000, 8000)]
    assert told(other) == [(kettle.pk, 16800, 12900)]
    assert dropping.was(person, [kettle.pk, cup.pk]) == {kettle.pk: 16800, cup.pk: 9000}


def test_many_people_cost_few_queries(kettle, monkeypatch):
    monkeypatch.setattr(dropping, "AT_ONCE", 5)
    people = [a_mark(kettle).person for _ in range(12)]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        falls(kettle, 16800, 12900, at=NOON + HOUR)

    writes = [query for query in asked if "shelves_pricedrop" in query["sql"]]
    assert len(writes) == 6
    assert all(told(person) for person in people)
