from datetime import timedelta

import pytest
from django.db import IntegrityError

from tests.factories import NOON
from watercress.people import limits
from watercress.people.limits import TooMany
from watercress.people.models import Tally

pytestmark = pytest.mark.django_db


def hit(key: str = "me", *, seconds_later: int = 0, most: int = 3) -> None:
    limits.hit("knocking", key, most=most, seconds=60, at=NOON + timedelta(seconds=seconds_later))


def test_so_many_and_no_more():
    for _ in range(3):
        hit()
    with pytest.raises(TooMany) as refused:
        hit(seconds_later=20)
    assert refused.value.seconds == 40


def test_everyone_has_a_count_of_their_own():
    for _ in range(3):
        hit("me")
    hit("you")


def test_after_a_while_one_may_again():
    for _ in range(3):
        hit()
    hit(seconds_later=61)


def test_being_refused_does_not_lengthen_the_wait():
    for _ in range(3):
        hit()
    for _ in range(5):
        with pytest.raises(TooMany):
            hit(seconds_later=59)
    hit(seconds_later=61)


def test_what_is_over_is_deleted_and_no_key_is_kept_in_the_clear():
    hit("203.0.113.9")
    hit("198.51.100.7", seconds_later=120)
    [tally] = Tally.objects.all()
    assert "198.51.100.7" not in str(tally.__dict__)


def test_success_may_start_the_count_anew():
    for _ in range(3):
        hit()
    limits.forget("knocking", "me")
    hit()


def test_a_first_try_that_lost_the_race_to_insert_is_counted_all_the_same(monkeypatch):
    def taken(**columns: object) -> None:
        monkeypatch.undo()
        raise IntegrityError

    monkeypatch.setattr(Tally.objects, "create", taken)
    hit()
    assert Tally.objects.get().count == 1


def test_a_try_is_counted_by_one_statement_that_asks_and_adds(django_assert_num_queries):
    hit()
    with django_assert_num_queries(1):
        hit()
