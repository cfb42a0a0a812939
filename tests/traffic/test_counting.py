"""What counts, what does not and why; and the totals that must always equal it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from tests.factories import NOON, a_circle, a_label, a_person, a_product, a_shop
from tests.traffic.looks import BROWSER, a_click, a_look, a_page
from watercress.catalogue.models import Keeper
from watercress.traffic import day_keys, months, recording, recounting, reports, retention, slates, sources, visiting
from watercress.traffic.links import Altered
from watercress.traffic.models import Impression, Loss, Reason, Tally, Visit
from watercress.traffic.sources import Surface
from watercress.traffic.validity import MOST_SLATES_A_DAY

pytestmark = pytest.mark.django_db
SOON = NOON + timedelta(seconds=4)


@pytest.fixture(autouse=True)
def _nothing_waits():
    slates._waiting.clear()
    slates._dropped.clear()
    day_keys.forget()
    yield
    slates._waiting.clear()
    day_keys.forget()


@pytest.fixture
def pot():
    return a_product(shop=a_shop("Kiln No. 9", host="kiln.example", small_since=NOON))


def total(**columns):
    rows = Tally.objects.filter(**columns)
    return {name: sum(getattr(row, name) for row in rows) for name in ("shown", "visits", "small_visits")}


def test_a_look_and_a_click_are_stored_and_counted(pot):
    circle = a_circle()
    page = a_page(pot, source=sources.community(circle.pk, 7))
    slate = a_look(page)
    assert not Impression.objects.exists(), "a look writes nothing by itself"
    assert slates.flush() == 1
    look = Impression.objects.get()
    assert (look.slate, look.surface, look.place, look.post) == (slate, "t", f"c{circle.pk}", 7)
    assert (look.shown, look.reason, len(look.day_key)) == ([[pot.pk, pot.shop_id]], "", 16)
    visit = a_click(page, slate)
    assert (visit.reason, visit.product, visit.place, visit.small) == ("", pot, f"c{circle.pk}", True)
    assert Visit.objects.get().day_key == look.day_key
    assert total(shop=pot.shop, place=f"c{circle.pk}") == {"shown": 1, "visits": 1, "small_visits": 1}
    for row, visits in ((circle, 1), (pot.shop, 1)):
        row.refresh_from_db()
        assert row.visits_this_month == visits


def test_a_label_is_told_of_visits_to_small_shops_and_only_of_those(pot):
    label = a_label("tea-house")
    large = a_product(shop=a_shop(host="large.example"))
    page = a_page(pot, large, surface=Surface.LABEL, source=sources.label(label.pk))
    slate = a_look(page)
    a_click(page, slate)
    a_click(page, slate, position=1)
    label.refresh_from_db()
    large.shop.refresh_from_db()
    assert (label.visits_this_month, large.shop.visits_this_month) == (1, 1)
    assert total() == {"shown": 0, "visits": 2, "small_visits": 1}


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (replace(BROWSER, head=True), Reason.HEAD),
        (replace(BROWSER, prefetch=True), Reason.PREFETCH),
        (replace(BROWSER, agent="Mozilla/5.0 (compatible; Googlebot/2.1)"), Reason.BOT),
        (replace(BROWSER, agent="curl/8.5.0"), Reason.BOT),
        (replace(BROWSER, agent=""), Reason.BOT),
    ],
)
def test_s47_what_is_no_person_is_stored_and_not_counted(pot, asked, reason):
    page = a_page(pot)
    a_look(page, asked=asked)
    slates.flush()
    visit = a_click(page, a_look(page), asked=asked)
    assert Impression.objects.get().reason == visit.reason == Visit.objects.get().reason == reason
    assert total() == {"shown": 0, "visits": 0, "small_visits": 0}


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 MicroMessenger/8.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 16; CUBOT X90) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
    ],
)
def test_people_s_browsers_are_not_taken_for_programs(pot, agent):
    page = a_page(pot)
    assert a_click(page, a_look(page), asked=replace(BROWSER, agent=agent)).reason == ""


def test_s47_a_click_faster_than_anyone_reads_does_not_count(pot):
    page = a_page(pot)
    assert a_click(page, a_look(page), at=NOON + timedelta(milliseconds=299)).reason == Reason.TOO_SOON
    assert a_click(page, a_look(page), at=NOON + timedelta(milliseconds=300)).reason == ""


def test_s47_a_link_counts_once(pot):
    page = a_page(pot)
    slate = a_look(page)
    later = SOON + timedelta(minutes=5)
    assert [a_click(page, slate).reason, a_click(page, slate, at=later).reason] == ["", Reason.REUSED]
    assert total()["visits"] == 1


def test_s47_the_same_again_within_half_a_minute_does_not_count(pot):
    page = a_page(pot)
    assert a_click(page, a_look(page)).reason == ""
    assert a_click(page, a_look(page), at=SOON + timedelta(seconds=29)).reason == Reason.REPEAT
    # Each repeat begins the half minute anew: a script that clicks all day has one visit.
    assert a_click(page, a_look(page), at=SOON + timedelta(seconds=58)).reason == Reason.REPEAT
    assert a_click(page, a_look(page), at=SOON + timedelta(seconds=90)).reason == ""


def test_others_and_other_things_are_no_repeat(pot):
    cup = a_product(shop=pot.shop)
    page = a_page(pot, cup)
    slate = a_look(page)
    assert a_click(page, slate).reason == a_click(page, slate, position=1).reason == ""
    assert a_click(page, a_look(page), asked=replace(BROWSER, address="198.51.100.1")).reason == ""


def test_s47_a_keepers_own_click_does_not_count(pot):
    keeper, other = a_person(), a_person()
    Keeper.objects.create(shop=pot.shop, person=keeper, since=NOON)
    page = a_page(pot)
    assert a_click(page, a_look(page), person=keeper).reason == Reason.OWN
    assert a_click(page, a_look(page), person=other).reason == ""


def test_who_refuses_to_be_measured_counts_and_has_no_key(pot):
    page, asked = a_page(pot), replace(BROWSER, refuses=True)
    a_look(page, asked=asked)
    slates.flush()
    assert (Impression.objects.get().day_key, Impression.objects.get().reason) == ("", "")
    visits = [a_click(page, a_look(page), asked=asked) for _twice in range(2)]
    assert {(visit.day_key, visit.reason) for visit in visits} == {("", "")}


def test_more_slates_than_anyone_looks_at_are_stored_and_not_counted(pot):
    page = a_page(pot)
    for number in range(MOST_SLATES_A_DAY + 3):
        a_look(page, at=NOON + timedelta(seconds=number))
        if number == 50:
            slates.flush()
    slates.flush()
    assert Impression.objects.filter(reason=Reason.TOO_MANY).count() == 3
    assert total()["shown"] == MOST_SLATES_A_DAY


def test_a_card_of_one_page_does_not_go_with_a_slate_of_another(pot):
    one, other = a_page(pot), a_page(pot, surface=Surface.SEARCH)
    with pytest.raises(Altered):
        a_click(one, a_look(other))


def test_slates_wait_for_a_database_that_is_away_and_too_many_are_counted_as_dropped(pot, monkeypatch):
    page = a_page(pot)
    monkeypatch.setattr(slates, "MOST_WAITING", 3)
    for _five in range(5):
        a_look(page)

    def full(_rows):
        raise DatabaseError("disk full")

    with monkeypatch.context() as away:
        away.setattr(recording, "write", full)
        assert slates.flush() == 0
    assert slates.flush() == 3
    assert Impression.objects.count() == 3
    assert Loss.objects.get().dropped == 2
    assert recounting.recount(at=NOON) == []


def test_a_month_begins_at_nothing(pot):
    circle = a_circle()
    page = a_page(pot, source=sources.community(circle.pk))
    a_click(page, a_look(page))
    assert months.recount(at=NOON) == []
    off = months.recount(at=NOON + timedelta(days=30))
    assert {(each.counter, each.said, each.is_) for each in off} == {("visits_this_month", 1, 0)}
    circle.refresh_from_db()
    assert circle.visits_this_month == 0
    assert total()["visits"] == 1


def test_what_is_off_is_said_and_mended_and_a_check_only_says(pot, capsys, time_machine):
    time_machine.move_to(NOON)
    page = a_page(pot)
    slate = a_look(page)
    slates.flush()
    a_click(page, slate)
    call_command("recount", "--check")
    Tally.objects.update(visits=7)
    for _twice in range(2):
        with pytest.raises(CommandError, match="off"):
            call_command("recount", "--check")
    assert "visits: visits of tally" in capsys.readouterr().out
    assert Tally.objects.get().visits == 7
    call_command("recount")
    assert Tally.objects.get().visits == 1
    call_command("recount", "--check")


def test_old_rows_go_and_their_totals_stay(pot):
    page = a_page(pot)
    slate = a_look(page)
    slates.flush()
    a_click(page, slate)
    assert retention.forget(at=NOON + timedelta(days=29)) == 0
    assert retention.forget(at=NOON + timedelta(days=30)) == 1
    assert retention.forget(at=NOON + timedelta(days=395)) == 0
    assert recounting.recount(at=NOON + timedelta(days=200)) == []
    assert retention.forget(at=NOON + timedelta(days=396)) == 1
    assert recounting.recount(at=NOON + timedelta(days=400)) == []
    assert total() == {"shown": 1, "visits": 1, "small_visits": 1}


def test_visits_stay_counted_when_what_sent_them_is_gone(pot):
    circle = a_circle()
    page = a_page(pot, source=sources.community(circle.pk))
    a_click(page, a_look(page))
    circle.memberships.all().delete()
    circle.delete()
    (place,) = reports.of(pot.shop, days=28, at=NOON).places
    assert (place.visits, place.kind, place.name) == (1, reports.GONE, "")
    assert visiting.counted(Visit.objects.all())


def test_a_report_puts_together_what_one_place_sent_and_compares_with_the_days_before(pot):
    circle = a_circle(name="A Tea House")
    for surface, days_ago, clicks in ((Surface.TOPIC, 0, 6), (Surface.CIRCLE, 3, 4), (Surface.TOPIC, 9, 8)):
        at = NOON - timedelta(days=days_ago)
        page = a_page(pot, surface=surface, source=sources.community(circle.pk))
        for number in range(clicks):
            asked = replace(BROWSER, address=f"198.51.{number}.1")
            a_click(page, a_look(page, asked=asked, at=at), asked=asked, at=at + timedelta(seconds=5))
    slates.flush()
    report = reports.of(pot.shop, days=7, at=NOON)
    assert [(place.kind, place.name, place.visits) for place in report.places] == [("circle", "A Tea House", 10)]
    assert (report.visits.is_, report.visits.was, report.visits.percent) == (10, 8, 25)
    assert reports.of(pot.shop, days=1, at=NOON).visits.is_ == 6
    assert reports.of(pot.shop, days=28, at=NOON).visits == reports.Number(18, 0)
