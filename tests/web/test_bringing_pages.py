"""The pages of a keeper's way in: what is looked at, decided, mapped, and read by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.catalogue.bringing import looked_at
from tests.catalogue.exports import CUP, POT, written
from tests.factories import NOON, a_person, a_product, a_shop
from watercress.catalogue import feeds
from watercress.catalogue.models import ImportRun, Product, Shop, ShopFeed
from watercress.kernel import outbox, sheets
from watercress.web.middleware import limits

pytestmark = pytest.mark.django_db
SECRET = "https://shop.example/feed.xml?key=s3cret"
TABLE = "Nummer;Was;Preis €;Leer\n7;Kanne;39,00;\n8;=Tasse;12,50;\n".encode()


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def keeper():
    return a_person("shen")


@pytest.fixture
def shop(keeper):
    return a_shop("Kiln No. 9", keeper=keeper, host="kiln.net")


@pytest.fixture
def client(keeper):
    return entered(keeper)


def entered(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at_run(run: ImportRun, name: str = "import_run") -> str:
    return reverse(name, args=[run.shop.slug, run.pk])


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def the_worker() -> None:
    outbox.deliver_due(at=timezone.now() + timedelta(seconds=1))


def test_a_keeper_maps_the_columns_of_a_table_nobody_knows(client, shop, keeper):
    run = looked_at(TABLE, shop, keeper, at=timezone.now())
    where = at_run(run, "import_columns")
    seen = page(client, at_run(run))
    assert "We do not know this table yet" in seen
    assert f'href="{where}"' in seen
    assert 'value="confirm"' not in seen
    form = page(client, where)
    assert "Kanne" in form
    assert '<option value="Preis €">Preis € (39,00)</option>' in form or "Preis € (39,00)" in form

    wrong = client.post(where, {"title": "", "price": "Preis €", "handle": "Kosten"})
    assert wrong.status_code == 400
    said = wrong.content.decode()
    assert "Choose the column it is in." in said
    assert '<option value="Preis €" selected>' in said, "what was chosen stays"
    sent = client.post(where, {"title": "Was", "price": "Preis €", "handle": "Nummer"})
    assert sent.headers["Location"] == at_run(run)
    the_worker()
    assert "This is what it would do" in page(client, at_run(run))
    # Once it is decided there is nothing to map any more.
    client.post(at_run(run, "import_decision"), {"do": "throw-away"})
    page(client, where, 404)
    assert "Thrown away" in page(client, at_run(run))


def test_s39_what_was_not_taken_is_a_table_without_formulas(client, shop, keeper):
    rows = ({**CUP, "Handle": "a", "Variant Price": "?"}, {**CUP, "Handle": "b", "Variant Price": "??"}, POT)
    run = looked_at(written(*rows), shop, keeper)
    ImportRun.objects.update(
        preview={**run.preview, "report": {**run.preview["report"], "rejected": [{"line": 2, "reason": "=1+1"}]}}
    )
    answer = client.get(at_run(run, "import_lines"))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.content.decode("utf-8-sig") == "Line,Why\r\n2,'=1+1\r\n"
    for begins in "=+-@\t\r":
        assert sheets.safe(f"{begins}1") == f"'{begins}1"
    assert sheets.safe(-12) == -12


def test_reasons_are_counted_so_that_one_knows_what_to_mend_first(client, shop, keeper):
    rows = [{**CUP, "Handle": f"cup-{number}", "Variant Price": f"soon {number}"} for number in range(5)]
    run = looked_at(written(POT, *rows, {**CUP, "Handle": "b", "Title": ""}), shop, keeper)
    assert run.preview["report"]["reasons"] == [
        ["“soon 0” is not a price in CNY.", 5],
        ["The product has no title.", 1],
    ]
    seen = page(client, at_run(run))
    assert "What to mend first" in seen
    assert "6 lines were not taken" in seen


def test_another_currency_is_said_once_and_a_new_shop_can_take_it(client, shop, keeper):
    content = b"id,title,price,availability\n1,Pot,12.00 EUR,in stock\n2,Cup,5.00 EUR,in stock\n"
    run = looked_at(content, shop, keeper, at=timezone.now())
    seen = page(client, at_run(run))
    assert "These prices are in EUR, and your shop keeps its prices in CNY" in seen
    assert "Keep this shop's prices in EUR" in seen.replace("&#39;", "'")
    assert 'value="confirm"' not in seen
    a_product(shop=shop)
    seen = page(client, at_run(run))
    assert 'value="currency"' not in seen
    assert "prices of the past" in seen
    assert client.post(at_run(run, "import_decision"), {"do": "currency"}).status_code == 403
    Product.objects.all().delete()
    client.post(at_run(run, "import_decision"), {"do": "currency"})
    the_worker()
    assert Shop.objects.get(pk=shop.pk).currency == "EUR"
    assert "This is what it would do" in page(client, at_run(run))


def test_what_is_decided_is_one_of_a_few_things(client, shop, keeper):
    run = looked_at(written(POT), shop, keeper)
    where = at_run(run, "import_decision")
    for sent in ({}, {"do": "all"}, {"do": "source", "source": "amazon"}, {"do": "currency"}):
        assert client.post(where, sent).status_code == 400, sent
    assert client.get(where).status_code == 405
    client.post(where, {"do": "source", "source": "google_table"})
    the_worker()
    run.refresh_from_db()
    assert (run.is_waiting, run.source) == (True, "google_table")
    assert "lacks the columns" in run.problem


def test_an_address_is_named_and_its_secret_is_never_shown_again(client, shop):
    where = reverse("shop_feed", args=[shop.slug])
    wrong = client.post(where, {"do": "name", "address": "https://me:pw@shop.example/", "every": "daily"})
    assert wrong.status_code == 400
    assert "name and password" in wrong.content.decode()
    assert client.post(where, {"do": "name", "address": SECRET, "every": "hourly"}).status_code == 400
    assert client.post(where, {"do": "name", "address": SECRET, "every": "daily"}).headers["Location"] == where
    for address in (where, reverse("shop_import", args=[shop.slug])):
        seen = page(client, address)
        assert "https://shop.example/feed.xml?…" in seen
        assert "s3cret" not in seen
    assert "It is being fetched" in page(client, where)

    feed = ShopFeed.objects.get()
    asked = client.post(where, {"do": "fetch"})
    assert asked.status_code == 400
    assert "five minutes" in asked.content.decode()
    client.post(where, {"do": "pace", "every": "weekly"})
    feed.refresh_from_db()
    assert feed.every == "weekly"
    assert client.post(where, {"do": "pace", "every": "hourly"}).status_code == 400
    assert client.post(where, {"do": "shout"}).status_code == 400
    client.post(where, {"do": "remove"})
    assert not ShopFeed.objects.exists()
    assert client.post(where, {"do": "fetch"}).status_code == 404


def test_a_feed_that_was_given_up_is_told_on_the_page_where_goods_are_brought(client, shop):
    given = {"named_at": NOON, "failures": 8, "stopped_at": NOON, "answered_at": NOON, "problem": "The host sleeps."}
    ShopFeed.objects.create(shop=shop, address=SECRET, **given)
    seen = page(client, reverse("shop_import", args=[shop.slug]))
    assert "could not be read 8 times" in seen
    assert "The host sleeps." in seen


@pytest.mark.parametrize(
    ("address", "says"),
    [("https://other.net/p/1", "not on kiln.net"), ("http://kiln.net/p/1", "https://"), ("", "required"),
     ("https://kiln.net.evil.net/p", "not on kiln.net"), ("https://kiln.net/" + "a" * 3000, "at most")],
)  # fmt: skip
def test_one_products_page_is_of_the_shops_own_host(client, shop, address, says):
    answer = client.post(reverse("shop_import_page", args=[shop.slug]), {"address": address})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_what_makes_the_town_ask_a_server_is_limited(client, shop, monkeypatch):
    for name in ("shop_import_page", "shop_feed"):
        monkeypatch.setitem(limits.BY_ROUTE, name, replace(limits.BY_ROUTE[name], most=2))
        where = reverse(name, args=[shop.slug])
        answers = [client.post(where, {"address": "https://evil", "do": "name", "every": "daily"}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [400, 400, 429]


def test_no_other_shops_keeper_sees_or_decides_anything(shop, keeper):
    run = looked_at(TABLE, shop, keeper)
    feeds.name(shop, person=keeper, address=SECRET, every="daily", at=NOON)
    rival = a_person()
    theirs = a_shop(keeper=rival)
    visitor = entered(rival)
    for slug in (shop.slug, theirs.slug):
        for name in ("import_run", "import_columns", "import_lines"):
            assert visitor.get(reverse(name, args=[slug, run.pk])).status_code == 404
        for name in ("import_decision", "import_columns"):
            sent = {"do": "throw-away", "title": "Was"}
            assert visitor.post(reverse(name, args=[slug, run.pk]), sent).status_code == 404
    assert visitor.post(reverse("shop_feed", args=[shop.slug]), {"do": "remove"}).status_code == 404
    run.refresh_from_db()
    assert run.is_waiting
    assert ShopFeed.objects.exists()


def test_these_pages_ask_few_questions_whatever_they_show(client, shop, keeper, django_assert_max_num_queries):
    feeds.name(shop, person=keeper, address=SECRET, every="daily", at=NOON)
    rows = [{**POT, "Handle": f"pot-{number}", "Variant Price": "1" if number % 2 else "?"} for number in range(60)]
    run = looked_at(written(*rows), shop, keeper)
    client.get(reverse("shops"))
    for address in (
        at_run(run), at_run(run, "import_columns"), at_run(run, "import_lines"),
        reverse("shop_import", args=[shop.slug]), reverse("shop_feed", args=[shop.slug]),
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            page(client, address)
