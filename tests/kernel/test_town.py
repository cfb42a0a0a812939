"""The town's own clock, and its facts without a query a page."""

from datetime import UTC, datetime

import pytest

from tests.factories import NOON
from watercress.kernel import town
from watercress.kernel.models import Town

pytestmark = pytest.mark.django_db


def found(time_zone: str = "Asia/Shanghai") -> Town:
    made = Town.objects.create(id=1, name="Watercress", time_zone=time_zone, founded_at=NOON)
    town.forget()
    return made


def test_before_its_first_operator_there_is_no_town_and_time_is_utc():
    assert town.town() is None
    assert town.day_starts(NOON) == datetime(2026, 9, 1, tzinfo=UTC)


def test_the_town_is_asked_for_once_in_a_few_seconds(django_assert_num_queries):
    found()
    with django_assert_num_queries(1):
        assert town.town() == town.town()


def test_a_moment_is_shown_by_the_towns_own_clock():
    found()
    assert town.at_home(NOON).hour == 20
    assert town.at_home(NOON) == NOON


def test_a_day_begins_at_midnight_in_the_town():
    found()
    assert town.day_starts(datetime(2026, 9, 1, 15, 59, tzinfo=UTC)) == datetime(2026, 8, 31, 16, tzinfo=UTC)
    assert town.day_starts(datetime(2026, 9, 1, 16, 0, tzinfo=UTC)) == datetime(2026, 9, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "began"),
    [
        (datetime(2026, 3, 29, 12, tzinfo=UTC), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (datetime(2026, 10, 25, 12, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC)),
    ],
)
def test_a_day_on_which_the_clocks_change_begins_at_its_own_midnight(at, began):
    found("Europe/Berlin")
    assert town.day_starts(at) == began
