"""Joining, asking to join, leaving, and being sent away."""

from datetime import datetime
from typing import Any

from django.db import transaction

from watercress.kernel import events
from watercress.kernel.decisions import Refused

from . import counting, log, policies, standing, succession
from .events import FounderChanged, JoinRequested, MemberBanned, MemberJoined, MemberLeft, RequestDecided
from .locking import hold
from .models import Ban, Community, Handover, JoinRequest, Membership
from .models.log import Act
from .parts import Text
from .reasons import read_reason

ANSWER = Text(name="answer", most=1000)


@transaction.atomic
def join(community: Community, *, person: Any, at: datetime) -> Membership:
    """Make `person` a member; a member already stays one, and nothing is counted twice."""
    community = hold(community)
    stands = standing.of(person, community)
    if stands.is_member and stands.membership:
        return stands.membership
    policies.can_join(stands).require()
    return enter(community, person=person, at=at)


@transaction.atomic
def ask(community: Community, *, person: Any, answer: str, at: datetime) -> JoinRequest | None:
    """
    Answer the community's question. Asking again changes the answer; a member asks for nothing and gets None.

    Raises Refused if the answer is empty or too long.
    """
    community = hold(community)
    stands = standing.of(person, community)
    if stands.is_member:
        return None
    policies.can_ask(stands).require()
    words = _answer(answer)
    request, is_new = JoinRequest.objects.get_or_create(
        community=community,
        person=person,
        decided_at=None,
        defaults={"question": community.question, "answer": words, "asked_at": at},
    )
    if is_new:
        happened = JoinRequested(community_id=community.pk, request_id=request.pk, person_id=person.pk)
        events.record(happened, at=at)
    else:
        request.answer, request.question = words, community.question
        request.save(update_fields=["answer", "question"])
    return request


@transaction.atomic
def withdraw_request(community: Community, *, person: Any) -> bool:
    """Take one's open request back; False if there was none."""
    deleted, _ = JoinRequest.objects.filter(community=hold(community), person=person, decided_at=None).delete()
    return bool(deleted)


@transaction.atomic
def approve(request: JoinRequest, *, by: Any, at: datetime) -> Membership:
    """Let someone in. A second steward saying yes as well changes nothing."""
    community = hold(request.community)
    request = JoinRequest.objects.select_related("person").get(pk=request.pk)
    decider, asker = standing.of(by, community), standing.of(request.person, community)
    policies.can_decide_request(decider).require()
    if request.approved and asker.membership:
        return asker.membership
    policies.can_decide_request(decider, request).require()
    _decide(request, by=by, approved=True, reason="", at=at)
    log.write(community, act=Act.APPROVE, by=by, about=request.person, at=at)
    return asker.membership or enter(community, person=request.person, at=at)


@transaction.atomic
def decline(request: JoinRequest, *, by: Any, reason: str, at: datetime) -> JoinRequest:
    community = hold(request.community)
    request = JoinRequest.objects.select_related("person").get(pk=request.pk)
    policies.can_decide_request(standing.of(by, community), request).require()
    words = read_reason(reason)
    _decide(request, by=by, approved=False, reason=words, at=at)
    log.write(community, act=Act.DECLINE, by=by, about=request.person, words=words, at=at)
    return request


@transaction.atomic
def leave(community: Community, *, person: Any, at: datetime) -> bool:
    """
    End one's membership; False for someone who was no member.

    When the founder leaves, the heir takes over, else the steward who has been here longest. Without either it is
    refused, unless the place is closed to new writing: then it stays as it is, without a founder.
    """
    community = hold(community)
    stands = standing.of(person, community)
    if stands.is_signed_in and stands.membership is None:
        return False
    policies.can_leave(stands).require()
    if stands.is_founder:
        _hand_on(community, at=at)
    return _go(community, person=person, at=at)


@transaction.atomic
def remove(community: Community, *, person: Any, by: Any, reason: str, at: datetime) -> None:
    """Send a member away; they may come back as anyone may."""
    community = hold(community)
    policies.can_remove(standing.of(by, community), standing.of(person, community)).require()
    words = read_reason(reason)
    _go(community, person=person, at=at)
    log.write(community, act=Act.REMOVE, by=by, about=person, words=words, at=at)


@transaction.atomic
def ban(community: Community, *, person: Any, by: Any, reason: str, at: datetime) -> Ban:
    """Send someone away for good, member or not. A second ban leaves the first one standing."""
    community = hold(community)
    target = standing.of(person, community)
    policies.can_ban(standing.of(by, community), target).require()
    words = read_reason(reason)
    if target.ban:
        return target.ban
    made = Ban.objects.create(community=community, person=person, by=by, reason=words, banned_at=at)
    _go(community, person=person, at=at)
    if target.request and target.is_waiting:
        _decide(target.request, by=by, approved=False, reason=words, at=at)
    log.write(community, act=Act.BAN, by=by, about=person, words=words, at=at)
    events.record(MemberBanned(community_id=community.pk, person_id=person.pk, ban_id=made.pk), at=at)
    return made


@transaction.atomic
def lift_ban(community: Community, *, person: Any, by: Any, at: datetime, reason: str = "") -> bool:
    """Let someone join again as anyone may; False if they were not banned."""
    community = hold(community)
    policies.can_ban(standing.of(by, community), standing.of(person, community)).require()
    lifted = Ban.objects.filter(community=community, person=person, lifted_at=None).update(lifted_at=at)
    if lifted:
        log.write(community, act=Act.LIFT_BAN, by=by, about=person, words=reason.strip(), at=at)
    return bool(lifted)


def enter(community: Community, *, person: Any, at: datetime, is_steward: bool = False) -> Membership:
    """Write the membership down; whoever calls has asked a policy, and holds the community."""
    membership, is_new = Membership.objects.get_or_create(
        community=community, person=person, defaults={"joined_at": at, "is_steward": is_steward}
    )
    if is_new:
        counting.member_came(community)
        # Whoever came in by another door waits no longer.
        waiting = JoinRequest.objects.filter(community=community, person=person, decided_at=None)
        waiting.update(decided_at=at, approved=True)
        events.record(MemberJoined(community_id=community.pk, person_id=person.pk), at=at)
    return membership


def _go(community: Community, *, person: Any, at: datetime) -> bool:
    deleted, _ = Membership.objects.filter(community=community, person=person).delete()
    if not deleted:
        return False
    counting.member_went(community)
    Community.objects.filter(pk=community.pk, heir=person).update(heir=None)
    Handover.objects.filter(community=community, to=person).delete()
    events.record(MemberLeft(community_id=community.pk, person_id=person.pk), at=at)
    return True


def _hand_on(community: Community, *, at: datetime) -> None:
    heir = succession.heir_of(community)
    if heir is None:
        Community.objects.filter(pk=community.pk).update(founder=None, heir=None)
        return
    succession.take_over(community, membership=heir, at=at)
    events.record(FounderChanged(community_id=community.pk, person_id=heir.person_id), at=at)


def _decide(request: JoinRequest, *, by: Any, approved: bool, reason: str, at: datetime) -> None:
    request.decided_at, request.decided_by, request.approved, request.reason = at, by, approved, reason
    request.save(update_fields=["decided_at", "decided_by", "approved", "reason"])
    happened = RequestDecided(
        community_id=request.community_id, request_id=request.pk, person_id=request.person_id, approved=approved
    )
    events.record(happened, at=at)


def _answer(sent: str) -> str:
    words: str = ANSWER.clean(sent)
    if why := ANSWER.problem(words):
        raise Refused({"answer": why})
    return words
