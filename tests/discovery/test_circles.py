"""Places one might join, each with a reason that is true and tells on nobody; and what the town wants most."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.discovery.towns import a_small_shop, an_old_product
from tests.factories import NOON, a_circle, a_person, a_shop, a_wear
from watercress.catalogue.models import Product
from watercress.community import membership
from watercress.discovery import best, circles, worn
from watercress.discovery.candidates import circles_of
from watercress.kernel import town
from watercress.people.models import Person

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def reasons(person: Any, *slugs: str) -> dict[str, str]:
    labels = worn.chosen(slugs) if slugs else worn.by(person)
    rows = circles.might_join(person, labels, circles_of(person), most=9, at=NOON)
    return {row["name"]: row["why"] for row in rows}


def people(n: int) -> tuple[Person, ...]:
    return tuple(a_person() for _ in range(n))


def test_who_is_there_already_is_a_reason_and_fewer_than_five_are_a_few():
    mei, friends = a_person(), people(6)
    a_circle(members=(mei, *friends), name="A Tea House")
    a_circle(members=friends, name="Nut party")
    a_circle(members=friends[:2], name="Western kitchen")
    a_circle(members=friends[:1], name="One friend's")
    a_circle(name="Nobody's", members_count=900)
    found = reasons(mei)
    assert found == {
        "Nut party": "6 members in common with A Tea House",
        "Western kitchen": "a few members in common with A Tea House",
        "Nobody's": "",
        "One friend's": "",
    }
    assert list(found) == ["Nut party", "Western kitchen", "Nobody's", "One friend's"]


def test_what_people_wear_there_for_all_to_see_is_a_reason_for_visitors_too():
    wearers = people(5)
    for person in wearers:
        a_wear(person, "nuts")
        a_wear(person, "plus-size")
    a_circle(members=wearers, name="Nut party")
    assert reasons(VISITOR, "nuts") == {"Nut party": "5 members wear Nuts"}
    assert reasons(VISITOR, "plus-size") == {"Nut party": ""}


def test_where_not_all_could_be_asked_it_is_at_least_so_many(monkeypatch):
    monkeypatch.setattr(circles, "WEARERS_ASKED", 5)
    monkeypatch.setattr(circles, "MEMBERS_ASKED", 5)
    mei, wearers = a_person(), people(7)
    for person in (mei, *wearers):
        a_wear(person, "nuts")
    a_circle(members=wearers, name="Nut party")
    assert reasons(mei) == {"Nut party": "at least 5 members wear Nuts"}
    a_circle(members=(mei, *wearers), name="A Tea House")
    mei.wears.all().delete()
    assert reasons(mei) == {"Nut party": "at least 5 members in common with A Tea House"}


def test_who_is_in_a_closed_place_stays_there():
    mei, friends = a_person(), people(6)
    a_circle(members=(mei, *friends), name="A Tea House")
    a_circle(members=friends, name="Behind doors", readable_by="members")
    a_circle(members=friends, name="Archived", archived_at=NOON)
    assert reasons(mei) == {"Behind doors": ""}


def test_nobody_is_sent_to_where_they_are_banned_or_cannot_come_in():
    mei, friends = a_person(), people(6)
    a_circle(members=(mei, *friends), name="A Tea House")
    from_here = a_circle(members=(mei, *friends), name="Nut party")
    a_circle(members=friends, name="By invitation", joining="invited")
    assert reasons(mei) == {}
    membership.ban(from_here, person=mei, by=from_here.founder, reason="A quarrel.", at=NOON)
    assert reasons(mei) == {}
    membership.lift_ban(from_here, person=mei, by=from_here.founder, at=NOON)
    assert reasons(mei) == {"Nut party": "6 members in common with A Tea House"}


def test_the_reasons_cost_two_queries():
    mei, friends = a_person(), people(6)
    a_wear(mei, "nuts")
    a_circle(members=(mei, *friends))
    a_circle(members=friends)
    labels, mine = worn.by(mei), circles_of(mei)
    town.town()
    with CaptureQueriesContext(connection) as asked:
        circles.might_join(mei, labels, mine, most=6, at=NOON)
    assert len(asked) == 2


# -- the best of the town


def test_the_best_is_what_most_want_small_shops_first_and_two_of_one_at_most():
    small, large = a_small_shop(), a_shop()
    for wants in (3, 9, 7, 5):
        an_old_product(small, title=f"small {wants}", wants_count=wants)
    an_old_product(large, title="large 50", wants_count=50)
    an_old_product(large, title="unwanted")
    an_old_product(small, title="gone", wants_count=70, retired_at=NOON)
    found = best.of_the_town(VISITOR, most=8)
    assert [(card["title"], card["why"]) for card in found] == [
        ("small 9", "9 people want it"),
        ("small 7", "7 people want it"),
        ("large 50", "50 people want it"),
    ]
    Product.objects.filter(title="small 7").update(wants_count=4)
    assert "a few people want it" not in [card["why"] for card in best.of_the_town(VISITOR, most=8)]
    Product.objects.filter(title="small 5").update(wants_count=4)
    assert [card["why"] for card in best.of_the_town(VISITOR, most=8)].count("a few people want it") == 1
