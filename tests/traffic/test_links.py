"""Signed links: whatever is changed in one, it is no longer ours."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watercress.traffic import links, sources
from watercress.traffic.links import Altered, Card, Expired
from watercress.traffic.sources import NOWHERE, Source, Surface

NOW = datetime(2026, 9, 1, 12, 0, 0, 123000, tzinfo=UTC)
NUMBERS = st.integers(1, 2**63 - 1)
SOURCES = st.one_of(
    st.just(NOWHERE), st.builds(sources.community, NUMBERS, st.none() | NUMBERS), st.builds(sources.label, NUMBERS)
)


@given(NUMBERS, st.booleans(), st.integers(0, 500), st.sampled_from(Surface), SOURCES)
def test_a_card_says_again_what_was_put_into_it(number, is_front, position, surface, source):
    digest = links.digest(surface, source, [(1, 2)])
    card = Card(0 if is_front else number, number if is_front else 0, position, surface, source, digest)
    assert links.read_card(links.card(card)) == card


@given(st.data(), st.integers(0, 200), st.integers(1, 255))
def test_s52_a_card_of_which_one_character_was_changed_is_refused(data, place, by):
    written = links.card(Card(77, 0, 3, Surface.TOPIC, Source("c4", 9), "Abc-_1"))
    place %= len(written)
    changed = written[:place] + chr((ord(written[place]) + by) % 256) + written[place + 1 :]
    with pytest.raises(Altered):
        links.read_card(changed)


@pytest.mark.parametrize("written", ["", ".", "....", "1t.1.0.x", "壶", "1t.1.0.abcdef.é", "a" * 5000])
def test_what_was_never_a_card_is_refused(written):
    with pytest.raises(Altered):
        links.read_card(written)


def test_a_slate_says_to_the_millisecond_when_it_was_served():
    digest = links.digest(Surface.HOME, NOWHERE, [(1, 2)])
    slate = links.slate(digest, at=NOW)
    assert len(slate) == links.SLATE_LENGTH
    assert links.served_at(slate, digest, at=NOW + timedelta(hours=47)) == NOW


def test_a_slate_goes_with_the_cards_of_its_own_page_alone():
    one, other = (links.digest(Surface.HOME, NOWHERE, [(number, 2)]) for number in (1, 3))
    with pytest.raises(Altered):
        links.served_at(links.slate(one, at=NOW), other, at=NOW)


@pytest.mark.parametrize("place", range(links.SLATE_LENGTH))
def test_s52_a_slate_of_which_one_character_was_changed_is_refused(place):
    digest = links.digest(Surface.HOME, NOWHERE, [(1, 2)])
    slate = links.slate(digest, at=NOW)
    changed = slate[:place] + ("A" if slate[place] != "A" else "B") + slate[place + 1 :]
    with pytest.raises(Altered):
        links.served_at(changed, digest, at=NOW)


@pytest.mark.parametrize("written", ["", "A" * 23, "A" * 25, "壶" * 24, "!" * 24])
def test_what_was_never_a_slate_is_refused(written):
    with pytest.raises(Altered):
        links.served_at(written, "abcdef", at=NOW)


def test_after_two_days_a_slate_is_too_old():
    slate = links.slate("abcdef", at=NOW)
    with pytest.raises(Expired):
        links.served_at(slate, "abcdef", at=NOW + timedelta(days=2, seconds=1))


def test_links_of_another_town_are_not_ours(settings):
    card = links.card(Card(77, 0, 3, Surface.TOPIC, NOWHERE, "Abc-_1"))
    settings.SECRET_KEY = "another town's"
    with pytest.raises(Altered):
        links.read_card(card)


@given(st.sampled_from(Surface), SOURCES)
def test_an_address_carries_what_showed_it(surface, source):
    assert links.read_via(links.via(surface, source)) == (surface, source)


@pytest.mark.parametrize("written", ["", ".", "t", "tc4.AAAAAAAA", "tc4", "x" * 300, "tc4.é"])
def test_an_address_that_was_played_with_carries_nothing(written):
    assert links.read_via(written) is None
