"""Coming into a circle, going, and what its stewards do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import NOON, a_circle, a_person, a_post
from tests.web.circles import SIGN_IN, as_, words
from watercress.community import membership
from watercress.community.features.invitations import inviting
from watercress.community.models import Ban, Community, Invitation, JoinRequest, LogEntry, Membership

pytestmark = pytest.mark.django_db


def is_in(person, circle) -> bool:
    return Membership.objects.filter(person=person, community=circle).exists()


@pytest.fixture
def reader():
    return a_person("reader")


@pytest.fixture
def tea_house() -> Community:
    return a_circle(
        founder=a_person("yan", name="Yan"), slug="a-tea-house", name="A Tea House", question="What did you last brew?"
    )


# Joining and leaving


def test_one_joins_an_open_circle_by_a_button(reader):
    circle = a_circle()
    page = as_(reader).get(f"/c/{circle.slug}/")
    assert 'value="join"' in words(page)
    answer = as_(reader).post(f"/c/{circle.slug}/membership/", {"do": "join"}, follow=True)
    assert is_in(reader, circle)
    assert "You are in" in words(answer)
    assert "Leave this circle" in words(answer)


def test_joining_twice_is_joining_once(reader):
    circle = a_circle()
    for _time in range(2):
        assert as_(reader).post(f"/c/{circle.slug}/membership/", {"do": "join"}).status_code == 302
    circle.refresh_from_db()
    assert circle.members_count == circle.memberships.count() == 2


def test_a_visitor_is_asked_to_sign_in_and_comes_back(reader):
    circle = a_circle()
    answer = as_().post(f"/c/{circle.slug}/membership/", {"do": "join"})
    assert answer["Location"].startswith(SIGN_IN)
    assert circle.memberships.count() == 1


def test_an_unknown_button_is_a_bad_request(reader):
    circle = a_circle(members=(reader,))
    assert as_(reader).post(f"/c/{circle.slug}/membership/", {"do": "rule"}).status_code == 400
    assert as_(reader).post(f"/c/{circle.slug}/membership/").status_code == 400
    assert is_in(reader, circle)


def test_a_circle_with_a_question_is_not_joined_without_an_answer(reader, tea_house):
    answer = as_(reader).post("/c/a-tea-house/membership/", {"do": "join"})
    assert answer.status_code == 403
    assert 'href="/c/a-tea-house/ask/"' in words(answer)
    assert not is_in(reader, tea_house)


def test_leaving_ends_the_membership_and_leaving_twice_changes_nothing(reader):
    circle = a_circle(members=(reader,))
    first = as_(reader).post(f"/c/{circle.slug}/membership/", {"do": "leave"}, follow=True)
    assert "You left" in words(first)
    again = as_(reader).post(f"/c/{circle.slug}/membership/", {"do": "leave"}, follow=True)
    assert "You left" not in words(again)
    circle.refresh_from_db()
    assert circle.members_count == circle.memberships.count() == 1


def test_a_founder_without_an_heir_is_told_what_to_do_first():
    circle = a_circle()
    answer = as_(circle.founder).post(f"/c/{circle.slug}/membership/", {"do": "leave"})
    assert answer.status_code == 403
    assert "Name an heir first" in words(answer)
    assert f'href="/c/{circle.slug}/"' in words(answer)


# Asking


def test_one_asks_by_answering_the_question(reader, tea_house):
    asking = as_(reader).get("/c/a-tea-house/ask/")
    assert "What did you last brew?" in words(asking)
    answer = as_(reader).post("/c/a-tea-house/ask/", {"answer": "Rain water on a red pot."}, follow=True)
    assert "You asked to join" in words(answer)
    assert JoinRequest.objects.get().answer == "Rain water on a red pot."
    assert not is_in(reader, tea_house)


def test_asking_twice_keeps_one_request_with_the_last_answer(reader, tea_house):
    as_(reader).post("/c/a-tea-house/ask/", {"answer": "Oolong"})
    as_(reader).post("/c/a-tea-house/ask/", {"answer": "Pu-erh, from 2006"})
    assert JoinRequest.objects.get().answer == "Pu-erh, from 2006"


def test_an_empty_answer_is_refused_beside_its_field(reader, tea_house):
    for sent in ({"answer": "  "}, {}):
        answer = as_(reader).post("/c/a-tea-house/ask/", sent)
        assert answer.status_code == 400
        assert "Write something here." in words(answer)
    assert not JoinRequest.objects.exists()


def test_an_answer_too_long_is_kept_while_it_is_cut(reader, tea_house):
    answer = as_(reader).post("/c/a-tea-house/ask/", {"answer": "leaf " * 300})
    assert answer.status_code == 400
    assert "leaf leaf leaf" in words(answer)
    assert "At most 1000 characters" in words(answer)


def test_one_takes_ones_request_back(reader, tea_house):
    as_(reader).post("/c/a-tea-house/ask/", {"answer": "Oolong"})
    page = as_(reader).post("/c/a-tea-house/membership/", {"do": "withdraw"}, follow=True)
    assert not JoinRequest.objects.exists()
    assert "Ask to join" in words(page)


def test_a_circle_open_to_all_asks_nothing(reader):
    circle = a_circle()
    page = as_(reader).get(f"/c/{circle.slug}/ask/")
    assert page.status_code == 403
    assert 'value="join"' in words(page)


def test_a_circle_by_invitation_offers_no_button(reader):
    circle = a_circle(joining="invited")
    page = as_(reader).get(f"/c/{circle.slug}/")
    assert "invited by the stewards" in words(page)
    assert 'value="join"' not in words(page)
    assert as_(reader).post(f"/c/{circle.slug}/membership/", {"do": "join"}).status_code == 403
    assert as_(reader).post(f"/c/{circle.slug}/ask/", {"answer": "Please"}).status_code == 403


def test_who_was_declined_reads_why_and_may_ask_again(reader, tea_house):
    asked = membership.ask(tea_house, person=reader, answer="dunno", at=NOON)
    membership.decline(asked, by=tea_house.founder, reason="Tell us a little more.", at=NOON)
    page = as_(reader).get("/c/a-tea-house/")
    assert "Tell us a little more." in words(page)
    assert as_(reader).post("/c/a-tea-house/ask/", {"answer": "Rock tea"}).status_code == 302
    assert JoinRequest.objects.filter(decided_at=None).count() == 1


# Requests


@pytest.fixture
def asked(reader, tea_house) -> JoinRequest:
    return membership.ask(tea_house, person=reader, answer="Rock <b>tea</b>", at=NOON)


def test_the_requests_are_missing_for_everyone_but_stewards(reader, tea_house, asked):
    member = a_person()
    Membership.objects.create(community=tea_house, person=member, joined_at=NOON)
    missing = as_(member).get("/c/a-tea-nouse/requests/")
    for person in (reader, member, a_person(is_operator=True)):
        page = as_(person).get("/c/a-tea-house/requests/")
        assert page.status_code == missing.status_code == 404
    assert as_().get("/c/a-tea-house/requests/")["Location"].startswith(SIGN_IN)


def test_a_steward_reads_the_answer_and_lets_them_in(reader, tea_house, asked):
    page = as_(tea_house.founder).get("/c/a-tea-house/requests/")
    assert "Rock &lt;b&gt;tea" in words(page)
    sent = {"request": asked.pk, "do": "approve"}
    assert as_(tea_house.founder).post("/c/a-tea-house/requests/", sent).status_code == 302
    assert is_in(reader, tea_house)
    assert "Nobody is waiting" in words(as_(tea_house.founder).get("/c/a-tea-house/requests/"))


def test_a_no_needs_a_reason_and_what_was_typed_stays(tea_house, asked):
    sent = {"request": asked.pk, "do": "decline", "reason": "x" * 501}
    answer = as_(tea_house.founder).post("/c/a-tea-house/requests/", sent)
    assert answer.status_code == 400
    assert f'value="{"x" * 501}"' in words(answer)
    asked.refresh_from_db()
    assert asked.decided_at is None
    empty = as_(tea_house.founder).post("/c/a-tea-house/requests/", {"request": asked.pk, "do": "decline"})
    assert empty.status_code == 400
    assert "Write something here." in words(empty)
    said = {"request": asked.pk, "do": "decline", "reason": "A little more, please."}
    assert as_(tea_house.founder).post("/c/a-tea-house/requests/", said).status_code == 302
    asked.refresh_from_db()
    assert asked.approved is False


def test_a_request_decided_already_is_not_declined_after_all(reader, tea_house, asked):
    membership.approve(asked, by=tea_house.founder, at=NOON)
    answer = as_(tea_house.founder).post(
        "/c/a-tea-house/requests/", {"request": asked.pk, "do": "decline", "reason": "Sorry"}
    )
    assert answer.status_code == 403
    assert is_in(reader, tea_house)


def test_s14_a_steward_decides_nothing_elsewhere(reader, tea_house, asked):
    other = a_circle()
    sent = {"request": asked.pk, "do": "approve"}
    assert as_(other.founder).post(f"/c/{other.slug}/requests/", sent).status_code == 404
    assert not is_in(reader, tea_house)


@pytest.mark.parametrize("number", ["", "0", "-1", "1.0", "1e0", " 1", "१", "null", str(2**63), "9" * 400])
def test_s22_an_odd_number_of_a_request_is_missing(tea_house, asked, number):
    sent = {"request": number, "do": "approve"}
    assert as_(tea_house.founder).post("/c/a-tea-house/requests/", sent).status_code == 404


# Members


@pytest.fixture
def company():
    """A circle with a founder, a steward and a member."""
    steward, member = a_person("steward"), a_person("member")
    circle = a_circle(founder=a_person("founder"), members=(steward, member), slug="company")
    Membership.objects.filter(person=steward).update(is_steward=True)
    return circle


def person_of(circle, name):
    return circle.memberships.get(person__username=name).person


def act(circle, by, do, on, **more):
    return as_(by).post(f"/c/{circle.slug}/members/", {"do": do, "person": on.pk, **more})


def test_only_members_see_who_the_members_are(company, reader):
    assert as_().get("/c/company/members/")["Location"].startswith(SIGN_IN)
    refused = as_(reader).get("/c/company/members/")
    assert refused.status_code == 403
    assert 'value="join"' in words(refused)
    page = as_(person_of(company, "member")).get("/c/company/members/")
    assert page.status_code == 200
    assert "steward" in words(page)
    assert 'value="ban"' not in words(page)


def test_the_founder_makes_stewards_and_ends_their_stewardship(company):
    member = person_of(company, "member")
    assert act(company, company.founder, "steward", member).status_code == 302
    assert company.memberships.get(person=member).is_steward
    assert act(company, company.founder, "unsteward", member).status_code == 302
    assert not company.memberships.get(person=member).is_steward


def test_the_founder_names_an_heir(company):
    member = person_of(company, "member")
    assert act(company, company.founder, "heir", member).status_code == 302
    company.refresh_from_db()
    assert company.heir_id == member.pk
    assert "heir" in words(as_(member).get("/c/company/members/"))


def test_the_founder_offers_the_circle_and_it_changes_hands_when_they_say_yes(company):
    member = person_of(company, "member")
    assert act(company, company.founder, "offer", member).status_code == 302
    assert "offered the circle" in words(as_(company.founder).get("/c/company/members/"))
    assert "offers you this circle" not in words(as_(person_of(company, "steward")).get("/c/company/"))
    assert as_(person_of(company, "steward")).post("/c/company/membership/", {"do": "take-over"}).status_code == 403
    assert "offers you this circle" in words(as_(member).get("/c/company/"))
    assert as_(member).post("/c/company/membership/", {"do": "take-over"}).status_code == 302
    company.refresh_from_db()
    assert company.founder == member


def test_an_offer_can_be_declined(company):
    member = person_of(company, "member")
    act(company, company.founder, "offer", member)
    as_(member).post("/c/company/membership/", {"do": "no-thanks"})
    assert "offers you this circle" not in words(as_(member).get("/c/company/"))
    assert as_(member).post("/c/company/membership/", {"do": "take-over"}).status_code == 403


def test_a_steward_sends_a_member_away_with_a_reason(company):
    steward, member = person_of(company, "steward"), person_of(company, "member")
    assert act(company, steward, "remove", member, reason="Only adverts.").status_code == 302
    assert not is_in(member, company)
    assert LogEntry.objects.get(act="remove").words == "Only adverts."


def test_sending_away_without_a_reason_is_refused_and_says_so_there(company):
    member = person_of(company, "member")
    for do in ("remove", "ban"):
        answer = act(company, company.founder, do, member, reason=" ")
        assert answer.status_code == 400
        assert "Write something here." in words(answer)
    long = act(company, company.founder, "ban", member, reason="y" * 501)
    assert f'value="{"y" * 501}"' in words(long)
    assert is_in(member, company)


def test_a_ban_shows_to_stewards_and_can_be_lifted(company):
    steward, member = person_of(company, "steward"), person_of(company, "member")
    assert act(company, steward, "ban", member, reason="Adverts again.").status_code == 302
    assert "Adverts again." in words(as_(steward).get("/c/company/members/"))
    assert "Adverts again." in words(as_(member).get("/c/company/"))
    assert as_(member).post("/c/company/membership/", {"do": "join"}).status_code == 403
    assert act(company, steward, "lift-ban", member).status_code == 302
    assert not Ban.objects.filter(lifted_at=None).exists()


@pytest.mark.parametrize("do", ["steward", "unsteward", "heir", "remove", "ban", "lift-ban"])
def test_a_plain_member_does_none_of_it(company, do):
    member, steward = person_of(company, "member"), person_of(company, "steward")
    assert act(company, member, do, steward, reason="Because").status_code == 403
    assert company.memberships.filter(is_steward=True).count() == 2


@pytest.mark.parametrize("do", ["remove", "ban"])
def test_a_steward_sends_neither_founder_nor_steward_away(company, do):
    steward = person_of(company, "steward")
    other = a_person()
    Membership.objects.create(community=company, person=other, joined_at=NOON, is_steward=True)
    for target in (company.founder, other, steward):
        assert act(company, steward, do, target, reason="Because").status_code == 403
    assert company.memberships.count() == 4


def test_an_unknown_act_or_person_changes_nothing(company):
    assert act(company, company.founder, "crown", person_of(company, "member")).status_code == 400
    assert as_(company.founder).post("/c/company/members/", {"do": "ban", "person": "१"}).status_code == 404


# The log


def test_members_read_the_log_and_others_do_not(company, reader):
    steward, member = person_of(company, "steward"), person_of(company, "member")
    act(company, steward, "ban", reader, reason="Adverts <script>")
    page = as_(member).get("/c/company/log/")
    assert page.status_code == 200
    assert "Adverts &lt;script&gt;" in words(page)
    assert as_(a_person()).get("/c/company/log/").status_code == 403
    assert as_().get("/c/company/log/")["Location"].startswith(SIGN_IN)
    assert as_(member).post("/c/company/log/").status_code == 405


def test_the_log_does_not_tell_members_who_asked(tea_house, asked):
    member = a_person()
    Membership.objects.create(community=tea_house, person=member, joined_at=NOON)
    membership.decline(asked, by=tea_house.founder, reason="Too little.", at=NOON)
    assert "Too little." not in words(as_(member).get("/c/a-tea-house/log/"))
    assert "Too little." in words(as_(tea_house.founder).get("/c/a-tea-house/log/"))


# Invitations


def invited(circle, **given) -> Invitation:
    return inviting.invite(circle, by=circle.founder, at=given.pop("at", timezone.now()), **given)


def link(invitation, circle=None) -> str:
    return f"/c/{(circle or invitation.community).slug}/invitations/{invitation.token}/"


def test_a_steward_makes_a_link_and_takes_it_back(company):
    steward = as_(person_of(company, "steward"))
    assert steward.post("/c/company/invitations/", {"do": "invite", "uses": 3, "days": 2}).status_code == 302
    made = Invitation.objects.get()
    assert link(made) in words(steward.get("/c/company/invitations/"))
    assert steward.post("/c/company/invitations/", {"do": "revoke", "invitation": made.pk}).status_code == 302
    assert link(made) not in words(steward.get("/c/company/invitations/"))


@pytest.mark.parametrize("wrong", [{"uses": 51}, {"days": 31}, {"uses": 0}, {"days": "soon"}, {"uses": "9" * 5000}])
def test_an_invitation_beyond_the_limits_is_refused_at_its_field(company, wrong):
    sent = {"do": "invite", "uses": 3, "days": 2, **wrong}
    answer = as_(company.founder).post("/c/company/invitations/", sent)
    assert answer.status_code == 400
    assert 'class="errors"' in words(answer)
    assert not Invitation.objects.exists()


def test_members_and_strangers_make_no_invitations(company, reader):
    for person in (reader, person_of(company, "member")):
        answer = as_(person).post("/c/company/invitations/", {"do": "invite", "uses": 1, "days": 1})
        assert answer.status_code == 403
    assert not Invitation.objects.exists()


def test_s32_looking_at_an_invitation_joins_nobody(company, reader):
    made = invited(company)
    page = as_(reader).get(link(made))
    assert page.status_code == 200
    assert "Join the circle" in words(page)
    assert not is_in(reader, company)
    assert as_(reader).post(link(made)).status_code == 302
    assert is_in(reader, company)


def test_a_visitor_with_an_invitation_is_shown_how_to_sign_up(company):
    made = invited(company)
    page = as_().get(link(made))
    assert page.status_code == 200
    assert "Sign up to join" in words(page)
    answer = as_().post(link(made))
    assert answer["Location"] == f"{SIGN_IN}{link(made)}"


def test_s23_an_invitation_into_one_circle_opens_no_other(company, reader):
    other = a_circle(joining="invited")
    made = invited(company)
    for answer in (as_(reader).get(link(made, other)), as_(reader).post(link(made, other))):
        assert answer.status_code == 404
    assert not is_in(reader, other)
    assert not is_in(reader, company)


def test_s23_an_unknown_invitation_is_missing(company, reader):
    assert as_(reader).post("/c/company/invitations/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404
    assert as_(reader).post("/c/company/invitations/short/").status_code == 404


def test_s23_an_invitation_used_up_revoked_or_expired_is_gone(company, reader):
    used, revoked, expired = (invited(company) for _each in range(3))
    as_(a_person()).post(link(used))
    inviting.revoke(revoked, by=company.founder, at=timezone.now())
    Invitation.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    for made in (used, revoked, expired):
        for answer in (as_(reader).get(link(made)), as_(reader).post(link(made)), as_().post(link(made))):
            assert answer.status_code == 410
            assert "Join the circle" not in words(answer)
    assert not is_in(reader, company)


def test_s23_an_invitation_ends_with_its_makers_stewardship(company, reader):
    steward = person_of(company, "steward")
    made = inviting.invite(company, by=steward, at=timezone.now())
    act(company, company.founder, "unsteward", steward)
    assert as_(reader).post(link(made)).status_code == 410


def test_who_is_banned_comes_in_by_no_invitation(company, reader):
    act(company, company.founder, "ban", reader, reason="Adverts.")
    made = invited(company)
    assert as_(reader).get(link(made)).status_code == 403
    assert as_(reader).post(link(made)).status_code == 403
    made.refresh_from_db()
    assert made.uses_left == 1


def test_s14_an_invitation_is_revoked_by_its_own_circles_stewards_only(company):
    made, other = invited(company), a_circle()
    answer = as_(other.founder).post(f"/c/{other.slug}/invitations/", {"do": "revoke", "invitation": made.pk})
    assert answer.status_code == 404
    made.refresh_from_db()
    assert made.revoked_at is None


# The directory


def test_the_directory_shows_every_circle_and_ones_own_first(reader):
    mine, other = a_circle(name="Mine", members=(reader,)), a_circle(name="Other <i>circle</i>")
    page = words(as_(reader).get("/circles/"))
    assert page.index("Yours") < page.index(f"/c/{mine.slug}/")
    assert "Other &lt;i&gt;circle" in page
    assert f"/c/{other.slug}/" in words(as_().get("/circles/"))


def test_an_empty_directory_says_what_to_do():
    assert "Start the first circle" in words(as_().get("/circles/"))


@pytest.mark.parametrize("page", ["0", "abc", "१", str(2**63), "-1", "1.0", "99"])
def test_s22_no_page_of_that_number(page):
    circle = a_circle()
    a_post(circle)
    for address in (f"/c/{circle.slug}/", f"/c/{circle.slug}/members/", f"/c/{circle.slug}/log/"):
        assert as_(circle.founder).get(address, {"page": page}).status_code in (400, 404)
    assert as_().get(f"/c/{circle.slug}/", {"section": page}).status_code in (400, 404)
