"""What happened is written down with the change, whole, for each who wants to hear of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

import pytest
from django.db import transaction

from tests.factories import NOON
from watercress.kernel import events, payloads
from watercress.kernel.models import Delivery


class Mood(Enum):
    CALM = "calm"


@events.event("tests.kettle-boiled")
@dataclass(frozen=True, kw_only=True)
class KettleBoiled(events.Event):
    kettle: int
    boiled_at: datetime | None = None
    cups: tuple[str, ...] = ()
    mood: Mood = Mood.CALM


@events.on(KettleBoiled)
def pour(boiled: KettleBoiled, *, at: datetime, effect_key: str) -> None: ...


@events.on(KettleBoiled)
def whistle(boiled: KettleBoiled, *, at: datetime, effect_key: str) -> None: ...


@pytest.mark.django_db
def test_each_subscriber_gets_a_delivery_of_its_own():
    events.record(KettleBoiled(kettle=1), at=NOON)
    assert sorted(Delivery.objects.values_list("subscriber", flat=True)) == [
        "tests.kernel.test_events.pour",
        "tests.kernel.test_events.whistle",
    ]
    assert len(set(Delivery.objects.values_list("effect_key", flat=True))) == 2


@pytest.mark.django_db(transaction=True)
def test_an_event_belongs_in_the_transaction_of_its_change():
    with pytest.raises(events.NotRecorded):
        events.record(KettleBoiled(kettle=1), at=NOON)
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_rolled_back_takes_its_events_along():
    with transaction.atomic():
        events.record(KettleBoiled(kettle=1), at=NOON)
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_woken_after_the_commit_and_not_before():
    woken = []
    events.wake_with(lambda: woken.append(Delivery.objects.count()))
    with transaction.atomic():
        events.record(KettleBoiled(kettle=1), at=NOON)
        assert woken == []
    assert woken == [2]


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_cannot_be_woken_does_not_fail_the_change(caplog):
    events.wake_with(lambda: 1 / 0)
    with transaction.atomic():
        events.record(KettleBoiled(kettle=1), at=NOON)
    assert Delivery.objects.count() == 2


@pytest.mark.django_db
def test_what_an_event_carries_comes_back_as_it_went():
    boiled = KettleBoiled(kettle=2**40, boiled_at=NOON + timedelta(microseconds=7), cups=("白瓷", "o'clock"))
    events.record(boiled, at=NOON)
    assert events.read(Delivery.objects.first())[0] == boiled


def test_a_field_dropped_since_is_left_out_and_one_added_takes_its_default():
    assert payloads.read(KettleBoiled, {"kettle": 3, "steam": True}) == KettleBoiled(kettle=3)


def test_an_event_carries_plain_values_only():
    with pytest.raises(TypeError, match="plain"):

        @events.event("tests.row-carried")
        @dataclass(frozen=True, kw_only=True)
        class RowCarried(events.Event):
            row: Delivery


def test_two_events_cannot_share_a_name():
    with pytest.raises(ValueError, match="two events"):

        @events.event("tests.kettle-boiled")
        @dataclass(frozen=True, kw_only=True)
        class Another(events.Event):
            kettle: int


@pytest.mark.django_db
def test_scheduling_again_moves_it_and_replaces_what_it_carries():
    events.schedule(KettleBoiled(kettle=1), due_at=NOON + timedelta(hours=1), at=NOON, key="tea")
    events.schedule(KettleBoiled(kettle=2), due_at=NOON + timedelta(hours=2), at=NOON, key="tea")
    assert set(Delivery.objects.values_list("due_at", "payload__kettle")) == {(NOON + timedelta(hours=2), 2)}
    assert Delivery.objects.count() == 2


@pytest.mark.django_db
def test_two_keys_are_two_appointments():
    events.schedule(KettleBoiled(kettle=1), due_at=NOON, at=NOON, key="tea")
    events.schedule(KettleBoiled(kettle=1), due_at=NOON, at=NOON, key="supper")
    assert Delivery.objects.count() == 4


@pytest.mark.django_db
def test_what_was_scheduled_can_be_taken_back_once():
    events.schedule(KettleBoiled(kettle=1), due_at=NOON, at=NOON, key="tea")
    assert events.unschedule(KettleBoiled, key="tea") is True
    assert events.unschedule(KettleBoiled, key="tea") is False
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_what_has_happened_cannot_be_moved():
    events.schedule(KettleBoiled(kettle=1), due_at=NOON, at=NOON, key="tea")
    Delivery.objects.update(delivered_at=NOON)
    with pytest.raises(events.AlreadyDelivered):
        events.schedule(KettleBoiled(kettle=1), due_at=NOON, at=NOON, key="tea")


@pytest.mark.django_db
def test_moving_breaks_the_lease_of_a_worker_that_is_at_it():
    events.schedule(KettleBoiled(kettle=1), due_at=NOON, at=NOON, key="tea")
    Delivery.objects.update(lease="someone", leased_until=NOON + timedelta(minutes=1))
    events.schedule(KettleBoiled(kettle=1), due_at=NOON + timedelta(days=1), at=NOON, key="tea")
    assert set(Delivery.objects.values_list("lease", "leased_until")) == {("", None)}


def test_a_key_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="longer"):
        events.unschedule(KettleBoiled, key="x" * 100)
