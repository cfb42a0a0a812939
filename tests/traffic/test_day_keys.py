"""Day keys: the same all day for one browser, and nothing a day later."""

from datetime import date, timedelta

import pytest

from watercress.traffic import day_keys
from watercress.traffic.models import Salt

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _anew():
    day_keys.forget()
    yield
    day_keys.forget()


def key(address="203.0.113.9", agent="Firefox", day=DAY):
    return day_keys.day_key(address=address, agent=agent, day=day)


def test_one_browser_has_one_key_all_day_in_every_process():
    first = key()
    day_keys.forget()
    assert key() == first
    assert len(first) == 16


def test_neighbours_share_a_key_and_others_do_not():
    assert key(address="203.0.113.200") == key()
    assert key(address="::ffff:203.0.113.7") == key()
    assert key(address="2001:db8:1:aaaa::1") == key(address="2001:db8:1:bbbb::9")
    assert len({key(), key(address="203.0.114.9"), key(agent="Safari"), key(day=DAY + timedelta(days=1))}) == 4


def test_without_an_address_there_is_no_key():
    assert key(address="") == key(address="unknown") == ""


def test_a_salt_that_is_destroyed_makes_the_same_key_never_again():
    first = key()
    assert day_keys.destroy_old_salts(today=DAY) == 0
    assert day_keys.destroy_old_salts(today=DAY + timedelta(days=1)) == 1
    assert not Salt.objects.exists()
    assert key() != first
