"""Kept on the same shelf: what the same people keep, said honestly and never from what is not for all to see."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import NOON, a_mark, a_person, a_product, a_shop
from watercress.discovery import beside as discovery
from watercress.discovery.beside import beside
from watercress.people.models import Person

pytestmark = pytest.mark.django_db


def kept(people: list[Person], *products, **columns) -> None:
    for person in people:
        for product in products:
            a_mark(product, person=person, **columns)


def titles(product, person=None) -> list[str]:
    product.refresh_from_db()
    return [card["title"] for card in beside(product, person=person or AnonymousUser())]


@pytest.fixture
def people() -> list[Person]:
    return [a_person() for _ in range(6)]


def test_what_two_keep_beside_it_is_shown_and_what_one_keeps_is_not(people, django_assert_num_queries):
    pot, cup, lamp = a_product(title="Pot"), a_product(title="Cup"), a_product(title="Lamp")
    kept(people[:2], pot, cup)
    kept(people[:1], lamp)
    kept(people[2:], lamp)  # They do not keep the pot.
    with django_assert_num_queries(0):
        assert beside(pot, person=people[0]) == []  # As it was read, before anyone kept it.
    pot.refresh_from_db()
    with django_assert_num_queries(2):
        (card,) = beside(pot, person=people[0])
    assert (card["title"], card["why"]) == ("Cup", "kept by a few who keep this")


def test_five_are_counted(people):
    pot, cup = a_product(), a_product()
    kept(people, pot)
    kept(people[:5], cup, shelf="have")
    pot.refresh_from_db()
    assert beside(pot, person=people[0])[0]["why"] == "kept by 5 who keep this"


def test_what_everyone_keeps_anyway_comes_after_what_goes_with_it(people):
    pot, hit, cup = a_product(), a_product(title="Hit"), a_product(title="Cup")
    kept(people[:3], pot, hit, cup)
    kept([a_person() for _ in range(9)], hit)
    assert titles(pot) == ["Cup", "Hit"]


@pytest.mark.parametrize(
    "hidden",
    [{"is_public": False}, {"held_at": NOON}, {"shelf": "had"}],
    ids=["kept for oneself", "held back", "no longer had"],
)
@pytest.mark.parametrize("which", ["this", "that"])
def test_only_what_is_openly_kept_counts(people, hidden, which):
    pot, cup = a_product(), a_product()
    kept(people[:1], pot, cup)
    kept(people[1:], pot, **(hidden if which == "this" else {}))
    kept(people[1:], cup, **(hidden if which == "that" else {}))
    assert titles(pot) == []
    assert titles(pot, people[1]) == []


def test_who_is_gone_counts_no_more(people):
    pot, cup = a_product(), a_product()
    kept(people[:2], pot, cup)
    Person.objects.filter(pk=people[0].pk).update(is_active=False)
    assert titles(pot) == []


def test_only_what_is_on_the_shelf_is_shown(people):
    keeper = a_person()
    shop = a_shop(keeper=keeper)
    pot = a_product(shop=shop)
    kept(people, pot, a_product(shop=shop, title="Secret", listed=False), a_product(title="Gone", retired_at=NOON))
    assert titles(pot) == titles(pot, keeper) == []


def test_no_shop_fills_the_shelf(people):
    shop = a_shop()
    pot, other = a_product(shop=shop), a_product(title="Other")
    kept(people, pot, *(a_product(shop=shop) for _ in range(4)))
    kept(people[:2], other)
    found = titles(pot)
    assert (len(found), "Other" in found) == (3, True)


def test_only_the_newest_people_and_their_newest_marks_are_asked(people, monkeypatch):
    pot, old, new = a_product(), a_product(title="Old"), a_product(title="New")
    kept(people[:4], old, marked_at=NOON - timedelta(days=1))
    kept(people[:4], pot, new)
    assert set(titles(pot)) == {"New", "Old"}
    monkeypatch.setattr(discovery, "NEWEST_MARKS", 2)
    assert titles(pot) == ["New"]
    monkeypatch.setattr(discovery, "NEWEST_PEOPLE", 1)
    assert titles(pot) == []
