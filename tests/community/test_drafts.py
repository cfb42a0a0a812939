from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import NOON, a_circle, a_person, a_post
from watercress.community import drafts
from watercress.community.models import Draft
from watercress.kernel.decisions import NotAllowed, Refused

pytestmark = pytest.mark.django_db


def test_the_last_thing_typed_is_kept():
    circle, writer = a_circle(), a_person()

    drafts.save(circle, person=writer, fields={"title": "T"}, at=NOON)
    drafts.save(circle, person=writer, fields={"title": "Tea", "text": "Slow"}, at=NOON + timedelta(seconds=3))

    kept = drafts.read(circle, person=writer)
    assert (kept.fields, kept.saved_at) == ({"title": "Tea", "text": "Slow"}, NOON + timedelta(seconds=3))
    assert Draft.objects.count() == 1


def test_a_topic_and_each_reply_have_a_draft_of_their_own():
    circle, writer = a_circle(), a_person()
    one, other = a_post(circle), a_post(circle)

    for post in (None, one, other):
        drafts.save(circle, person=writer, post=post, fields={"text": f"{post}"}, at=NOON)

    assert [drafts.read(circle, person=writer, post=post).fields["text"] for post in (None, one)] == ["None", str(one)]
    assert drafts.discard(circle, person=writer, post=one)
    assert Draft.objects.count() == 2


def test_what_may_not_be_posted_is_kept_all_the_same():
    circle, banned = a_circle(), a_person()
    circle.bans.create(person=banned, reason="Spam.", banned_at=NOON)

    drafts.save(circle, person=banned, fields={"text": "x" * 30_000, "title": ""}, at=NOON)

    assert len(drafts.read(circle, person=banned).fields["text"]) == 30_000


def test_only_known_fields_of_plain_values_are_kept():
    circle, writer = a_circle(), a_person()

    drafts.save(
        circle,
        person=writer,
        fields={"text": "a\x00b", "products": [1, "2"], "author": 7, "section": {"x": 1}},
        at=NOON,
    )

    assert drafts.read(circle, person=writer).fields == {"text": "ab", "products": [1, "2"], "section": "{'x': 1}"}


def test_s40_a_draft_has_an_end():
    with pytest.raises(Refused):
        drafts.save(a_circle(), person=a_person(), fields={"text": "x" * 10**6}, at=NOON)


def test_a_visitor_has_no_drafts():
    with pytest.raises(NotAllowed):
        drafts.save(a_circle(), person=AnonymousUser(), fields={"text": "Hello"}, at=NOON)
