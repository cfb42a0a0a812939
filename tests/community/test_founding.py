import pytest

from tests.factories import NOON, a_circle, a_person, a_post
from watercress.community import founding, handover, membership
from watercress.community.models import Community, LogEntry
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.kernel.models import Delivery

pytestmark = pytest.mark.django_db


def found(founder=None, **chosen):
    given = {"name": "A Tea House", "sentence": "Slow leaves, small kilns.", "at": NOON, **chosen}
    return founding.found("circle", founder=founder or a_person(), **given)


def test_a_founder_is_the_first_member_and_a_steward():
    founder = a_person()

    circle = found(founder)

    assert (circle.slug, circle.members_count, circle.founder) == ("a-tea-house", 1, founder)
    assert circle.memberships.get().is_steward


def test_two_circles_of_one_name_have_two_addresses():
    assert [found().slug, found().slug, found().slug] == ["a-tea-house", "a-tea-house-2", "a-tea-house-3"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("一家茶馆", "一家茶馆"),
        ("Bream & reef 鲷鱼与礁石", "bream-reef-鲷鱼与礁石"),
        ("🍵🍵", "circle"),
        ("New", "new-2"),
    ],
)
def test_names_of_any_script_have_an_address(name, slug):
    assert found(name=name).slug == slug


def test_one_person_founds_at_most_fifteen():
    founder = a_person()
    for _ in range(15):
        found(founder)

    with pytest.raises(NotAllowed, match="15"):
        found(founder)

    founding.archive(Community.objects.first(), by=founder, at=NOON)
    found(founder)


def test_everything_wrong_with_a_new_circle_is_said_at_once():
    with pytest.raises(Refused) as refused:
        found(
            name=" ", sentence="x" * 201, joining="ask", readable_by="friends", lang="tlh", category="tea", slug="mine"
        )

    expected = {"name", "sentence", "question", "readable_by", "lang", "category", "slug"}
    assert set(refused.value.problems) == expected
    assert not Community.objects.exists()


@pytest.mark.parametrize(
    "field", ["founder", "members_count", "posts_count", "founded_at", "slug", "format_key", "archived_at"]
)
def test_s17_what_the_engine_keeps_cannot_be_sent(field):
    circle = a_circle()

    with pytest.raises(Refused):
        founding.change_settings(circle, by=circle.founder, at=NOON, **{field: 7})


def test_rules_are_kept_with_their_html():
    circle = found(rules="**Show** it first.")

    assert "<strong>Show</strong>" in circle.rules_html


def test_changing_settings_is_in_the_log():
    circle = found()

    changed = founding.change_settings(
        circle, by=circle.founder, at=NOON, question="What did you last brew?", joining="ask", member_name="tea friends"
    )

    assert set(changed) == {"question", "joining", "member_name"}
    assert set(LogEntry.objects.get().words.split(", ")) == set(changed)
    assert founding.change_settings(circle, by=circle.founder, at=NOON, member_name="tea friends") == []


def test_asking_needs_a_question():
    circle = found()

    with pytest.raises(Refused, match="question"):
        founding.change_settings(circle, by=circle.founder, at=NOON, joining="ask")


def test_an_open_circle_may_close_its_doors_to_readers():
    circle = found()

    founding.change_settings(circle, by=circle.founder, at=NOON, readable_by="members")

    circle.refresh_from_db()
    assert not circle.is_open_to_the_world


def test_what_was_written_for_members_stays_with_members():
    circle = a_circle(readable_by="members")
    a_post(circle)

    with pytest.raises(Refused, match="stays with members"):
        founding.change_settings(circle, by=circle.founder, at=NOON, readable_by="world")


def test_only_the_founder_changes_settings():
    steward = a_person()
    circle = a_circle(members=(steward,))
    circle.memberships.filter(person=steward).update(is_steward=True)

    with pytest.raises(NotAllowed, match="Only the founder"):
        founding.change_settings(circle, by=steward, at=NOON, name="Mine")


def test_a_closed_circle_is_read_only_until_it_opens_again():
    circle = a_circle()

    founding.archive(circle, by=circle.founder, at=NOON)
    founding.archive(circle, by=circle.founder, at=NOON)
    with pytest.raises(NotAllowed, match="closed"):
        membership.join(circle, person=a_person(), at=NOON)
    founding.reopen(circle, by=circle.founder, at=NOON)
    membership.join(circle, person=a_person(), at=NOON)

    assert list(LogEntry.objects.order_by("id").values_list("act", flat=True)) == ["archive", "reopen"]


def test_an_heir_is_a_member():
    member = a_person()
    circle = a_circle(members=(member,))

    with pytest.raises(NotAllowed, match="not a member"):
        founding.name_heir(circle, heir=a_person(), by=circle.founder, at=NOON)
    founding.name_heir(circle, heir=member, by=circle.founder, at=NOON)

    circle.refresh_from_db()
    assert circle.heir == member


def test_neighbours_stand_on_the_page_of_who_chose_them_only():
    circle, other = a_circle(), a_circle()

    founding.choose_neighbours(circle, neighbours=[other], by=circle.founder, at=NOON)

    assert list(circle.neighbours.all()) == [other]
    assert not other.neighbours.exists()
    with pytest.raises(Refused):
        founding.choose_neighbours(circle, neighbours=[circle], by=circle.founder, at=NOON)


def test_a_circle_is_handed_over_once_the_other_accepts():
    before, after = a_person(), a_person()
    circle = a_circle(founder=before, members=(after,))

    handover.offer(circle, to=after, by=before, at=NOON)
    circle.refresh_from_db()
    assert circle.founder == before
    handover.accept(circle, person=after, at=NOON)

    circle.refresh_from_db()
    assert circle.founder == after
    assert set(circle.memberships.values_list("is_steward", flat=True)) == {True}
    assert LogEntry.objects.get().act == "founder"


def test_nobody_takes_over_what_was_not_offered_to_them():
    thief, friend = a_person(), a_person()
    circle = a_circle(members=(thief, friend))
    handover.offer(circle, to=friend, by=circle.founder, at=NOON)

    with pytest.raises(NotAllowed, match="Nobody has offered"):
        handover.accept(circle, person=thief, at=NOON)


def test_an_offer_taken_back_declined_or_outlived_is_no_offer():
    friend, steward = a_person(), a_person()
    circle = a_circle(members=(friend, steward))

    handover.offer(circle, to=friend, by=circle.founder, at=NOON)
    assert handover.take_back(circle, by=circle.founder)
    handover.offer(circle, to=friend, by=circle.founder, at=NOON)
    assert handover.decline(circle, person=friend)
    handover.offer(circle, to=friend, by=circle.founder, at=NOON)
    membership.leave(circle, person=friend, at=NOON)
    membership.join(circle, person=friend, at=NOON)

    with pytest.raises(NotAllowed):
        handover.accept(circle, person=friend, at=NOON)


def test_the_outbox_holds_what_someone_reacts_to_and_nothing_for_nobody():
    found()

    told = list(Delivery.objects.values_list("event", "subscriber"))
    assert told == [("community.founded", "watercress.search.reactions.reread_community")]
