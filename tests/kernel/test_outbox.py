"""Deliveries: each effect once, failures kept and shown, nothing in a crash loop."""

import socket
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories import NOON
from watercress.kernel import events, outbox
from watercress.kernel.models import Delivery, Fetch

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
outside_calls: list[str] = []


@events.event("tests.bell-rang")
@dataclass(frozen=True, kw_only=True)
class BellRang(events.Event):
    number: int
    then: str = ""


@events.on(BellRang)
def write_down(rang: BellRang, *, at: datetime, effect_key: str) -> None:
    Fetch.objects.create(address_sha256=effect_key[:22], host=f"bell-{rang.number}", asked_at=at)
    if rang.then == "fail":
        raise RuntimeError("the rope broke")
    if rang.then == "break a rule":
        Fetch.objects.create(address_sha256=effect_key[:22], host="twice", asked_at=at)
    if rang.then == "ring again":
        events.record(BellRang(number=rang.number + 1), at=at)


@events.event("tests.bell-heard")
@dataclass(frozen=True, kw_only=True)
class BellHeard(events.Event):
    far: bool = False


@events.on(BellHeard, outside=True)
def tell_the_world(heard: BellHeard, *, at: datetime, effect_key: str) -> None:
    outside_calls.append(effect_key)
    if heard.far:
        raise OSError("nobody there")


@pytest.fixture(autouse=True)
def _quiet_world(db):
    outside_calls.clear()


def ring(number: int = 1, then: str = "", at: datetime = NOON) -> Delivery:
    events.record(BellRang(number=number, then=then), at=at)
    return Delivery.objects.latest("id")


def test_each_effect_happens_once():
    for number in range(3):
        ring(number)
    assert outbox.deliver_due(at=NOON) == 3
    assert outbox.deliver_due(at=NOON + DAY) == 0
    assert Fetch.objects.count() == 3


def test_what_is_recorded_while_delivering_is_delivered_too():
    ring(1, then="ring again")
    assert outbox.deliver_due(at=NOON) == 2


def test_nothing_is_delivered_before_it_is_due():
    events.schedule(BellRang(number=1), due_at=NOON + 5 * MINUTE, at=NOON, key="noon")
    assert outbox.deliver_due(at=NOON + 4 * MINUTE) == 0
    assert outbox.deliver_due(at=NOON + 5 * MINUTE) == 1


def test_a_delivered_event_forgets_what_it_carried():
    ring()
    outbox.deliver_due(at=NOON)
    assert Delivery.objects.get().payload == {}


def test_a_failed_effect_leaves_nothing_and_is_tried_again_later():
    delivery = ring(then="fail")
    outbox.deliver_due(at=NOON)
    delivery.refresh_from_db()
    assert not Fetch.objects.exists()
    assert (delivery.attempts, delivery.lease) == (1, "")
    assert "the rope broke" in delivery.error
    assert delivery.due_at >= NOON + timedelta(seconds=10)


def test_a_failure_of_one_does_not_hold_up_the_others():
    ring(1, then="fail")
    ring(2, then="break a rule")
    ring(3)
    assert outbox.deliver_due(at=NOON) == 1
    assert Fetch.objects.get().host == "bell-3"


def test_after_five_attempts_a_delivery_is_given_up_and_shown():
    delivery = ring(then="fail")
    for attempt in range(9):
        outbox.deliver_due(at=NOON + attempt * DAY)
    delivery.refresh_from_db()
    assert delivery.attempts == 5
    assert list(outbox.poisoned()) == [delivery]


def test_what_was_given_up_can_be_tried_again():
    delivery = ring(then="fail")
    for attempt in range(5):
        outbox.deliver_due(at=NOON + attempt * DAY)
    Delivery.objects.update(payload={"number": 1})
    outbox.retry(delivery, at=NOON + 9 * DAY)
    assert outbox.deliver_due(at=NOON + 9 * DAY) == 1
    assert not outbox.poisoned().exists()


def test_only_what_was_given_up_can_be_tried_again():
    with pytest.raises(outbox.NotPoisoned):
        outbox.retry(ring(), at=NOON)


@pytest.mark.parametrize("column", ["event", "subscriber"])
def test_what_the_code_no_longer_knows_stays_with_an_error(column):
    delivery = ring()
    Delivery.objects.update(**{column: "tests.gone"})
    outbox.deliver_due(at=NOON)
    delivery.refresh_from_db()
    assert "tests.gone" in delivery.error
    assert delivery.delivered_at is None
    assert delivery.due_at > NOON


def test_a_lease_lost_meanwhile_rolls_the_effect_back():
    delivery = ring()
    delivery.lease = "ours"
    Delivery.objects.update(lease="theirs")
    with pytest.raises(outbox.LeaseLost):
        outbox._deliver(delivery, now=lambda: NOON, take=lambda: None)
    assert not Fetch.objects.exists()


def test_a_leased_delivery_is_left_alone_until_the_lease_runs_out():
    ring()
    Delivery.objects.update(lease="another worker", leased_until=NOON + MINUTE)
    assert outbox.deliver_due(at=NOON) == 0
    assert outbox.deliver_due(at=NOON + MINUTE) == 1


def test_a_killed_worker_does_not_cost_an_attempt():
    delivery = ring()
    Delivery.objects.update(lease="a dead worker", leased_until=NOON)
    outbox.deliver_due(at=NOON)
    delivery.refresh_from_db()
    assert (delivery.attempts, delivery.interruptions) == (0, 1)


def test_what_brings_every_worker_down_is_given_up_in_the_end():
    delivery = ring()
    Delivery.objects.update(lease="a dead worker", leased_until=NOON, interruptions=outbox.MOST_INTERRUPTIONS)
    assert outbox.deliver_due(at=NOON) == 0
    assert list(outbox.poisoned()) == [delivery]


def test_an_outside_effect_is_told_its_key_at_every_attempt():
    events.record(BellHeard(far=True), at=NOON)
    delivery = Delivery.objects.get()
    outbox.deliver_due(at=NOON)
    outbox.deliver_due(at=NOON + DAY)
    assert outside_calls == [delivery.effect_key] * 2


@pytest.mark.django_db(transaction=True)
def test_an_outside_effect_runs_without_a_transaction():
    seen = []

    @events.on(BellHeard, outside=True)
    def look(heard: BellHeard, *, at: datetime, effect_key: str) -> None:
        seen.append(transaction.get_connection().in_atomic_block)

    with transaction.atomic():
        events.record(BellHeard(), at=NOON)
    outbox.deliver_due(at=NOON)
    assert seen == [False]
    del events._subscribers[BellHeard.name][f"{look.__module__}.{look.__qualname__}"]


def test_a_stopped_worker_takes_nothing_more():
    ring(1)
    ring(2)
    answers = iter([False, True])
    assert outbox.deliver_due(at=NOON, stop=lambda: next(answers)) == 1
    assert Delivery.objects.get(delivered_at=None).lease == ""


def test_an_effect_key_is_unique():
    delivery = ring()
    delivery.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        delivery.save(force_insert=True)


def test_the_next_look_is_when_something_falls_due_or_a_lease_runs_out():
    assert outbox.next_due(before=NOON + DAY) is None
    events.schedule(BellRang(number=1), due_at=NOON + 3 * MINUTE, at=NOON, key="later")
    ring()
    Delivery.objects.filter(due_at=NOON).update(lease="someone", leased_until=NOON + MINUTE)
    assert outbox.next_due(before=NOON + DAY) == NOON + MINUTE
    assert outbox.next_due(before=NOON + MINUTE) is None


def test_the_lag_is_how_long_the_oldest_has_waited():
    assert outbox.lag(at=NOON) == timedelta(0)
    ring()
    assert outbox.lag(at=NOON + MINUTE) == MINUTE


def test_what_was_delivered_long_ago_is_forgotten():
    ring()
    outbox.deliver_due(at=NOON)
    ring()
    assert outbox.forget(at=NOON + 29 * DAY) == 0
    assert outbox.forget(at=NOON + 31 * DAY) == 1
    assert Delivery.objects.count() == 1


def test_p3_no_socket_opens_inside_a_transaction():
    with socket.socket() as free, pytest.raises(AssertionError, match="inside a transaction"), transaction.atomic():
        free.connect(("127.0.0.1", 9))
    with socket.socket() as free, pytest.raises(ConnectionRefusedError):
        free.connect(("127.0.0.1", 9))
