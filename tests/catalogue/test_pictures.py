"""The pictures of goods are fetched by the worker, through the one fetcher."""

from datetime import timedelta

import pytest

from tests.factories import NOON, a_product, a_shop
from tests.kernel.canary import FakeInternet, a_canary, said
from tests.kernel.drawings import a_picture
from watercress.catalogue import pictures
from watercress.catalogue.events import PicturesWanted
from watercress.catalogue.models import HostProof, Product, ProductPicture
from watercress.kernel import outbox
from watercress.kernel.fetching import network
from watercress.kernel.models import Delivery
from watercress.people.models import Person

from .exports import POT, a_file, bring, later, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def canary():
    with a_canary() as canary:
        canary.answer = said(a_picture(60, 75), kind="image/jpeg")
        yield canary


@pytest.fixture
def internet(canary, monkeypatch):
    internet = FakeInternet(canary)
    monkeypatch.setattr(network, "INTERNET", internet)
    return internet


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "pictures"


def with_pictures(*sources: str, **columns) -> Product:
    product = a_product(**columns)
    for position, source in enumerate(sources, start=1):
        ProductPicture.objects.create(product=product, position=position, source=source)
    return product


def fetched(*products: Product, attempt: int = 0, days: int = 0) -> list[ProductPicture]:
    pictures.fetch_some([product.pk for product in products], attempt=attempt, at=later(days), key="a turn")
    return list(ProductPicture.objects.filter(product__in=products).order_by("product_id", "position"))


def later_turns() -> list[tuple]:
    rows = Delivery.objects.filter(event=PicturesWanted.name).order_by("due_at")
    return [(row.due_at, row.payload["product_ids"], row.payload["attempt"]) for row in rows]


def test_an_import_brings_its_pictures_without_asking_anyone_in_a_request(internet, canary, tmp_path):
    shop = a_shop()
    bring(a_file(tmp_path, written({**POT, "Image Src": "http://cdn.net/1.jpg"})), shop)
    assert canary.connections == 0
    outbox.deliver_due(at=NOON)
    product = Product.objects.get(shop=shop)
    assert product.pictures.get().picture == product.picture
    assert product.picture.public
    assert internet.resolved == ["cdn.net"]


def test_the_first_picture_stands_for_the_product(internet):
    product = with_pictures("http://cdn.net/1.jpg", "http://cdn.net/2.jpg")
    first, second = fetched(product)
    product.refresh_from_db()
    assert product.picture == first.picture
    assert second.picture


def test_one_address_shown_by_many_products_is_fetched_once(internet, canary):
    goods = [with_pictures("http://cdn.net/same.jpg") for _ in range(5)]
    rows = fetched(*goods)
    assert len({row.picture for row in rows}) == 1
    assert canary.connections == 1


def test_goods_kept_off_the_shelf_are_not_fetched_for(internet, canary):
    fetched(with_pictures("http://cdn.net/1.jpg", listed=False), with_pictures("http://cdn.net/2.jpg", retired_at=NOON))
    assert canary.connections == 0


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (said(b"<svg xmlns='http://www.w3.org/2000/svg'/>", kind="image/svg+xml"), ""),
        (said(b"<html>not found</html>"), "another kind"),
        (said(b"gone", status="404 Not Found"), "could not be read"),
        (said(b"\x89PNG\r\n\x1a\n broken", kind="image/png"), ""),
    ],
    ids=["svg", "html", "404", "broken"],
)
def test_what_is_no_picture_is_noted_and_not_asked_for_again(internet, canary, answer, says):
    canary.answer = answer
    product = with_pictures("http://cdn.net/1.jpg")
    (row,) = fetched(product)
    assert row.picture is None
    assert row.problem
    assert says in row.problem
    fetched(product)
    assert canary.connections == 1
    assert later_turns() == []


def test_a_host_that_does_not_answer_is_asked_again_later_and_in_the_end_given_up(internet, canary):
    internet.names["down.net"] = OSError("no such name")
    product = with_pictures(*(f"http://down.net/{number}.jpg" for number in range(4)))
    rows = fetched(product)
    assert not any(row.problem for row in rows)
    # Not four times: a host that is down is left alone for this turn.
    assert internet.resolved == ["down.net"]
    assert later_turns() == [(NOON + timedelta(hours=1), [product.pk], 1)]
    rows = fetched(product, attempt=3, days=2)
    assert all("could not be reached" in row.problem for row in rows)


def test_a_host_that_asks_to_wait_is_left_alone_until_then(internet, canary):
    canary.answer = said(b"", status="429 Too Many Requests", Retry_After="600")
    product = with_pictures("http://cdn.net/1.jpg", "http://cdn.net/2.jpg")
    fetched(product)
    assert canary.connections == 1
    (turn,) = later_turns()
    assert turn[0] >= NOON + timedelta(minutes=10)


def test_a_turn_ends_after_some_seconds_and_the_rest_goes_to_the_back_of_the_queue(internet, monkeypatch):
    monkeypatch.setattr(pictures, "TURN", 0.0)
    goods = [with_pictures(f"http://cdn.net/{number}.jpg") for number in range(3)]
    rows = fetched(*goods)
    assert not any(row.picture for row in rows)
    ((due_at, numbers, attempt),) = later_turns()
    assert numbers == [product.pk for product in goods]
    assert attempt == 0
    assert due_at >= NOON


def test_s05_no_address_a_shop_gives_leads_into_the_house(canary):
    """Every field of the catalogue that holds an address, filled with one inside; every job run."""
    for inside in (f"http://127.0.0.1:{canary.port}/x.jpg", f"http://localhost:{canary.port}/x", "http://[::1]/x.jpg"):
        host = f"127.0.0.1:{canary.port}"
        shop = a_shop(host=f"{host}-{len(inside)}", keeper=Person.objects.create(username=inside[-9:], joined_at=NOON))
        product = with_pictures(inside, shop=shop, link=inside)
        pictures.fetch_some([product.pk], attempt=0, at=NOON, key=inside)
        keeper = shop.keepers.get().person
        proof = HostProof.objects.create(shop=shop, person=keeper, host=shop.host, asked_at=NOON)
        from watercress.catalogue import proofs

        proofs.look(proof, at=NOON)
    outbox.deliver_due(at=NOON + timedelta(days=3))
    assert canary.connections == 0
    assert not ProductPicture.objects.exclude(picture=None).exists()
