"""
The rows of permissions.csv that the engine decides: every cell of them, as a test.

Y may · O may with their own · N refused · H missing · L sign in first · E only with a reason and an audit row, which
comes with moderation, so refused until then · - does not arise.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import NOON, a_circle, a_craving, a_person, a_post, a_product, a_reply, a_shop, shown_in
from watercress.community import (
    drafts,
    founding,
    handover,
    liking,
    membership,
    policies,
    posting,
    reading,
    replying,
    standing,
    stewardship,
)
from watercress.community.features.cravings import deciding
from watercress.community.features.invitations import inviting
from watercress.community.features.pins import pinning
from watercress.community.features.shop_answers import answering
from watercress.community.models import Community, JoinRequest, Like, Membership, Post
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.people import blocks
from watercress.people.models import Block

pytestmark = pytest.mark.django_db

MATRIX = Path(__file__).parent.parent / "permissions.csv"
# No face of ours is remote yet; federation brings one.
ACTORS = (
    "anon",
    "user",
    "suspended",
    "banned",
    "member",
    "c_mod",
    "c_owner",
    "curator",
    "seller",
    "rival",
    "s_mod",
    "operator",
)
NOT_YET = {
    # Site moderators come with moderation.
    ("mod_log", "read (redacted)", "s_mod"),
    ("post", "delete", "s_mod"),
    ("post", "read when deleted", "s_mod"),
}
assert len(NOT_YET) == 3


@dataclass
class World:
    """A circle with a post that shows a shop's goods, and everyone who may come by."""

    circle: Community
    post: Post
    actor: Any
    shop: Any


def a_world(actor: str, **columns: Any) -> World:
    person = (
        AnonymousUser()
        if actor == "anon"
        else a_person(is_active=actor != "suspended", is_operator=actor == "operator")
    )
    founder = person if actor == "c_owner" else a_person()
    circle = a_circle(founder=founder, members=(person,) if actor in ("member", "c_mod") else (), **columns)
    if actor == "c_mod":
        circle.memberships.filter(person=person).update(is_steward=True)
    if actor == "banned":
        membership.ban(circle, person=person, by=founder, reason="A quarrel.", at=NOON)
    shop = a_shop(keeper=person if actor == "seller" else a_person())
    if actor == "rival":
        a_shop(keeper=person)
    post = a_post(circle, author=a_member(circle))
    shown_in(post, a_product(shop=shop))
    return World(circle, post, person, shop)


def a_member(circle: Community, **columns: Any) -> Any:
    person = a_person()
    Membership.objects.create(community=circle, person=person, joined_at=NOON, **columns)
    circle.members_count += 1
    circle.save()
    return person


def own_post(world: World) -> Post:
    return a_post(world.circle, author=None if isinstance(world.actor, AnonymousUser) else world.actor)


def found(world: World) -> None:
    founding.found("circle", founder=world.actor, name="Another", sentence="One more.", at=NOON)


def read_posts(world: World) -> bool:
    return bool(reading.topics(world.circle, person=world.actor)[0])


def read_all_of_it(world: World) -> bool:
    a_reply(world.post)
    seen = {
        Post.objects.visible_to(world.actor).exists(),
        bool(reading.topics(world.circle, person=world.actor)[0]),
        reading.posts_today(world.circle, person=world.actor, at=NOON) > 0,
        bool(reading.latest(world.actor)[0]),
        bool(reading.mentioning(world.post.products.get(), person=world.actor)),
        bool(standing.of(world.actor, world.circle).may_read),
    }
    assert len(seen) == 1
    return seen.pop()


def join(world: World) -> None:
    for _again in range(2):
        membership.join(world.circle, person=world.actor, at=NOON)


def ask(world: World) -> None:
    membership.ask(world.circle, person=world.actor, answer="Dan Cong.", at=NOON)


def decide(world: World) -> None:
    one, other, pest = a_person(), a_person(), a_member(world.circle)
    requests = [
        JoinRequest.objects.create(community=world.circle, person=asker, question="?", answer="Tea.", asked_at=NOON)
        for asker in (one, other)
    ]
    attempts: list[Callable[[], Any]] = [
        lambda: membership.approve(requests[0], by=world.actor, at=NOON),
        lambda: membership.decline(requests[1], by=world.actor, reason="Not this time.", at=NOON),
        lambda: membership.ban(world.circle, person=pest, by=world.actor, reason="Spam.", at=NOON),
    ]
    all_alike(attempts)


def ban_a_steward(world: World) -> None:
    steward = a_member(world.circle, is_steward=True)
    membership.ban(world.circle, person=steward, by=world.actor, reason="A coup.", at=NOON)


def leave(world: World) -> bool:
    # The founder has an heir: what happens without one is told in test_membership.
    a_member(world.circle, is_steward=True)
    if isinstance(world.actor, AnonymousUser):
        membership.leave(world.circle, person=world.actor, at=NOON)
    if not Membership.objects.filter(community=world.circle, person=world.actor).exists():
        membership.enter(world.circle, person=world.actor, at=NOON)
    return membership.leave(world.circle, person=world.actor, at=NOON)


def make_revoke_and_list_invitations(world: World) -> None:
    made = inviting.invite(world.circle, by=world.circle.founder, at=NOON)
    all_alike(
        [
            lambda: inviting.invite(world.circle, by=world.actor, at=NOON),
            lambda: inviting.revoke(made, by=world.actor, at=NOON),
        ]
    )


def accept_an_invitation(world: World) -> None:
    made = inviting.invite(world.circle, by=world.circle.founder, at=NOON)
    inviting.accept(world.circle, token=made.token, person=world.actor, at=NOON)


def post(world: World) -> None:
    posting.publish(world.circle, author=world.actor, parts={"title": "Tea", "text": "Slow."}, at=NOON)


def edit_own(world: World) -> None:
    posting.edit(own_post(world), author=world.actor, parts={"text": "Slower."}, at=NOON)


def delete_own(world: World) -> None:
    posting.withdraw(own_post(world), author=world.actor, at=NOON)


def delete_anothers(world: World) -> None:
    stewardship.hide(world.post, by=world.actor, reason="Spam.", at=NOON)


def read_own_when_deleted(world: World) -> bool:
    gone = own_post(world)
    Post.objects.filter(pk=gone.pk).update(withdrawn_at=NOON)
    return Post.objects.kept_for(world.actor).filter(pk=gone.pk).exists()


def read_anothers_when_deleted(world: World) -> bool:
    Post.objects.filter(pk=world.post.pk).update(hidden_at=NOON)
    return Post.objects.kept_for(world.actor).filter(pk=world.post.pk).exists()


def pin_and_lock(world: World) -> None:
    all_alike(
        [
            lambda: pinning.pin(world.post, by=world.actor, at=NOON),
            lambda: stewardship.lock(world.post, by=world.actor, at=NOON),
        ]
    )


def reply(world: World) -> None:
    replying.reply(world.post, author=world.actor, text="Yes.", at=NOON)


def like(world: World) -> None:
    all_alike(
        [
            lambda: liking.like(world.post, person=world.actor, at=NOON),
            lambda: liking.unlike(world.post, person=world.actor, at=NOON),
        ]
    )
    assert not Like.objects.exists()


def hand_over(world: World) -> None:
    heir = a_member(world.circle)
    handover.offer(world.circle, to=heir, by=world.actor, at=NOON)
    assert world.circle.founder == world.actor
    handover.accept(world.circle, person=heir, at=NOON)


def show_the_past(world: World) -> None:
    founding.change_settings(world.circle, by=world.actor, at=NOON, readable_by="world")


def change_settings(world: World) -> None:
    founding.change_settings(world.circle, by=world.actor, at=NOON, sentence="Slower leaves.")


def read_members(world: World) -> None:
    policies.can_read_members(standing.of(world.actor, world.circle)).require()


def read_log(world: World) -> None:
    policies.can_read_log(standing.of(world.actor, world.circle)).require()


def draft(world: World) -> bool:
    drafts.save(world.circle, person=world.actor, fields={"text": "Not yet"}, at=NOON)
    return drafts.read(world.circle, person=world.actor) is not None


def read_anothers_draft(world: World) -> bool:
    drafts.save(world.circle, person=a_person(), fields={"text": "Mine"}, at=NOON)
    return drafts.read(world.circle, person=world.actor) is not None


def block(world: World) -> None:
    if isinstance(world.actor, AnonymousUser):
        blocks.block(world.circle.founder, by=world.actor, at=NOON)
    blocked = a_member(world.circle)
    blocks.block(blocked, by=world.actor, at=NOON)
    assert Block.objects.exists()
    with pytest.raises(NotAllowed, match="takes no replies"):
        replying.reply(own_post(world), author=blocked, text="Hello?", at=NOON)


def answer_as_the_shop(world: World) -> None:
    answering.answer(world.post, shop=world.shop, author=world.actor, text="Ash.", at=NOON)
    with pytest.raises(NotAllowed):
        answering.answer(world.post, shop=world.shop, author=world.actor, text="Pine ash.", at=NOON)


def end_a_craving(post: Post, actor: Any) -> None:
    if post.author:
        a_craving(post=post)
    deciding.decide(post, author=actor, verdict="bought", at=NOON)


@dataclass(frozen=True)
class Row:
    """How to try one row of the matrix: with another's thing, and where it differs with one's own."""

    attempt: Callable[[World], bool | None]
    own: Callable[[World], bool | None] | None = None
    circle: tuple[tuple[str, Any], ...] = ()


PRIVATE = (("readable_by", "members"),)
ROWS = {
    ("circle", "read posts, feed, count"): Row(read_posts),
    ("circle", "read member list"): Row(read_members),
    ("circle_members_only", "read name and description"): Row(
        lambda world: Community.objects.visible_to(world.actor).filter(name=world.circle.name).exists(), circle=PRIVATE
    ),
    ("circle_members_only", "read posts, members, files, feed, search hits, counts"): Row(
        read_all_of_it, circle=PRIVATE
    ),
    ("circle", "create (throttled)"): Row(found),
    ("circle", "edit settings"): Row(change_settings),
    ("circle", "make past private posts public"): Row(show_the_past, circle=PRIVATE),
    ("circle", "transfer ownership (target must accept)"): Row(hand_over),
    ("membership", "join open circle (repeat = same result)"): Row(join),
    ("membership", "ask to join private circle"): Row(ask, circle=(("joining", "ask"), ("question", "What?"))),
    ("membership", "approve, deny, ban a plain member"): Row(decide),
    ("membership", "ban owner or another c_mod"): Row(ban_a_steward),
    ("membership", "leave"): Row(leave),
    ("invite", "create, list, revoke"): Row(make_revoke_and_list_invitations),
    ("invite", "accept (bound to circle, uses, expiry)"): Row(accept_an_invitation, circle=(("joining", "invited"),)),
    ("post", "create in circle"): Row(post),
    ("post", "edit text"): Row(edit_own),
    ("post", "delete"): Row(delete_anothers, own=delete_own),
    ("post", "read when deleted"): Row(read_anothers_when_deleted, own=read_own_when_deleted),
    ("post", "pin, lock"): Row(pin_and_lock),
    ("reply", "create"): Row(reply),
    ("reply", "answer in a circle as a mentioned shop (once per topic unless asked)"): Row(answer_as_the_shop),
    ("like", "cast, change, withdraw (never on own)"): Row(like),
    ("mod_log", "read (redacted)"): Row(read_log),
    ("draft", "read, edit (own)"): Row(read_anothers_draft, own=draft),
    ("block", "block a person (they no longer reply, mention, book, befriend)"): Row(block),
    ("craving", "close with a verdict (own)"): Row(
        lambda world: end_a_craving(world.post, world.actor),
        own=lambda world: end_a_craving(own_post(world), world.actor),
    ),
}
WITHOUT_A_ROUTE = {
    ("circle", "delete (14 days undo)"),
    ("post", "move to another circle (needs c_mod in both)"),
    ("like", "see who liked"),
}
assert len(WITHOUT_A_ROUTE) == 3


def cells() -> list[Any]:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        rows = {(row["object"], row["action"]): row for row in csv.DictReader(file)}
    assert ROWS.keys() | WITHOUT_A_ROUTE <= rows.keys()
    return [
        pytest.param(row, actor, rows[row][actor], id=f"{row[0]}-{row[1].split(' (')[0]}-{actor}")
        for row in ROWS
        for actor in ACTORS
        if rows[row][actor] != "-"
    ]


def test_every_row_about_circles_and_what_is_in_them_is_tried_or_named():
    with MATRIX.open(encoding="utf-8", newline="") as file:
        ours = {(row["object"], row["action"]) for row in csv.DictReader(file)}
    objects = {
        "circle",
        "circle_members_only",
        "membership",
        "invite",
        "post",
        "reply",
        "like",
        "mod_log",
        "draft",
        "block",
        "craving",
    }
    assert {row for row in ours if row[0] in objects} == ROWS.keys() | WITHOUT_A_ROUTE


@pytest.mark.parametrize(("row", "actor", "cell"), cells())
def test_matrix(row, actor, cell):
    how = ROWS[row]
    world = a_world(actor, **dict(how.circle))
    attempt = how.own if cell == "O" and how.own else how.attempt

    outcome = tried(attempt, world)

    if (*row, actor) in NOT_YET or cell == "E":
        assert outcome != "done"
    elif cell in "YO":
        assert outcome == "done"
    else:
        assert outcome in {"N": {"refused", "missing"}, "H": {"missing"}, "L": {"sign in", "missing"}}[cell]


def tried(attempt: Callable[[World], bool | None], world: World) -> str:
    try:
        found = attempt(world)
    except NotAllowed as refused:
        return {"signed-out": "sign in", "hidden": "missing"}.get(refused.decision.code, "refused")
    except Refused:
        return "refused"
    return "missing" if found is False else "done"


def all_alike(attempts: list[Callable[[], Any]]) -> None:
    """Try each, and raise the refusal if all are refused; some of each is a fault."""
    refusals = []
    for attempt in attempts:
        try:
            attempt()
        except NotAllowed as refused:
            refusals.append(refused)
    assert len(refusals) in (0, len(attempts))
    if refusals:
        raise refusals[0]
