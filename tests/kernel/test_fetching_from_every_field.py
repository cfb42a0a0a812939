"""Whatever address stands in a row, no job of the town leads a request inside (S05)."""

import pytest
from django.apps import apps
from django.db import models, transaction

from tests.factories import NOON, a_person, a_product, a_shop
from tests.kernel.canary import a_canary
from tests.kernel.test_fetching import ADDRESSES, SPELLINGS, bracketed
from watercress.catalogue import feeds, proofs, txt_records
from watercress.catalogue.events import ImportAsked, PicturesWanted
from watercress.catalogue.models import HostProof, ImportRun, ProductPicture, ShopFeed
from watercress.kernel import events, outbox
from watercress.kernel.fetching import network
from watercress.kernel.models import Delivery

pytestmark = pytest.mark.django_db

ADDRESS_NAMES = {"url", "host", "link", "site", "website", "address", "homepage", "source", "feed"}
KNOWN = {
    "Fetch.host": "written by the fetcher itself",
    "HostProof.host": "looked at by proofs.look, below",
    "ImportRun.address": "fetched by product_pages.fetch, below",
    "ImportRun.source": "the name of an importer",
    "Product.link": "shown, never fetched",
    "ProductPicture.source": "fetched by pictures.fetch_some, below",
    "Shop.host": "looked at by proofs.look, below",
    "ShopFeed.address": "fetched by feed_readings.fetch, below",
    "ShopFeed.source": "the name of an importer",
}


def test_s05_every_field_that_may_hold_an_address_is_known_here():
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("watercress.")
        for field in model._meta.get_fields()
        if isinstance(field, models.URLField) or (isinstance(field, models.CharField) and field.name in ADDRESS_NAMES)
    }
    assert found == set(KNOWN), "say in KNOWN what becomes of it, and fill it in the test below if a job reads it"


@pytest.fixture
def canary(monkeypatch):
    """A server here, the real resolver, and a network that takes note instead of connecting."""
    with a_canary() as canary:

        def noted(_network, address, port, seconds):
            canary.connections += 1
            raise AssertionError(f"a connection to {address}")

        def none(_name):
            raise txt_records.NoAnswer

        monkeypatch.setattr(network.Network, "connect", noted)
        monkeypatch.setattr(txt_records, "find", none)
        yield canary


def test_s05_no_job_follows_an_address_inside(canary, settings, tmp_path):
    settings.HOME = tmp_path
    hosts = [*map(bracketed, ADDRESSES), *SPELLINGS]
    shop = a_shop(host="inside", keeper=(keeper := a_person()))
    runs: list[int] = []
    product = a_product(shop=shop, link=f"http://127.0.0.1:{canary.port}/")
    for position, host in enumerate([*hosts, f"127.0.0.1:{canary.port}"]):
        ProductPicture.objects.create(product=product, position=position, source=f"http://{host}/{position}.png")
        HostProof.objects.create(shop=(other := a_shop()), person=keeper, host=host, asked_at=NOON)
        if position % 5:  # Which hosts are inside is the fetcher's to know; here it is that each job asks it.
            continue
        address = f"https://{host}/{position}.xml"
        ShopFeed.objects.create(shop=other, address=address, named_at=NOON, confirmed_at=NOON, due_at=NOON)
        run = {"shop": other, "address": address, "source": "product_page", "started_at": NOON}
        runs.append(ImportRun.objects.create(**run).pk)
    with transaction.atomic():
        events.record(PicturesWanted(product_ids=(product.pk,)), at=NOON)
        proofs.ask(shop, person=keeper, at=NOON)
        for number in runs:
            events.record(ImportAsked(run_id=number), at=NOON)
    while feeds.ask_due(at=NOON):
        pass
    for proof in HostProof.objects.select_related("shop", "person"):
        proofs.look(proof, at=NOON)
    outbox.deliver_due(at=NOON)

    assert canary.connections == 0
    assert list(Delivery.objects.exclude(error="").values_list("error", flat=True)) == [], "nothing broke either"
    assert not ProductPicture.objects.exclude(picture=None).exists()
    assert not HostProof.objects.filter(proved_at__isnull=False).exists()
    assert not ImportRun.objects.exclude(outcome="refused").exists()
    assert not ShopFeed.objects.filter(problem="").exists()
