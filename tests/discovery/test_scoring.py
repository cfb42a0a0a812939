"""A score is the sum of its reasons, and whoever has the reasons can count everything again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watercress.discovery import scoring
from watercress.discovery.scoring import PARAMETERS, Candidate, Kind, Term

DAY = date(2026, 9, 1)
KINDS = (Kind.LABEL, Kind.WANTS, Kind.NEW)

terms = st.builds(Term, kind=st.sampled_from(KINDS), points=st.integers(1, 60), place=st.integers(1, 12))
goods = st.tuples(st.integers(1, 9), st.lists(terms, max_size=4))
# Few shops and few points, so that shops crowd and scores tie.
towns = st.lists(goods, min_size=1, max_size=90).map(
    lambda rows: [Candidate(number, shop, tuple(given)) for number, (shop, given) in enumerate(rows, start=1)]
)


@given(towns)
def test_a_slate_is_the_best_there_is_with_at_most_two_of_a_shop(town):
    slate, bench = scoring.arrange(town, day=DAY)
    shops = [each.shop for each in slate]
    assert all(shops.count(shop) <= 2 for shop in shops)
    assert len(slate) <= 8
    assert [each.score for each in slate] == sorted((each.score for each in slate), reverse=True)
    assert all(each.score > 0 for each in [*slate, *bench])
    left_out = [each for each in town if each not in slate and each.score > 0]
    full = {shop for shop in shops if shops.count(shop) == 2}
    assert all(each.score <= slate[-1].score or each.shop in full for each in left_out)


@given(towns, st.data())
def test_without_one_reason_a_card_falls_by_it_and_the_kept_rows_tell_where(town, data):
    slate, bench = scoring.arrange(town, day=DAY)
    if not slate:
        return
    card = data.draw(st.sampled_from(slate))
    term = data.draw(st.sampled_from(card.terms))
    lowered = card.without(term)
    assert lowered.score == card.score - term.points

    recounted = scoring.place_without([*slate, *bench], card.product, term, day=DAY)

    anew, _bench = scoring.arrange([lowered if each == card else each for each in town], day=DAY)
    assert recounted == scoring.place_of(anew, card.product)
    before = scoring.place_of(slate, card.product)
    assert recounted is None or recounted >= before


@given(towns, st.data())
def test_it_drops_where_anything_the_slate_may_show_lies_between(town, data):
    slate, bench = scoring.arrange(town, day=DAY)
    if not slate:
        return
    card = data.draw(st.sampled_from(slate))
    without = card.score - card.named.points
    overtaking = [each for each in slate if without < each.score < card.score]
    if overtaking:
        place = scoring.place_without([*slate, *bench], card.product, card.named, day=DAY)
        assert place is None or place > scoring.place_of(slate, card.product)


def test_the_largest_term_is_named_and_of_equal_ones_the_first():
    label, wants = Term(Kind.LABEL, 300, of="tea-house"), Term(Kind.WANTS, 300, of="7")
    assert Candidate(1, 1, (label, wants, Term(Kind.NEW, 20))).named == label
    assert Candidate(1, 1, (label, replace(wants, points=301))).named.kind is Kind.WANTS


def test_what_is_worn_first_and_borne_by_few_counts_most():
    weights = [scoring.rank_weight(place) for place in range(1, 13)]
    assert weights == sorted(weights, reverse=True)
    assert (weights[0], weights[2]) == (1, 0.5)
    points = [scoring.label_points(1, goods=goods, town=1000) for goods in (0, 1, 10, 100, 1000)]
    assert points == sorted(points, reverse=True)
    assert points[0] == PARAMETERS.label
    # Retired goods bear labels, too, so there may be more of them than stand on the shelves.
    assert scoring.label_points(12, goods=5000, town=3) > 0


def test_a_few_count_alike_however_few():
    assert len({scoring.wants_points(people) for people in range(5)}) == 1
    told = [scoring.wants_points(people) for people in (0, 5, 6, 12, 100)]
    assert told == sorted(set(told))


def test_newness_halves_in_a_week_and_ends():
    assert scoring.new_points(7) == scoring.new_points(0) / 2
    assert scoring.new_points(27) > 0
    assert [scoring.new_points(days) for days in (28, 400, -1)] == [0, 0, 0]


def test_equals_take_turns_and_anyone_can_repeat_the_draw():
    equals = [Candidate(number, number, (Term(Kind.NEW, 10),)) for number in range(1, 40)]
    days = [DAY + timedelta(days=n) for n in range(30)]
    first = [scoring.arrange(equals, day=day)[0][0].product for day in days]
    assert len(set(first)) > 10
    assert first == [scoring.arrange(reversed(equals), day=day)[0][0].product for day in days]


@pytest.mark.parametrize(
    "term",
    [
        Term(Kind.LABEL, 412, of="tea-house", place=2, goods=31),
        Term(Kind.WANTS, 388, of="7", people=5),
        Term(Kind.WANTS, 238, of="7"),
        Term(Kind.NEW, 150),
        Term(Kind.NEW, 91, days=5),
    ],
)
def test_a_term_is_kept_whole_but_for_its_name(term):
    assert scoring.read(replace(term, name="In this language").stored()) == term


def test_of_a_label_worn_unseen_only_that_there_is_one_is_kept():
    worn = Term(Kind.LABEL, 275, of="plus-size", place=3, goods=4, name="Plus size", is_private=True)
    assert worn.stored() == {"kind": "own", "points": 275}
