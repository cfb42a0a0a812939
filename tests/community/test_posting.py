import pytest

from tests.factories import NOON, a_circle, a_person, a_product
from watercress.community import liking, membership, posting, replying

pytestmark = pytest.mark.django_db


def test_a_member_publishes_with_products():
    author = a_person("mei")
    circle = a_circle(members=(author,))
    cup = a_product()

    post = posting.publish(
        circle, author=author, parts={"title": "Two cups", "text": "Hello @mei", "products": [cup.pk]}, at=NOON
    )

    circle.refresh_from_db()
    assert (post.number, circle.posts_count, circle.last_number) == (1, 1, 1)
    assert list(post.products.all()) == [cup]
    assert "<p>" in post.html
    reader = a_person()
    membership.join(circle, person=reader, at=NOON)
    reply = replying.reply(post, author=reader, text="Good.", at=NOON)
    assert liking.like(post, person=reader, at=NOON)
    assert liking.like(reply, person=author, at=NOON)
    assert not liking.like(post, person=reader, at=NOON)
    post.refresh_from_db()
    assert (post.replies_count, post.likes_count) == (1, 1)
