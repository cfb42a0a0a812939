import pytest

from tests.factories import NOON, a_circle, a_person, a_post, a_reply
from watercress.community import founding, liking, stewardship
from watercress.community.models import Like
from watercress.kernel.decisions import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(db):
    return a_person()


@pytest.fixture
def circle(reader):
    return a_circle(members=(reader,))


@pytest.fixture(params=["post", "reply"])
def text(request, circle):
    post = a_post(circle)
    return post if request.param == "post" else a_reply(post)


def likes_of(text):
    text.refresh_from_db()
    assert text.likes_count == text.likes.count()
    return text.likes_count


def test_a_member_likes_once(text, reader):
    assert liking.like(text, person=reader, at=NOON)
    assert not liking.like(text, person=reader, at=NOON)

    assert likes_of(text) == 1


def test_a_like_is_taken_back_once(text, reader):
    liking.like(text, person=reader, at=NOON)

    assert liking.unlike(text, person=reader, at=NOON)
    assert not liking.unlike(text, person=reader, at=NOON)

    assert likes_of(text) == 0


def test_nobody_likes_their_own(circle, text):
    with pytest.raises(NotAllowed, match="let others like it"):
        liking.like(text, person=circle.founder, at=NOON)


def test_only_members_like(text):
    with pytest.raises(NotAllowed, match="Only members like"):
        liking.like(text, person=a_person(), at=NOON)


def test_what_is_gone_is_not_liked(circle, text, reader):
    stewardship.hide(text, by=circle.founder, reason="Spam.", at=NOON)

    with pytest.raises(NotAllowed, match="no longer here"):
        liking.like(text, person=reader, at=NOON)


def test_a_like_goes_from_what_is_gone(circle, text, reader):
    liking.like(text, person=reader, at=NOON)
    stewardship.hide(text, by=circle.founder, reason="Spam.", at=NOON)

    assert liking.unlike(text, person=reader, at=NOON)
    assert likes_of(text) == 0


def test_nothing_is_liked_in_a_closed_circle(circle, text, reader):
    founding.archive(circle, by=circle.founder, at=NOON)

    with pytest.raises(NotAllowed, match="closed"):
        liking.like(text, person=reader, at=NOON)


def test_a_post_and_a_reply_are_liked_apart(circle, reader):
    post = a_post(circle)
    reply = a_reply(post)

    liking.like(post, person=reader, at=NOON)

    assert (likes_of(post), likes_of(reply)) == (1, 0)
    assert Like.objects.count() == 1
