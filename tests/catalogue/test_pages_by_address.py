"""One product by the address of its page: fetched by the worker, from the shop's own host only, looked at first."""

from datetime import timedelta

import pytest

from tests.factories import NOON, a_person, a_product, a_shop
from tests.kernel.canary import a_secure_internet, an_authority, said
from watercress.catalogue import import_decisions, product_pages
from watercress.catalogue.models import ImportRun, Product
from watercress.catalogue.models.runs import Outcome
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.kernel.fetching import Fetched, network

from .bringing import files_left, put, the_worker
from .exports import later, shared

pytestmark = pytest.mark.django_db
ADDRESS = "https://shop.example/p/pot"
POT = b"""<html><head><title>Pot</title><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "Product", "name": "Side-handle pot", "image": "/pot.jpg",
 "offers": {"@type": "Offer", "price": "168.00", "priceCurrency": "CNY", "availability": "https://schema.org/InStock"}}
</script></head><body></body></html>"""


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return an_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def host(authority, monkeypatch, settings, tmp_path):
    settings.HOME = tmp_path
    with a_secure_internet(authority) as internet:
        monkeypatch.setattr(network, "INTERNET", internet)
        internet.canary.answer = said(POT)
        yield internet.canary


@pytest.fixture
def keeper():
    return a_person()


@pytest.fixture
def shop(keeper):
    return a_shop(keeper=keeper, host="shop.example")


def asked(shop, keeper, *, at=NOON, address=ADDRESS):
    run = product_pages.ask(shop, person=keeper, address=address, at=at)
    the_worker(at)
    run.refresh_from_db()
    return run


def test_a_page_is_fetched_looked_at_and_put_beside_what_is_there(host, shop, keeper):
    other = a_product(shop=shop)
    run = asked(shop, keeper)
    assert run.is_waiting
    assert (run.preview["is_whole"], run.preview["report"]["created"], run.preview["report"]["retired"]) == (
        False,
        1,
        0,
    )
    assert run.preview["sample"][0]["pictures_from"] == "shop.example", "what the page names is named from its address"
    assert put(run, keeper).report["created"] == 1
    assert (Product.objects.get(title="Side-handle pot").price, files_left()) == (16800, [])
    other.refresh_from_db()
    assert other.retired_at is None

    again = asked(shop, keeper, at=later(1))
    assert (again.preview["report"]["created"], again.preview["report"]["unchanged"]) == (0, 1)


@pytest.mark.parametrize("name", ["product.html", "product_microdata.html"])
def test_a_real_page_goes_the_whole_way_twice(host, keeper, name):
    host.answer = said(shared(f"pages/{name}").read_bytes())
    shop = a_shop(keeper=keeper, host="shop.example")
    run = asked(shop, keeper)
    assert run.preview["other_currency"], "it is priced in dollars or euros, and the shop in yuan"
    import_decisions.take_currency(run, person=keeper, at=NOON)
    the_worker()
    run.refresh_from_db()
    assert put(run, keeper).report["created"] == 1
    assert asked(shop, keeper, at=later(1)).preview["report"]["unchanged"] == 1


REFUSED = {
    "a page elsewhere": (said(status="302 Found", Location="https://other.example/p"), ""),
    "missing": (said(status="404 Not Found"), "404"),
    "a picture": (said(b"\x89PNG", kind="image/png"), "another kind"),
    "more than a megabyte": (said(b"<p>" + b"x" * 2**20), "too large"),
    "no product": (said(b"<html><title>Us</title></html>"), "no product"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_s06_what_is_no_page_of_the_shops_ends_in_a_sentence(host, shop, keeper, what):
    host.answer, says = REFUSED[what]
    run = asked(shop, keeper)
    assert (run.outcome, run.finished_at is not None, files_left()) == (Outcome.REFUSED, True, [])
    assert run.problem
    assert says in run.problem


def test_a_page_that_led_to_another_host_is_none_of_the_shops(shop):
    there = Fetched("https://shop.example.evil.net/p", 200, "text/html", b"")
    assert "led away from shop.example" in product_pages._against(there, shop)
    assert product_pages._against(Fetched("https://www.shop.example/p", 200, "text/html", b""), shop) == ""


def test_a_page_asked_for_twice_at_once_waits_for_its_turn(host, shop, keeper):
    asked(shop, keeper)
    second = asked(shop, keeper, at=NOON + timedelta(minutes=1))
    assert (second.is_busy, host.connections) == (True, 1)
    the_worker(NOON + timedelta(minutes=6))
    second.refresh_from_db()
    assert (second.is_waiting, host.connections) == (True, 2)


def test_a_worker_killed_after_the_fetch_does_not_ask_again(host, shop, keeper, monkeypatch):
    run = product_pages.ask(shop, person=keeper, address=ADDRESS, at=NOON)
    with monkeypatch.context() as patched:
        patched.setattr("watercress.catalogue.import_runs.look", _dies)
        with pytest.raises(KeyboardInterrupt):
            the_worker()
    the_worker(later(1))
    run.refresh_from_db()
    assert (run.is_waiting, host.connections) == (True, 1)


def _dies(*_whatever, **_more):
    raise KeyboardInterrupt


def test_s06_only_keepers_make_the_town_fetch_and_only_from_their_own_host(host, shop, keeper):
    with pytest.raises(NotAllowed):
        product_pages.ask(shop, person=a_person(), address=ADDRESS, at=NOON)
    for address in ("https://shop.example.evil.net/p", "https://evil.net/?shop.example", "https://127.0.0.1/p"):
        with pytest.raises(Refused):
            product_pages.ask(shop, person=keeper, address=address, at=NOON)
    assert not ImportRun.objects.exists()
    the_worker()
    assert host.connections == 0
    assert product_pages.ask(shop, person=keeper, address="www.shop.example/p/pot", at=NOON).address.startswith("https")
