"""A cool-off: asked again at the end of a day of the town's, once, and only whoever may still answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tests.factories import NOON, a_circle, a_craving, a_person, a_post
from watercress.community import membership, posting, stewardship
from watercress.community.features.cravings import deciding, reading
from watercress.community.features.cravings.events import CravingDecided, WaitOver
from watercress.community.features.cravings.models import Craving
from watercress.kernel import events, outbox, registries, town
from watercress.kernel.decisions import NotAllowed
from watercress.kernel.models import Delivery, Town

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def mei():
    return a_person("mei")


@pytest.fixture
def craving(mei):
    return a_craving(post=a_post(a_circle(members=(mei,)), author=mei))


@pytest.fixture
def told(monkeypatch):
    """What is said about cravings, beside what the outbox carries."""
    heard, record = [], events.record

    def listen(happened, *, at):
        heard.append(happened)
        record(happened, at=at)

    monkeypatch.setattr(events, "record", listen)
    return lambda kind: [each for each in heard if isinstance(each, kind)]


def wait(craving, at, days=3):
    return deciding.decide(craving.post, author=craving.person, verdict="waiting", remind_in=days, at=at)


def asked_again(craving, at) -> bool:
    outbox.deliver_due(at=at)
    assert not Delivery.objects.exclude(error="").exists()
    return [row["id"] for row in reading.waiting_for(craving.person, at=at)] == [craving.pk]


@pytest.mark.parametrize(
    ("zone", "decided", "ends"),
    [
        ("Asia/Shanghai", datetime(2026, 9, 1, 15, 59, tzinfo=UTC), datetime(2026, 9, 4, 16, tzinfo=UTC)),
        ("Asia/Shanghai", datetime(2026, 9, 1, 16, 0, tzinfo=UTC), datetime(2026, 9, 5, 16, tzinfo=UTC)),
        # Over a change of the clocks a day is still a day of the wall.
        ("Europe/Berlin", datetime(2026, 3, 27, 12, tzinfo=UTC), datetime(2026, 3, 30, 22, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 23, 12, tzinfo=UTC), datetime(2026, 10, 26, 23, tzinfo=UTC)),
    ],
)
def test_a_wait_ends_when_its_last_day_does_in_the_town(craving, zone, decided, ends):
    Town.objects.create(id=1, name="Watercress", time_zone=zone, founded_at=NOON)
    town.forget()
    waits = wait(craving, decided)
    assert waits.remind_at == ends
    assert town.at_home(waits.waits_until).date() == town.at_home(decided).date() + 3 * DAY
    assert not asked_again(craving, ends - timedelta(seconds=1))
    assert asked_again(craving, ends)


def test_one_is_told_once_for_each_wait(craving, mei, told):
    for round_ in (NOON, NOON + 10 * DAY):
        wait(craving, round_)
        for later in (4, 5, 6):
            asked_again(craving, round_ + later * DAY)
    assert told(WaitOver) == [WaitOver(craving_id=craving.pk, person_id=mei.pk)] * 2
    assert len(told(CravingDecided)) == 1


def test_a_new_wait_replaces_the_old_one(craving):
    wait(craving, NOON, days=3)
    wait(craving, NOON + DAY, days=30)
    assert Delivery.objects.count() == 1
    assert not asked_again(craving, NOON + 10 * DAY)
    assert asked_again(craving, NOON + 32 * DAY)
    wait(craving, NOON + 32 * DAY, days=3)
    assert not asked_again(craving, NOON + 33 * DAY)
    assert asked_again(craving, NOON + 36 * DAY)


def test_two_waits_that_end_the_same_evening_are_two(craving, told):
    wait(craving, NOON, days=7)
    asked_again(craving, NOON + 8 * DAY)
    # A clock that was put back: the same evening comes once more.
    wait(craving, NOON + 4 * DAY, days=3)
    assert asked_again(craving, NOON + 8 * DAY)
    assert len(told(WaitOver)) == 2


@pytest.mark.parametrize("verdict", ["bought", "talked-out", "waiting"])
def test_whoever_has_decided_is_left_alone(craving, mei, verdict):
    wait(craving, NOON)
    deciding.decide(craving.post, author=mei, verdict=verdict, at=NOON + DAY)
    assert not Delivery.objects.exists()
    assert not asked_again(craving, NOON + 40 * DAY)
    craving.refresh_from_db()
    assert (craving.remind_at, craving.reminded_at) == (None, None)


def test_a_reminder_already_on_its_way_comes_to_nothing(craving, mei):
    wait(craving, NOON)
    Craving.objects.update(verdict="bought", remind_at=None)  # As if it were decided while the worker held it.
    assert not asked_again(craving, NOON + 5 * DAY)
    wait(craving, NOON + 5 * DAY, days=30)
    assert not asked_again(craving, NOON + 6 * DAY)


def shut_out(craving) -> None:
    circle = craving.post.community
    type(circle).objects.update(readable_by="members")
    membership.ban(circle, person=craving.person, by=circle.founder, reason="Shouting.", at=NOON)


S16 = {
    "withdrawn": lambda craving: posting.withdraw(craving.post, author=craving.person, at=NOON),
    "taken down": lambda craving: stewardship.hide(
        craving.post, by=craving.post.community.founder, reason="Spam.", at=NOON
    ),
    "suspended": lambda craving: type(craving.person).objects.filter(pk=craving.person_id).update(is_active=False),
    "banned where only members read": shut_out,
    "erased": lambda craving: craving.person.delete(),
    "gone with its topic": lambda craving: craving.post.delete(),
}


@pytest.mark.parametrize("happens", S16)
def test_s16_nobody_is_reminded_of_what_is_no_longer_theirs(craving, told, happens):
    wait(craving, NOON)
    S16[happens](craving)
    outbox.deliver_due(at=NOON + 5 * DAY)
    assert not Delivery.objects.exclude(error="").exists()
    assert not Delivery.objects.filter(delivered_at=None).exists()
    assert not Craving.objects.exclude(reminded_at=None).exists()
    assert told(WaitOver) == []


def test_what_was_away_when_its_wait_ended_is_asked_about_when_it_is_put_back(craving, mei):
    wait(craving, NOON)
    posting.withdraw(craving.post, author=mei, at=NOON + DAY)
    assert not asked_again(craving, NOON + 5 * DAY)
    posting.restore(craving.post, author=mei, at=NOON + 6 * DAY)
    assert asked_again(craving, NOON + 6 * DAY)
    again = a_craving(post=a_post(craving.post.community, author=mei))
    wait(again, NOON + 6 * DAY)
    posting.withdraw(again.post, author=mei, at=NOON + 7 * DAY)
    posting.restore(again.post, author=mei, at=NOON + 7 * DAY)
    outbox.deliver_due(at=NOON + 7 * DAY)
    again.refresh_from_db()
    assert again.reminded_at is None


def test_people_may_choose_how_they_hear_of_it():
    assert "cravings.wait-over" in registries.notification_kinds


def test_an_export_holds_what_one_craved_and_argued(craving, mei):
    wait(craving, NOON)
    (mine,) = registries.exports["cravings"].rows(mei)
    assert (mine["product__title"], mine["verdict"]) == (craving.product.title, "waiting")
    assert list(registries.exports["cravings"].rows(a_person())) == []
    assert list(registries.exports["arguments"].rows(mei)) == []


@pytest.mark.django_db(transaction=True)
def test_verdicts_and_a_withdrawal_at_once_leave_one_wait_at_most_and_the_tally_true(mei):
    craving = a_craving(post=a_post(a_circle(members=(mei,)), author=mei))

    def act(turn: int) -> str:
        try:
            at = NOON + timedelta(minutes=turn)
            if turn % 4 == 3:
                (posting.withdraw if turn % 8 == 3 else posting.restore)(craving.post, author=mei, at=at)
            elif turn % 4 == 2:
                deciding.decide(craving.post, author=mei, verdict="bought", at=at)
            else:
                wait(craving, at, days=(3, 7)[turn % 2])
        except NotAllowed as refused:
            return refused.decision.code
        finally:
            connection.close()
        return "done"

    # SQLite's tests share one memory, where threads are in each other's way.
    at_once = 4 if connection.features.test_db_allows_multiple_connections else 1
    with ThreadPoolExecutor(at_once) as threads:
        assert set(threads.map(act, range(24))) <= {"done", "gone"}
    left = Craving.objects.get()
    waits = Delivery.objects.filter(event="cravings.reminder-due").values_list("due_at", flat=True)
    assert list(waits) == ([left.remind_at] if left.remind_at else [])
    left.post.refresh_from_db()
    asked = int(left.post.stands)
    assert reading.honest_tally(left.product) == {
        "asked": asked,
        "bought": asked * (left.verdict == "bought"),
        "talked_out": 0,
        "waiting": asked * (left.verdict == "waiting"),
    }
