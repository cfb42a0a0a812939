from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import NOON, a_label, a_person, a_product, a_tag, a_wear
from watercress.kernel import events
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.labels import recounting, wearing
from watercress.labels.events import LabelsWorn
from watercress.labels.models import Label, Wear

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=40)
VISITOR = AnonymousUser()


def worn(person):
    rows = Wear.objects.filter(person=person).order_by("position")
    return [(row["label__slug"], row["is_public"]) for row in rows.values("label__slug", "is_public")]


def wearers(*slugs):
    return [Label.objects.get(slug=slug).wearers_count for slug in slugs]


def arrange(person, *slugs, at=NOON):
    return wearing.arrange(person, worn=[(slug, True) for slug in slugs], by=person, at=at)


def test_someone_wears_labels_in_the_order_they_choose():
    mei = a_person()
    arrange(mei, "mori-girl", "tea-house", "cat-person")
    arrange(mei, "tea-house", "mori-girl", at=LATER)

    assert worn(mei) == [("tea-house", True), ("mori-girl", True)]
    assert [wear.position for wear in mei.wears.all()] == [1, 2]
    assert {wear.since for wear in mei.wears.all()} == {NOON}
    assert wearers("tea-house", "mori-girl", "cat-person") == [1, 1, 0]


def test_a_wear_nobody_sees_is_counted_nowhere_and_shown_to_nobody():
    mei, bo = a_person(), a_person()
    wearing.arrange(mei, worn=[("tea-house", False), ("petite", None), ("mori-girl", None)], by=mei, at=NOON)

    assert wearers("tea-house", "petite", "mori-girl") == [0, 0, 1]
    assert [row["slug"] for row in wearing.of(mei, mei)] == ["tea-house", "petite", "mori-girl"]
    for viewer in (bo, VISITOR):
        rows = wearing.of(mei, viewer)
        assert [(row["slug"], row["position"]) for row in rows] == [("mori-girl", 1)], "a gap would tell of the others"


def test_what_is_shown_at_last_is_shown_as_new():
    mei = a_person()
    wearing.put_on(mei, "tea-house", is_public=False, by=mei, at=NOON)
    wearing.put_on(mei, "tea-house", is_public=True, by=mei, at=LATER)
    assert (mei.wears.get().since, wearers("tea-house")) == (LATER, [1])
    wearing.put_on(mei, "tea-house", is_public=False, by=mei, at=LATER)
    assert wearers("tea-house") == [0]


def test_putting_on_taking_off_and_moving_leave_the_others_as_they_are():
    mei = a_person()
    arrange(mei, "mori-girl", "tea-house", "cat-person")
    wearing.put_on(mei, "petite", by=mei, at=LATER)
    wearing.put_on(mei, "mori-girl", by=mei, at=LATER)
    wearing.move(mei, "petite", places=-2, by=mei, at=LATER)
    wearing.take_off(mei, "tea-house", by=mei, at=LATER)
    wearing.take_off(mei, "tea-house", by=mei, at=LATER)
    assert worn(mei) == [("mori-girl", True), ("petite", False), ("cat-person", True)]
    assert wearers("mori-girl", "petite", "tea-house", "cat-person") == [1, 0, 0, 1]
    wearing.move(mei, "mori-girl", places=99, by=mei, at=LATER)
    assert [slug for slug, _shown in worn(mei)] == ["petite", "cat-person", "mori-girl"]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ([f"{slug}" for slug in "student office-worker remote-worker first-job artsy-youth ordinary-youth".split()]
         + "tomboy new-mum cat-person dog-person petite tall plus-size".split(), "at most 12"),
        (["tea-house", "tea-house"], "once"),
        (["nobody-knows-it"], "no such label"),
        (["kaw\0aii"], "no such label"),
        (["\ud800"], "no such label"),
        (["hipster-with-a-very-long-name" * 1000], "no such label"),
        (["cat-person"], "no such label"),
    ],
)  # fmt: skip
def test_what_cannot_be_worn_is_refused_with_the_reason_and_nothing_changes(sent, why):
    mei = a_person()
    arrange(mei, "mori-girl")
    Label.objects.filter(slug="cat-person").update(hidden_at=NOON)

    with pytest.raises(Refused, match=why):
        arrange(mei, *sent)
    assert worn(mei) == [("mori-girl", True)]


def test_a_thirteenth_is_refused_and_a_hidden_one_that_is_worn_may_stay():
    mei = a_person()
    twelve = list(Label.objects.filter(private_by_default=False).values_list("slug", flat=True)[:12])
    arrange(mei, *twelve)
    Label.objects.filter(slug=twelve[3]).update(hidden_at=NOON)

    wearing.move(mei, twelve[3], places=-9, by=mei, at=NOON)
    with pytest.raises(Refused, match="at most 12"):
        wearing.put_on(mei, "tea-house", by=mei, at=NOON)
    assert len(worn(mei)) == 12
    assert len(wearing.of(mei, mei)) == 11
    assert [row["slug"] for row in wearing.kept_by(mei) if row["hidden"]] == [twelve[3]]


def test_nobody_chooses_for_others_and_the_suspended_choose_nothing():
    mei, bo, gone = a_person(), a_person(), a_person(is_active=False)
    for person, by in ((mei, bo), (mei, VISITOR), (gone, gone)):
        with pytest.raises(NotAllowed):
            wearing.put_on(person, "tea-house", by=by, at=NOON)
    assert not Wear.objects.exists()


def test_others_hear_of_a_change_and_of_nothing_else(monkeypatch):
    heard = []
    monkeypatch.setattr(events, "record", lambda happened, *, at: heard.append(happened))
    mei = a_person()
    arrange(mei, "mori-girl", "tea-house")
    arrange(mei, "mori-girl", "tea-house")
    wearing.take_off(mei, "petite", by=mei, at=NOON)
    assert heard == [LabelsWorn(person_id=mei.pk)]


def test_a_recount_mends_what_is_off_and_says_so():
    a_wear(a_person(), "tea-house", is_public=False)
    a_wear(a_person(), "tea-house")
    a_tag(a_product(), "tea-house")
    assert recounting.recount() == []
    Label.objects.filter(slug="tea-house").update(wearers_count=7, goods_count=0)

    found = {(each.counter, each.said, each.is_) for each in recounting.recount()}

    assert found == {("wearers_count", 7, 1), ("goods_count", 0, 1)}
    assert recounting.recount() == []
    assert (a_label().wearers_count, a_label().goods_count) == (1, 1)
