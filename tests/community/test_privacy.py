import json

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from tests.factories import NOON, a_circle, a_person, a_post, a_reply
from watercress.community import drafts, liking, membership, posting
from watercress.kernel import registries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", list(apps.get_app_config("community").get_models()), ids=lambda model: model.__name__)
def test_it_is_said_what_becomes_of_every_row_when_someone_is_erased(model):
    if not model._meta.auto_created:
        rule = registries.erasure[model]
        for field in rule.fields:
            model.objects.filter(**{field: a_person()}).exists()
        for column in rule.blank:
            model._meta.get_field(column)


def test_an_export_holds_ones_own_words_and_nobody_elses():
    me, other = a_person(), a_person()
    circle = a_circle(founder=other, members=(me,), question="What?")
    mine = a_post(circle, author=me, title="Mine", text="My secret words.")
    theirs = a_reply(mine, author=other, text="Their secret words.")
    posting.edit(mine, author=me, parts={"text": "My later words."}, at=NOON)
    liking.like(theirs, person=me, at=NOON)
    drafts.save(circle, person=me, fields={"text": "My draft."}, at=NOON)
    membership.ban(circle, person=me, by=other, reason="A quarrel.", at=NOON)
    membership.lift_ban(circle, person=me, by=other, at=NOON)

    parts = {
        name: list(export.rows(me)) for name, export in registries.exports.items() if name.startswith("community/")
    }

    everything = json.dumps(parts, cls=DjangoJSONEncoder)
    for words in ("My secret words.", "My later words.", "My draft.", "A quarrel."):
        assert words in everything
    assert "Their secret words." not in everything
    assert parts["community/likes"]
