"""What is hidden is missing: members-only circles, and what was taken away (S14, S15, S18)."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import NOON, a_circle, a_person, a_post, a_product, a_reply, shown_in
from watercress.community import drafts, liking, membership, reading, replying, standing
from watercress.community.models import Community, Draft, Post, Reply
from watercress.kernel.decisions import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(db):
    return a_person("member")


@pytest.fixture
def circle(member):
    return a_circle(readable_by="members", members=(member,), sentence="Behind the curtain.")


@pytest.fixture(params=["visitor", "stranger", "banned", "operator", "once a member"])
def outsider(request, circle):
    if request.param == "visitor":
        return AnonymousUser()
    person = a_person(is_operator=request.param == "operator")
    if request.param == "banned":
        membership.ban(circle, person=person, by=circle.founder, reason="Spam.", at=NOON)
    if request.param == "once a member":
        membership.enter(circle, person=person, at=NOON)
        membership.leave(circle, person=person, at=NOON)
    return person


@pytest.fixture
def cup(db):
    return a_product()


@pytest.fixture
def post(circle, cup):
    post = a_post(circle, title="Secret")
    shown_in(post, cup)
    a_reply(post)
    return post


def test_that_it_exists_is_public(circle, outsider):
    found = Community.objects.visible_to(outsider).get()

    assert (found.name, found.sentence, found.members_count) == (
        circle.name,
        "Behind the curtain.",
        circle.members_count,
    )


def test_s18_nothing_written_in_a_members_only_circle_reaches_others(circle, post, cup, outsider):
    assert not Post.objects.visible_to(outsider).exists()
    assert not Post.objects.kept_for(outsider).exists()
    assert not Reply.objects.visible_to(outsider).exists()
    assert not Reply.objects.kept_for(outsider).exists()
    assert not standing.of(outsider, circle).may_read
    assert reading.topics(circle, person=outsider)[0] == []
    assert reading.post_at(circle.slug, post.number, person=outsider) is None
    assert reading.latest(outsider)[0] == []
    assert reading.by_person(circle.founder, person=outsider) == []
    assert reading.mentioning(cup, person=outsider) == []
    assert reading.others(post, person=outsider) == []
    assert reading.posts_today(circle, person=outsider, at=NOON) == 0
    assert reading.place(circle.slug, person=outsider, at=NOON).posts_today == 0
    ((row,),) = [group["circles"] for group in reading.directory("circle", person=outsider, at=NOON)["groups"]]
    assert (row["posts_today"], row["last"], row["members_count"]) == (0, None, circle.members_count)


def test_members_read_it_all(circle, post, cup, member):
    assert reading.topics(circle, person=member)[0][0]["title"] == "Secret"
    assert reading.latest(member)[0]
    assert reading.mentioning(cup, person=member)
    assert reading.posts_today(circle, person=member, at=NOON) == 1
    assert reading.place(circle.slug, person=member, at=NOON).posts_today == 1


def test_s15_who_may_not_read_may_not_write(circle, post, outsider):
    for act in (
        lambda: replying.reply(post, author=outsider, text="Hello?", at=NOON),
        lambda: liking.like(post, person=outsider, at=NOON),
        lambda: liking.unlike(post, person=outsider, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize("gone", ["withdrawn_at", "hidden_at"])
def test_s18_what_was_taken_away_is_nowhere(gone, cup):
    circle, reader = a_circle(), a_person()
    post = a_post(circle, **{gone: NOON})
    shown_in(post, cup)
    reply = a_reply(post)
    under_standing = a_reply(a_post(circle), **{gone: NOON})

    assert post not in Post.objects.visible_to(reader)
    assert post not in Post.objects.kept_for(reader)
    assert not Reply.objects.visible_to(reader).filter(pk__in=(reply.pk, under_standing.pk)).exists()
    assert not Reply.objects.kept_for(reader).filter(pk__in=(reply.pk, under_standing.pk)).exists()
    assert reading.mentioning(cup, person=reader) == []
    assert reading.replies(under_standing.post, person=reader) == ([], 0)


def test_drafts_are_ones_own(circle, member):
    drafts.save(circle, person=member, fields={"text": "Not yet"}, at=NOON)

    assert Draft.objects.visible_to(member).exists()
    for other in (circle.founder, a_person(is_operator=True), AnonymousUser()):
        assert not Draft.objects.visible_to(other).exists()
        assert drafts.read(circle, person=other) is None
        assert not drafts.discard(circle, person=other)
