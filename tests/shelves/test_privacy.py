import json

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from tests.factories import NOON, a_list, a_mark, a_person, a_product, a_shop
from watercress.kernel import registries
from watercress.shelves import answering, listing
from watercress.shelves.models import PriceDrop, Ruling


@pytest.mark.django_db
@pytest.mark.parametrize("model", list(apps.get_app_config("shelves").get_models()), ids=lambda model: model.__name__)
def test_it_is_said_what_becomes_of_every_row_when_someone_is_erased(model):
    rule = registries.erasure[model]
    assert all(model.objects.filter(**{field: a_person()}).count() == 0 for field in rule.fields)


@pytest.mark.django_db
def test_an_export_holds_ones_own_shelves_and_nobody_elses():
    me, other = a_person(), a_person()
    product = a_product(title="Kettle", shop=a_shop(keeper=me))
    mine = a_mark(a_product(title="Cup"), person=me, shelf="had", words="My secret words.", is_public=False)
    Ruling.objects.create(mark=mine, let_through=False, reason="A quarrel.", by=other, ruled_at=NOON)
    theirs = a_mark(product, person=other, shelf="have", words="Their words.")
    answering.answer(theirs, by=me, words="My answer.", at=NOON)
    a_list(product, owner=me, title="My list", is_public=False)
    shared, shut = a_list(owner=other, title="Their list"), a_list(owner=other, title="Closed since")
    for found in (shared, shut):
        listing.follow(found, person=me, at=NOON)
    type(shut).objects.filter(pk=shut.pk).update(is_public=False)
    PriceDrop.objects.create(person=me, product=product, was=2, now=1, currency="CNY", fell_at=NOON)

    parts = {name: list(export.rows(me)) for name, export in registries.exports.items() if name.startswith("shelves/")}

    everything = json.dumps(parts, cls=DjangoJSONEncoder)
    for words in ("My secret words.", "A quarrel.", "My answer.", "My list", "Their list", '"was": 2'):
        assert words in everything
    assert "Their words." not in everything
    assert "Closed since" not in everything
