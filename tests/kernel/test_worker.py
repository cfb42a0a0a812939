"""The worker's clock, and the looks it takes at the outbox before the next sweep."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from huey.api import Huey

from tests.kernel.test_outbox import BellRang
from watercress.kernel import events, outbox, worker
from watercress.kernel.models import Delivery


def period_of(minutes: int = 0, hours: int = 0) -> list[str]:
    """Return at which minutes of a day something registered with `every` is called."""

    def look_around(*, at: datetime) -> None: ...

    worker.every(minutes=minutes, hours=hours)(look_around)
    (task,) = [task for task in worker.huey._registry.periodic_tasks if task.name.endswith("look_around")]
    midnight = datetime(2026, 9, 1, tzinfo=UTC)
    called = []
    for minute in range(24 * 60):
        with time_machine.travel(midnight + timedelta(minutes=minute), tick=False):
            if task.validate_datetime(None):
                called.append(f"{minute // 60:02}:{minute % 60:02}")
    worker.huey._registry.unregister(type(task))
    return called


def test_what_comes_every_ten_minutes_comes_every_ten_minutes():
    assert period_of(minutes=10)[:3] == ["00:00", "00:10", "00:20"]


def test_what_comes_every_twelve_hours_comes_twice_a_day():
    assert period_of(hours=12) == ["00:00", "12:00"]


def test_a_period_of_nothing_is_refused():
    with pytest.raises(ValueError, match="needs"):
        worker.every()


@pytest.fixture
def queue(transactional_db) -> Iterator[Huey]:
    worker.huey.storage.initialize_schema()
    worker.huey.flush()
    yield worker.huey
    worker.huey.storage.close()


def test_a_change_nudges_the_worker_once_until_it_looks(queue):
    events.wake_with(worker.nudge)
    for number in range(3):
        with transaction.atomic():
            events.record(BellRang(number=number), at=datetime.now(UTC))
    assert queue.pending_count() == 1
    queue.execute(queue.dequeue())
    assert not Delivery.objects.filter(delivered_at=None).exists()


def test_what_falls_due_before_the_next_sweep_has_a_look_of_its_own(queue):
    now = datetime.now(UTC)
    with transaction.atomic():
        events.schedule(BellRang(number=1), due_at=now + timedelta(seconds=20), at=now, key="soon")
        events.schedule(BellRang(number=2), due_at=now + timedelta(hours=2), at=now, key="later")
    worker._deliver()
    (planned,) = queue.scheduled()
    assert planned.eta - now.replace(tzinfo=None) == pytest.approx(timedelta(seconds=20), abs=timedelta(seconds=2))
    assert outbox.lag(at=now) == timedelta(0)
