import pytest
from django.apps import apps

from tests.factories import NOON, a_person, a_shop
from watercress.catalogue import import_runs
from watercress.kernel import registries


def test_every_model_of_the_catalogue_says_what_erasure_does_to_it():
    assert set(apps.get_app_config("catalogue").get_models()) <= set(registries.erasure)


@pytest.mark.django_db
def test_an_export_names_the_shops_one_keeps_and_the_files_one_brought():
    keeper = a_person()
    shop = a_shop("Kiln", keeper=keeper, host="kiln.net")
    import_runs.begin(shop, person=keeper, file_name="products.csv", source="auto", at=NOON)
    import_runs.begin(shop, person=None, file_name="by the command line.csv", source="auto", at=NOON)
    assert [row["host"] for row in registries.exports["shops"].rows(keeper)] == ["kiln.net"]
    assert [row["file"] for row in registries.exports["imports"].rows(keeper)] == ["products.csv"]
    assert list(registries.exports["shops"].rows(a_person())) == []
