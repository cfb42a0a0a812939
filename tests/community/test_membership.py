from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import NOON, a_circle, a_person
from watercress.community import membership
from watercress.community.models import Ban, JoinRequest, LogEntry, Membership
from watercress.community.models.log import Act
from watercress.kernel.decisions import NotAllowed, Refused

pytestmark = pytest.mark.django_db


def members_of(circle):
    circle.refresh_from_db()
    assert circle.members_count == circle.memberships.count()
    return set(Membership.objects.filter(community=circle).values_list("person", flat=True))


def test_anyone_joins_an_open_circle():
    circle, reader = a_circle(), a_person()

    membership.join(circle, person=reader, at=NOON)

    assert members_of(circle) == {circle.founder_id, reader.pk}


def test_joining_twice_is_joining_once():
    circle, reader = a_circle(), a_person()

    first = membership.join(circle, person=reader, at=NOON)
    second = membership.join(circle, person=reader, at=NOON + timedelta(days=1))

    assert first == second
    assert len(members_of(circle)) == 2


@pytest.mark.parametrize(
    ("columns", "code", "way_in"),
    [
        ({"question": "What did you last brew?"}, "ask-first", "Ask to join by answering one question."),
        ({"joining": "invited"}, "invited-only", "New members are invited by the stewards."),
        ({"archived_at": NOON}, "archived", "closed"),
    ],
)
def test_a_closed_door_says_how_to_get_in(columns, code, way_in):
    circle = a_circle(**columns)

    with pytest.raises(NotAllowed, match=way_in) as refused:
        membership.join(circle, person=a_person(), at=NOON)

    assert refused.value.decision.code == code
    assert len(members_of(circle)) == 1


def test_a_visitor_signs_in_first():
    with pytest.raises(NotAllowed, match="Sign in first"):
        membership.join(a_circle(), person=AnonymousUser(), at=NOON)


def test_someone_suspended_joins_nothing():
    with pytest.raises(NotAllowed, match="suspended"):
        membership.join(a_circle(), person=a_person(is_active=False), at=NOON)


def test_a_steward_lets_someone_in_who_answered_the_question():
    circle, newcomer = a_circle(question="What did you last brew?"), a_person()

    request = membership.ask(circle, person=newcomer, answer="Dan Cong, twice.", at=NOON)
    membership.approve(request, by=circle.founder, at=NOON)

    assert newcomer.pk in members_of(circle)
    request.refresh_from_db()
    assert (request.approved, request.decided_by, request.question) == (True, circle.founder, "What did you last brew?")
    assert LogEntry.objects.get(community=circle).act == Act.APPROVE


def test_a_request_is_declined_with_a_reason():
    circle, newcomer = a_circle(question="What did you last brew?"), a_person()
    request = membership.ask(circle, person=newcomer, answer="Buy my tea!", at=NOON)

    with pytest.raises(Refused):
        membership.decline(request, by=circle.founder, reason="  ", at=NOON)
    membership.decline(request, by=circle.founder, reason="This is an advertisement.", at=NOON)

    request.refresh_from_db()
    assert (request.approved, request.reason) == (False, "This is an advertisement.")
    assert len(members_of(circle)) == 1


def test_asking_again_changes_the_answer():
    circle, newcomer = a_circle(question="What did you last brew?"), a_person()

    first = membership.ask(circle, person=newcomer, answer="Tea.", at=NOON)
    second = membership.ask(circle, person=newcomer, answer="Dan Cong.", at=NOON)

    assert first == second
    assert JoinRequest.objects.get().answer == "Dan Cong."


def test_someone_declined_may_ask_again():
    circle, newcomer = a_circle(question="What did you last brew?"), a_person()
    request = membership.ask(circle, person=newcomer, answer="Buy my tea!", at=NOON)
    membership.decline(request, by=circle.founder, reason="An advertisement.", at=NOON)

    again = membership.ask(circle, person=newcomer, answer="Sorry. Dan Cong.", at=NOON)

    assert again != request


def test_two_stewards_saying_yes_let_in_one():
    circle, newcomer = a_circle(question="What did you last brew?"), a_person()
    request = membership.ask(circle, person=newcomer, answer="Dan Cong.", at=NOON)

    first = membership.approve(request, by=circle.founder, at=NOON)
    second = membership.approve(request, by=circle.founder, at=NOON)

    assert first == second
    assert len(members_of(circle)) == 2
    assert LogEntry.objects.filter(community=circle).count() == 1


def test_a_declined_request_is_not_approved_afterwards():
    circle, newcomer = a_circle(question="What did you last brew?"), a_person()
    request = membership.ask(circle, person=newcomer, answer="Tea.", at=NOON)
    membership.decline(request, by=circle.founder, reason="Too short.", at=NOON)

    with pytest.raises(NotAllowed, match="already decided"):
        membership.approve(request, by=circle.founder, at=NOON)


def test_a_request_can_be_taken_back():
    circle, newcomer = a_circle(question="What did you last brew?"), a_person()
    membership.ask(circle, person=newcomer, answer="Dan Cong.", at=NOON)

    assert membership.withdraw_request(circle, person=newcomer)
    assert not membership.withdraw_request(circle, person=newcomer)


@pytest.mark.parametrize("answer", ["", " ", "\u200b", "x" * 1001, "a\x00b"])
def test_an_answer_is_neither_empty_nor_endless(answer):
    with pytest.raises(Refused):
        membership.ask(a_circle(question="What did you last brew?"), person=a_person(), answer=answer, at=NOON)


def test_s14_a_steward_of_one_circle_decides_nothing_in_another():
    tea, nuts, newcomer = a_circle(question="What?"), a_circle(), a_person()
    request = membership.ask(tea, person=newcomer, answer="Dan Cong.", at=NOON)

    with pytest.raises(NotAllowed, match="Only stewards"):
        membership.approve(request, by=nuts.founder, at=NOON)


def test_s26_leaving_twice_counts_once():
    member = a_person()
    circle = a_circle(members=(member,))

    assert membership.leave(circle, person=member, at=NOON)
    assert not membership.leave(circle, person=member, at=NOON)

    assert members_of(circle) == {circle.founder_id}


def test_when_the_founder_leaves_the_heir_takes_over():
    older_steward, heir = a_person(), a_person()
    circle = a_circle(members=(older_steward, heir), heir=heir)
    circle.memberships.filter(person=older_steward).update(is_steward=True)

    membership.leave(circle, person=circle.founder, at=NOON)

    assert circle.founder_id not in members_of(circle) or circle.founder == heir
    assert (circle.founder, circle.heir) == (heir, None)
    assert circle.memberships.get(person=heir).is_steward
    assert LogEntry.objects.get(community=circle).act == Act.FOUNDER


def test_without_an_heir_the_longest_serving_steward_takes_over():
    newer, older = a_person(), a_person()
    circle = a_circle(members=(newer, older))
    circle.memberships.filter(person__in=(newer, older)).update(is_steward=True)
    circle.memberships.filter(person=older).update(joined_at=NOON - timedelta(days=9))

    membership.leave(circle, person=circle.founder, at=NOON)

    circle.refresh_from_db()
    assert circle.founder == older


def test_a_suspended_heir_is_passed_over():
    heir, steward = a_person(is_active=False), a_person()
    circle = a_circle(members=(heir, steward), heir=heir)
    circle.memberships.filter(person=steward).update(is_steward=True)

    membership.leave(circle, person=circle.founder, at=NOON)

    circle.refresh_from_db()
    assert circle.founder == steward


def test_a_founder_without_an_heir_stays_until_one_is_named():
    circle = a_circle(members=(a_person(),))

    with pytest.raises(NotAllowed, match="Name an heir"):
        membership.leave(circle, person=circle.founder, at=NOON)

    assert len(members_of(circle)) == 2


def test_the_founder_of_a_closed_circle_may_simply_go():
    circle = a_circle(archived_at=NOON)

    membership.leave(circle, person=circle.founder, at=NOON)

    assert members_of(circle) == set()
    assert circle.founder is None


def test_an_heir_who_leaves_is_heir_no_longer():
    heir = a_person()
    circle = a_circle(members=(heir,), heir=heir)

    membership.leave(circle, person=heir, at=NOON)

    circle.refresh_from_db()
    assert circle.heir is None


def test_someone_banned_is_out_and_stays_out():
    member = a_person()
    circle = a_circle(members=(member,))

    membership.ban(circle, person=member, by=circle.founder, reason="Spam, three times.", at=NOON)

    assert members_of(circle) == {circle.founder_id}
    with pytest.raises(NotAllowed, match="Spam, three times"):
        membership.join(circle, person=member, at=NOON)


def test_a_ban_ends_an_open_request():
    circle, newcomer = a_circle(question="What?"), a_person()
    membership.ask(circle, person=newcomer, answer="Buy!", at=NOON)

    membership.ban(circle, person=newcomer, by=circle.founder, reason="Spam.", at=NOON)

    assert JoinRequest.objects.get().approved is False


def test_a_second_ban_leaves_the_first_standing():
    member = a_person()
    circle = a_circle(members=(member,))
    first = membership.ban(circle, person=member, by=circle.founder, reason="Spam.", at=NOON)

    assert membership.ban(circle, person=member, by=circle.founder, reason="Other.", at=NOON) == first
    assert Ban.objects.get().reason == "Spam."


def test_a_lifted_ban_lets_someone_join_again():
    member = a_person()
    circle = a_circle(members=(member,))
    membership.ban(circle, person=member, by=circle.founder, reason="Spam.", at=NOON)

    assert membership.lift_ban(circle, person=member, by=circle.founder, at=NOON)
    assert not membership.lift_ban(circle, person=member, by=circle.founder, at=NOON)
    membership.join(circle, person=member, at=NOON)

    assert len(members_of(circle)) == 2


def test_stewards_do_not_send_each_other_away():
    one, other = a_person(), a_person()
    circle = a_circle(members=(one, other))
    circle.memberships.filter(person__in=(one, other)).update(is_steward=True)

    with pytest.raises(NotAllowed, match="Only the founder"):
        membership.ban(circle, person=other, by=one, reason="A quarrel.", at=NOON)
    with pytest.raises(NotAllowed, match="Nobody can send the founder away"):
        membership.remove(circle, person=circle.founder, by=one, reason="A coup.", at=NOON)
    membership.remove(circle, person=other, by=circle.founder, reason="A quarrel.", at=NOON)


def test_someone_removed_may_join_again():
    member = a_person()
    circle = a_circle(members=(member,))

    membership.remove(circle, person=member, by=circle.founder, reason="Cool off.", at=NOON)
    membership.join(circle, person=member, at=NOON)

    assert len(members_of(circle)) == 2


def test_who_joins_by_an_opened_door_waits_no_longer():
    circle, newcomer = a_circle(question="What?"), a_person()
    membership.ask(circle, person=newcomer, answer="Dan Cong.", at=NOON)
    circle.joining = "open"
    circle.save()

    membership.join(circle, person=newcomer, at=NOON)

    assert JoinRequest.objects.get().approved
