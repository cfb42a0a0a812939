"""Two at the same moment, at one shop: the counts hold, whoever is first."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.factories import NOON, a_person, a_shop
from watercress.catalogue import import_decisions, import_runs
from watercress.catalogue.importers import stocking
from watercress.catalogue.models import ImportRun, PricePoint, Product, Shop
from watercress.kernel.models import Delivery

from .bringing import looked_at
from .exports import POT, a_file, written


@pytest.mark.django_db(transaction=True)
def test_imports_at_once_leave_every_product_once_and_the_count_right(tmp_path, monkeypatch):
    monkeypatch.setattr(stocking, "AT_ONCE", 10)
    shop = a_shop()

    def bring(first: int) -> None:
        rows = [{**POT, "Handle": f"pot-{number}"} for number in range(first, first + 60)]
        path = a_file(tmp_path, written(*rows), f"{first}.csv")
        try:
            run = import_runs.begin(shop, person=None, file_name=path.name, source="auto", at=NOON)
            import_runs.carry_out(run, path=path, clock=lambda: NOON)
        except import_runs.Superseded:
            return
        finally:
            connection.close()

    # SQLite's tests share one memory, where threads are in each other's way; test_import_command has processes.
    at_once = 3 if connection.features.test_db_allows_multiple_connections else 1
    with ThreadPoolExecutor(at_once) as threads:
        list(threads.map(bring, (0, 30, 0)))
    on_the_shelf = Product.objects.on_the_shelf().filter(shop=shop).count()
    assert Shop.objects.get(pk=shop.pk).products_count == on_the_shelf >= 60
    assert PricePoint.objects.count() == Product.objects.count()


@pytest.mark.django_db(transaction=True)
def test_two_keepers_who_say_yes_at_once_say_it_once(settings, tmp_path):
    settings.HOME = tmp_path
    keeper = a_person()
    shop = a_shop(keeper=keeper)
    run = looked_at(written(POT), shop, keeper)

    def say_yes(_number: int) -> bool:
        try:
            return import_decisions.confirm(ImportRun.objects.get(pk=run.pk), person=keeper, at=NOON)
        finally:
            connection.close()

    at_once = 4 if connection.features.test_db_allows_multiple_connections else 1
    with ThreadPoolExecutor(at_once) as threads:
        assert all(threads.map(say_yes, range(4)))
    assert Delivery.objects.filter(event="catalogue.import-confirmed").count() == 1
