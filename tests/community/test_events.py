"""What is told to whoever reacts later: once for each thing that happened, and nothing for what did not."""

import pytest

from tests.factories import NOON, a_circle, a_person, a_post, a_product, a_reply, a_shop, shown_in
from watercress.community import events as told
from watercress.community import founding, handover, liking, membership, posting, replying, stewardship
from watercress.community.features.shop_answers import answering
from watercress.kernel import events

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    heard = []
    monkeypatch.setattr(events, "record", lambda happened, *, at: heard.append(happened))
    return heard


@pytest.fixture
def member(db):
    return a_person("member")


@pytest.fixture
def circle(member):
    return a_circle(members=(member,))


def test_joining_and_leaving_are_told_once(heard, circle):
    person = a_person()
    who = {"community_id": circle.pk, "person_id": person.pk}

    for _ in range(2):
        membership.join(circle, person=person, at=NOON)
    for _ in range(2):
        membership.leave(circle, person=person, at=NOON)

    assert heard == [told.MemberJoined(**who), told.MemberLeft(**who)]


def test_a_request_its_answer_and_the_newcomer_are_told(heard):
    circle, person = a_circle(question="What?"), a_person()
    request = membership.ask(circle, person=person, answer="Dan Cong.", at=NOON)
    membership.ask(circle, person=person, answer="Dan Cong, twice.", at=NOON)
    membership.approve(request, by=circle.founder, at=NOON)

    assert [type(each) for each in heard] == [told.JoinRequested, told.RequestDecided, told.MemberJoined]
    assert heard[1].approved


def test_a_ban_is_told_to_and_of_whoever_it_meets(heard, circle, member):
    for _ in range(2):
        membership.ban(circle, person=member, by=circle.founder, reason="Spam.", at=NOON)

    assert sorted(type(each).__name__ for each in heard) == ["MemberBanned", "MemberLeft"]


def test_a_post_tells_whom_it_names_and_what_it_shows(heard, circle, member):
    yan, cup = a_person("yan"), a_product()

    post = posting.publish(
        circle, author=member, parts={"title": "Cups", "text": "@yan, @member: look", "products": [cup.pk]}, at=NOON
    )

    assert heard == [
        told.PostPublished(
            community_id=circle.pk, post_id=post.pk, author_id=member.pk, mentioned=(yan.pk,), product_ids=(cup.pk,)
        )
    ]


def test_a_reply_tells_whom_it_answers(heard, circle, member):
    post = a_post(circle)
    first = a_reply(post, author=circle.founder)

    reply = replying.reply(post, author=member, text="Yes.", parent=first, at=NOON)

    assert heard == [
        told.ReplyPublished(
            community_id=circle.pk, post_id=post.pk, reply_id=reply.pk, author_id=member.pk, answered=circle.founder_id
        )
    ]


def test_a_shop_is_told_when_it_is_asked_and_others_when_it_answers(heard, circle, member):
    keeper = a_person()
    shop, post = a_shop(keeper=keeper), a_post(circle)
    shown_in(post, a_product(shop=shop))

    replying.reply(post, author=member, text="Which glaze?", asks_shop=shop, at=NOON)
    answering.answer(post, shop=shop, author=keeper, text="Ash.", at=NOON)

    assert [type(each) for each in heard] == [told.ReplyPublished, told.ShopAsked, told.ReplyPublished]
    assert [heard[1].shop_id, heard[2].shop_id] == [shop.pk, shop.pk]


def test_a_like_is_told_and_its_going_is_not(heard, circle, member):
    reply = a_reply(a_post(circle))

    for _ in range(2):
        liking.like(reply, person=member, at=NOON)
    liking.unlike(reply, person=member, at=NOON)

    who = {"community_id": circle.pk, "person_id": member.pk}
    assert heard == [told.Liked(**who, post_id=reply.post_id, reply_id=reply.pk)]


@pytest.mark.parametrize("kind", ["Post", "Reply"])
def test_what_is_taken_away_or_put_back_is_told_when_it_really_is(heard, circle, member, kind):
    post = a_post(circle, author=member)
    text, acts = (post, posting) if kind == "Post" else (a_reply(post, author=member), replying)
    by = circle.founder

    acts.withdraw(text, author=member, at=NOON)
    stewardship.hide(text, by=by, reason="Spam.", at=NOON)
    stewardship.unhide(text, by=by, at=NOON)
    acts.restore(text, author=member, at=NOON)

    assert [type(each).__name__ for each in heard] == [f"{kind}TakenAway", f"{kind}PutBack"]


def test_a_new_place_and_a_new_founder_are_told(heard):
    founder, friend = a_person(), a_person()
    circle = founding.found("circle", founder=founder, name="Tea", sentence="Slow leaves.", at=NOON)
    membership.join(circle, person=friend, at=NOON)
    handover.offer(circle, to=friend, by=founder, at=NOON)
    handover.accept(circle, person=friend, at=NOON)

    assert [type(each).__name__ for each in heard] == [
        "MemberJoined",
        "CommunityFounded",
        "MemberJoined",
        "FounderChanged",
    ]
