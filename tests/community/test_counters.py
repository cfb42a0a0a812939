import random
from contextlib import suppress
from datetime import timedelta

import pytest

from tests.factories import NOON, a_circle, a_person, a_post, a_reply
from watercress.community import liking, membership, posting, recounting, replying, stewardship
from watercress.community.models import Community, Like, Membership, Post, Reply
from watercress.kernel.decisions import NotAllowed

pytestmark = pytest.mark.django_db


def test_p4_after_any_mixture_of_acts_every_counter_equals_its_count():
    chance = random.Random(20260901)
    people = [a_person() for _ in range(6)]
    circle = a_circle(founder=people[0])
    first = posting.publish(circle, author=people[0], parts={"title": "Tea", "text": "Slow."}, at=NOON)
    replying.reply(first, author=people[0], text="And hot.", at=NOON)

    def act(person, at):
        posts, replies = list(Post.objects.all()), list(Reply.objects.all())
        text, topic, reply = chance.choice(posts + replies), chance.choice(posts), chance.choice(replies)
        by = circle.founder
        return chance.choices(
            [
                lambda: membership.join(circle, person=person, at=at),
                lambda: membership.leave(circle, person=person, at=at),
                lambda: posting.publish(circle, author=person, parts={"title": "Tea", "text": "Slow."}, at=at),
                lambda: replying.reply(topic, author=person, text="Yes.", at=at),
                lambda: replying.reply(reply.post, author=person, text="No.", parent=reply, at=at),
                lambda: liking.like(text, person=person, at=at),
                lambda: liking.unlike(text, person=person, at=at),
                lambda: posting.withdraw(topic, author=topic.author, at=at),
                lambda: posting.restore(topic, author=topic.author, at=at),
                lambda: replying.withdraw(reply, author=reply.author, at=at),
                lambda: replying.restore(reply, author=reply.author, at=at),
                lambda: stewardship.hide(text, by=by, reason="Spam.", at=at),
                lambda: stewardship.unhide(text, by=by, at=at),
                lambda: membership.lift_ban(circle, person=person, by=by, at=at),
                lambda: membership.ban(circle, person=person, by=by, reason="Spam.", at=at),
            ],
            weights=(4, 1, 2, 4, 2, 4, 1, 1, 1, 1, 1, 1, 2, 4, 1),
        )[0]

    for minute in range(400):
        with suppress(NotAllowed):
            act(chance.choice(people), NOON + timedelta(minutes=minute))()

    assert Post.objects.count() > 5
    assert Reply.objects.count() > 5
    assert Like.objects.exists()
    assert recounting.recount(circle) == []
    circle.refresh_from_db()
    assert circle.members_count == Membership.objects.count()
    assert circle.last_number == Post.objects.count()


def test_a_recount_mends_what_is_off_and_says_so():
    circle, other = a_circle(), a_circle()
    post = a_post(circle)
    a_reply(post)
    Community.objects.update(members_count=7)
    Post.objects.update(likes_count=3)

    found = {(each.row, each.counter, each.said, each.is_) for each in recounting.recount(circle)}

    assert {
        (f"community {circle.pk}", "members_count", 7, 1),
        (f"post {post.pk}", "likes_count", 3, 0),
    } <= found
    assert recounting.recount(circle) == []
    other.refresh_from_db()
    assert other.members_count == 7
