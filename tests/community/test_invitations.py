from datetime import timedelta

import pytest

from tests.factories import NOON, a_circle, a_person
from watercress.community import membership
from watercress.community.features.invitations import inviting
from watercress.community.features.invitations.inviting import InvitationGone
from watercress.kernel.decisions import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle(db):
    return a_circle(joining="invited")


def accept(circle, invitation, *, at=NOON, person=None):
    return inviting.accept(circle, token=invitation.token, person=person or a_person(), at=at)


def test_an_invitation_lets_as_many_in_as_it_says(circle):
    invitation = inviting.invite(circle, by=circle.founder, at=NOON, uses=2)

    accept(circle, invitation)
    accept(circle, invitation)
    with pytest.raises(InvitationGone) as gone:
        accept(circle, invitation)

    assert gone.value.decision.code == "invitation-used-up"
    circle.refresh_from_db()
    assert circle.members_count == circle.memberships.count() == 3


def test_a_member_uses_nothing_up(circle):
    invitation = inviting.invite(circle, by=circle.founder, at=NOON)
    guest = a_person()

    assert accept(circle, invitation, person=guest) == accept(circle, invitation, person=guest)

    invitation.refresh_from_db()
    assert invitation.uses_left == 0


def test_s23_an_invitation_leads_to_its_own_circle_only(circle):
    elsewhere = a_circle(joining="invited")
    invitation = inviting.invite(elsewhere, by=elsewhere.founder, at=NOON)

    with pytest.raises(InvitationGone) as gone:
        accept(circle, invitation)

    assert gone.value.decision.code == "invitation-unknown"


@pytest.mark.parametrize("token", ["", "nonsense", "\x00", "茶", "x" * 500])
def test_s23_an_unknown_token_is_a_named_error(circle, token):
    with pytest.raises(InvitationGone) as gone:
        inviting.accept(circle, token=token, person=a_person(), at=NOON)

    assert gone.value.decision.code == "invitation-unknown"


def test_s23_an_invitation_runs_out(circle):
    invitation = inviting.invite(circle, by=circle.founder, at=NOON, days=3)

    accept(circle, inviting.invite(circle, by=circle.founder, at=NOON, days=3), at=NOON + timedelta(days=3, seconds=-1))
    with pytest.raises(InvitationGone) as gone:
        accept(circle, invitation, at=NOON + timedelta(days=3))

    assert gone.value.decision.code == "invitation-expired"


def test_s23_a_revoked_invitation_lets_no_one_in(circle):
    invitation = inviting.invite(circle, by=circle.founder, at=NOON)
    inviting.revoke(invitation, by=circle.founder, at=NOON)

    with pytest.raises(InvitationGone) as gone:
        accept(circle, invitation)

    assert gone.value.decision.code == "invitation-revoked"


def test_s16_an_invitation_ends_with_its_makers_stewardship():
    steward = a_person()
    circle = a_circle(joining="invited", members=(steward,))
    circle.memberships.filter(person=steward).update(is_steward=True)
    invitation = inviting.invite(circle, by=steward, at=NOON)

    membership.ban(circle, person=steward, by=circle.founder, reason="Sold invitations.", at=NOON)

    with pytest.raises(InvitationGone):
        accept(circle, invitation)


def test_someone_banned_is_not_let_in_by_an_invitation(circle):
    invitation, pest = inviting.invite(circle, by=circle.founder, at=NOON), a_person()
    membership.ban(circle, person=pest, by=circle.founder, reason="Spam.", at=NOON)

    with pytest.raises(NotAllowed, match="banned"):
        accept(circle, invitation, person=pest)

    invitation.refresh_from_db()
    assert invitation.uses_left == 1


def test_the_page_of_an_invitation_says_beforehand_whether_it_holds(circle):
    invitation = inviting.invite(circle, by=circle.founder, at=NOON)

    assert inviting.look_up(circle, token=invitation.token, person=a_person(), at=NOON)
    assert inviting.look_up(circle, token="nonsense", person=a_person(), at=NOON).code == "invitation-unknown"


@pytest.mark.parametrize("wrong", [{"uses": 0}, {"uses": 51}, {"days": 0}, {"days": 31}])
def test_an_invitation_has_bounds(circle, wrong):
    with pytest.raises(Refused) as refused:
        inviting.invite(circle, by=circle.founder, at=NOON, **wrong)

    assert set(refused.value.problems) == set(wrong)


def test_s51_the_21st_invitation_of_a_day_is_refused(circle):
    for _ in range(20):
        inviting.invite(circle, by=circle.founder, at=NOON)

    with pytest.raises(NotAllowed, match="one day"):
        inviting.invite(circle, by=circle.founder, at=NOON)
    inviting.invite(circle, by=circle.founder, at=NOON + timedelta(days=1))
