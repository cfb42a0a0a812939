"""What is suggested on the home page, and that every card can be held to its word."""

import math
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from tests.discovery.towns import WORN, a_dense_town, a_small_shop, an_old_product, wanted_by
from tests.factories import NOON, a_circle, a_label, a_mark, a_person, a_shop, a_tag, a_wear
from watercress.discovery import explaining, slates, worn
from watercress.discovery.candidates import circles_of
from watercress.discovery.models import Slate, Surface
from watercress.discovery.slates import Shown
from watercress.kernel import town as here
from watercress.labels.models import Label
from watercress.shelves.models import Mark

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def town() -> SimpleNamespace:
    return a_dense_town()


def home_of(person: Any, *, at: Any = NOON) -> Shown:
    return slates.for_home(person, worn.by(person), circles_of(person), at=at)


def shown(person: Any) -> list[int]:
    return [card["id"] for card in home_of(person).cards]


def terms_of(slate: Slate, product: int) -> list[dict[str, Any]]:
    return next(row["terms"] for row in [*slate.places, *slate.bench] if row["product"] == product)


# -- the acceptance


def points_of(term: dict[str, Any], slate: Slate) -> int:
    """What the page says a term counts, worked out from the numbers beside it and nothing of ours."""
    turns_on = slate.parameters
    match term["kind"]:
        case "label":
            rarity = math.log((2 + slate.town) / (1 + term["goods"])) / math.log(2 + slate.town)
            return round(turns_on["label"] * rarity / math.log2(1 + term["place"]))
        case "wants":
            return round(turns_on["wants"] * math.log2(1 + term.get("people", 2)))
        case "new":
            return round(turns_on["new"] / 2 ** (term.get("days", 0) / turns_on["new_halves"]))
        case _:
            return term["points"]


def test_each_score_is_its_stored_terms_and_without_the_named_one_the_card_drops(town):
    seen = home_of(town.mei)
    slate = Slate.objects.get(key=seen.key)
    assert len(slate.places) == 8
    assert len(slate.bench) == 16
    assert [row["product"] for row in slate.places] == [card["id"] for card in seen.cards]
    scores = {}
    for row in [*slate.places, *slate.bench]:
        assert [points_of(term, slate) for term in row["terms"]] == [term["points"] for term in row["terms"]]
        scores[row["product"]] = sum(term["points"] for term in row["terms"])
    assert [scores[row["product"]] for row in slate.places] == sorted(
        (scores[row["product"]] for row in slate.places), reverse=True
    )
    told = explaining.explain(slate, person=town.mei)["places"]
    for place, row in enumerate(slate.places, start=1):
        named = max(row["terms"], key=lambda term: term["points"])
        left = scores[row["product"]] - named["points"]
        # Counted here over everything kept, as a stranger would: place by place, two of a shop.
        anew = sorted(scores, key=lambda product: -(left if product == row["product"] else scores[product]))
        assert place_in(anew, row["product"], slate) > place
        without = told[place - 1]["without"]
        assert without is None or without > place
        assert told[place - 1]["score"] == scores[row["product"]]


def place_in(ordered: list[int], product: int, slate: Slate) -> float:
    shop_of = {row["product"]: row["shop"] for row in [*slate.places, *slate.bench]}
    taken: list[int] = []
    for each in ordered:
        shop = shop_of[each]
        if taken.count(shop) < slate.parameters["of_a_shop"]:
            taken.append(shop)
            if each == product:
                return len(taken)
    return math.inf


def test_the_line_on_a_card_is_its_largest_term(town):
    lines = {card["id"]: card["why"] for card in home_of(town.mei).cards}
    slate = Slate.objects.get()
    kinds = set()
    for row in slate.places:
        named = max(row["terms"], key=lambda term: term["points"])
        kinds.add(named["kind"])
        if named["kind"] == "label":
            ordinal = {1: "1st", 2: "2nd", 4: "4th"}[named["place"]]
            assert lines[row["product"]] == f"{a_label(named['of']).name}, your {ordinal} label"
        if named["kind"] == "wants":
            assert lines[row["product"]] == f"{named['people']} in A Tea House want it"
    assert {"label", "wants"} <= kinds


# -- what comes into question


def test_only_goods_one_could_discover_are_suggested():
    mei = a_person()
    a_wear(mei, "tea-house")
    kept = a_small_shop(keeper=mei)
    not_theirs = {
        "another shop's, which is not small": an_old_product(a_shop()),
        "of one's own shop": an_old_product(kept),
        "kept off the shelf": an_old_product(listed=False),
        "no longer sold": an_old_product(retired_at=NOON),
        "wanted": an_old_product(),
        "had": an_old_product(),
        "of another label": an_old_product(),
    }
    for what, product in not_theirs.items():
        a_tag(product, "nuts" if what == "of another label" else "tea-house")
    a_mark(not_theirs["wanted"], person=mei)
    a_mark(not_theirs["had"], person=mei, shelf="had", is_public=False)
    a_tag(right := an_old_product(), "tea-house")
    assert shown(mei) == [right.pk]


def test_a_label_this_town_hides_suggests_nothing():
    mei = a_person()
    a_wear(mei, "tea-house")
    a_tag(an_old_product(), "tea-house")
    assert home_of(mei).cards
    Label.objects.filter(slug="tea-house").update(hidden_at=NOON)
    assert home_of(mei) == Shown()


def test_who_has_told_nothing_and_is_nowhere_sees_what_is_new():
    newcomer = a_person()
    new = an_old_product(added_at=NOON, first_listed_at=NOON)
    an_old_product()
    [card] = home_of(newcomer).cards
    assert (card["id"], card["why"]) == (new.pk, "new in the town today")


def test_a_day_is_the_towns_own():
    from watercress.kernel.models import Town

    Town.objects.create(pk=1, name="Ours", time_zone="Asia/Shanghai", founded_at=NOON)
    here.forget()
    late = NOON.replace(hour=15, minute=59)  # One minute before midnight there.
    an_old_product(added_at=late, first_listed_at=late)
    newcomer = a_person()
    assert home_of(newcomer, at=late).cards[0]["why"] == "new in the town today"
    [card] = home_of(newcomer, at=late + timedelta(minutes=2)).cards
    assert card["why"] == "new in the town since yesterday"


# -- what circles want


def wants_line(person: Any, product: Any) -> tuple[str, dict[str, Any]]:
    seen = home_of(person)
    why = next(card["why"] for card in seen.cards if card["id"] == product.pk)
    terms = terms_of(Slate.objects.get(key=seen.key), product.pk)
    return why, next(term for term in terms if term["kind"] == "wants")


def test_fewer_than_five_are_a_few_in_the_words_in_the_row_and_in_the_sum():
    mei, friends, pot = a_person(), [a_person() for _ in range(5)], an_old_product()
    a_circle(members=(mei, *friends), name="A Tea House")
    told = []
    for friend in friends:
        wanted_by(pot, friend)
        told.append(wants_line(mei, pot))
    assert {why for why, _term in told[:4]} == {"a few in A Tea House want it"}
    assert all("people" not in term for _why, term in told[:4])
    assert len({term["points"] for _why, term in told[:4]}) == 1
    assert told[4][0] == "5 in A Tea House want it"


def test_only_what_others_want_for_all_to_see_counts():
    mei, friends, pot = a_person(), [a_person() for _ in range(5)], an_old_product()
    a_circle(members=(mei, *friends))
    gone = a_person(is_active=False)
    a_circle(members=(mei, gone))
    wanted_by(pot, *friends[:2], is_public=False)
    wanted_by(pot, friends[2], held_at=NOON)
    wanted_by(pot, friends[3], shelf="have")
    wanted_by(pot, gone, a_person("stranger"))
    assert home_of(mei) == Shown()
    wanted_by(pot, friends[4])
    assert shown(mei) == [pot.pk]


def test_the_circle_with_most_is_named_and_nobody_is_counted_in_two():
    mei, friends, pot = a_person(), [a_person() for _ in range(6)], an_old_product()
    a_circle(members=(mei, *friends[:2]), name="Small")
    a_circle(members=(mei, *friends), name="Large")
    a_circle(members=tuple(friends), name="Not hers")
    wanted_by(pot, *friends)
    assert wants_line(mei, pot)[0] == "6 in Large want it"


# -- what is kept


def test_looking_again_writes_nothing_and_another_want_makes_another_slate(town):
    first = home_of(town.mei)
    with CaptureQueriesContext(connection) as asked:
        again = slates.for_home(town.mei, worn.by(town.mei), circles_of(town.mei), at=NOON + timedelta(hours=1))
    assert again == first
    assert all(query["sql"].startswith("SELECT") for query in asked)
    assert Slate.objects.count() == 1
    a_mark(town.goods[0], person=town.mei)
    assert home_of(town.mei).key != first.key
    assert Slate.objects.count() == 2


def test_a_slate_knows_nobody_and_not_which_label_is_worn_unseen(town):
    key = home_of(town.mei).key
    row = Slate.objects.values().get(key=key)
    assert "plus-size" not in repr(row)
    assert any(term["kind"] == "own" for place in [*row["places"], *row["bench"]] for term in place["terms"])
    assert not any(field.is_relation for field in Slate._meta.get_fields())
    # Who wears and wants the same is shown the very same row.
    twin = a_person()
    for slug in WORN:
        a_wear(twin, slug)
    for circle in (town.tea, town.nuts):
        circle.memberships.create(person=twin, joined_at=NOON)
    assert home_of(twin).key == key


def test_a_key_cannot_be_guessed_from_what_is_shown(town, settings):
    key = home_of(town.mei).key
    Slate.objects.all().delete()
    settings.SECRET_KEY = "another town's"
    assert home_of(town.mei).key != key


def test_a_private_label_is_named_to_its_wearer_alone(town):
    mei = a_person()
    a_wear(mei, "plus-size")
    [why] = {card["why"] for card in home_of(mei).cards if card["why"].startswith("Plus")}
    assert why == "Plus size, your 1st label"
    slate = Slate.objects.get()
    assert "Plus" not in repr(explaining.explain(slate, person=mei))
    assert "a label you wear unseen" in repr(explaining.explain(slate, person=mei))


def test_a_closed_circle_is_named_only_to_who_may_read_it():
    mei, friends, pot = a_person(), [a_person() for _ in range(5)], an_old_product()
    a_circle(members=(mei, *friends), name="Behind doors", readable_by="members")
    wanted_by(pot, *friends)
    home_of(mei)
    slate = Slate.objects.get()
    assert explaining.explain(slate, person=mei)["places"][0]["named"] == "5 in Behind doors want it"
    for stranger in (a_person(), VISITOR):
        told = repr(explaining.explain(slate, person=stranger))
        assert "Behind doors" not in told
        assert "5 in a circle of yours want it" in told


def test_a_day_keeps_only_so_many_and_shows_the_rest_all_the_same(town, monkeypatch):
    monkeypatch.setitem(slates.MOST_A_DAY, Surface.FRONT, 1)
    for slug in ("tea-house", "nuts"):
        seen = slates.for_home(VISITOR, worn.chosen([slug]), [], at=NOON)
        assert len(seen.cards) == 8
    assert seen.key == ""
    assert Slate.objects.count() == 1
    assert home_of(town.mei).key


def test_a_full_disk_costs_the_why_and_not_the_page(town, monkeypatch):
    def full(*_: Any, **__: Any) -> None:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(Slate.objects, "bulk_create", full)
    seen = home_of(town.mei)
    assert (len(seen.cards), seen.key) == (8, "")


def test_slates_are_forgotten_after_thirty_days():
    for number, days in enumerate((30, 31, 400)):
        day = (NOON - timedelta(days=days)).date()
        Slate.objects.create(
            key=str(number), surface="home", day=day, town=1, parameters={}, places=[], bench=[]
        )  # fmt: skip
    assert slates.forget(at=NOON) == 2
    assert Slate.objects.get().key == "0"


def test_the_reasons_are_asked_for_in_few_queries_however_many_there_are(town):
    def asked() -> int:
        Slate.objects.all().delete()
        here.town()
        with CaptureQueriesContext(connection) as queries:
            home_of(town.mei)
        return sum(query["sql"].startswith("SELECT") for query in queries)

    before = asked()
    for slug in ("home-cook", "vintage", "minimal", "small-fresh"):
        a_wear(town.mei, slug)
    for product in Mark.objects.exclude(person=town.mei).values_list("product", flat=True)[:20]:
        wanted_by(next(each for each in town.goods if each.pk == product), a_person())
    assert asked() == before <= 6
