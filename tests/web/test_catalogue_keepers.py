"""What keepers do on their shop's pages, and what others get instead."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.catalogue.exports import CUP, POT, written
from tests.factories import NOON, a_person, a_shop
from tests.kernel.drawings import a_picture
from watercress.catalogue import import_files, import_runs
from watercress.catalogue.models import HostProof, ImportRun, Product, Shop
from watercress.kernel import outbox
from watercress.kernel.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "pictures"


@pytest.fixture
def keeper():
    return a_person("shen", name="Shen Yao")


@pytest.fixture
def shop(keeper):
    return a_shop("Kiln No. 9", keeper=keeper, host="kiln.net")


def entered(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def upload(client: Client, shop: Shop, content: bytes, name: str = "products_export.csv", **fields):
    where = reverse("shop_import", args=[shop.slug])
    return client.post(where, {"file": SimpleUploadedFile(name, content, "text/csv"), "source": "auto", **fields})


def everything(shop: Shop) -> str:
    """All that a refused request must leave as it was."""
    tables = (Shop, Product, ImportRun, HostProof, Delivery)
    rows = [list(table.objects.order_by("pk").values()) for table in tables]
    return json.dumps([*rows, list(shop.keepers.values())], default=str)


GETS = ["shop_edit", "shop_import", "shop_feed", "shop_host"]
POSTS = ["shop_edit", "shop_keepers", "shop_import", "shop_import_page", "shop_feed", "shop_host"]


@pytest.mark.parametrize("name", GETS)
def test_a_visitor_is_asked_to_sign_in(client, shop, name):
    response = client.get(reverse(name, args=[shop.slug]))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("who", ["stranger", "rival", "operator"])
def test_nobody_but_its_keepers_changes_a_shop(shop, name, who):
    person = a_person(is_operator=who == "operator")
    if who == "rival":
        a_shop(keeper=person)
    before = everything(shop)
    where = reverse(name, args=[shop.slug])
    response = entered(person).post(where, {"name": "Mine", "host": "evil.net", "username": person.username})
    # What a shop brings is nobody else's business: its import page is missing, the others say why not.
    assert response.status_code == (404 if "import" in name or "feed" in name else 403)
    assert everything(shop) == before


def test_a_run_is_seen_by_keepers_of_that_shop_only(shop, keeper):
    run = import_runs.begin(shop, person=keeper, file_name="a.csv", source="auto", at=NOON)
    elsewhere = a_shop(keeper=keeper)
    seen = entered(keeper)
    assert seen.get(reverse("import_run", args=[shop.slug, run.pk])).status_code == 200
    assert seen.get(reverse("import_run", args=[elsewhere.slug, run.pk])).status_code == 404
    assert entered(a_person()).get(reverse("import_run", args=[shop.slug, run.pk])).status_code == 404


def test_someone_opens_a_shop_and_is_led_to_bring_its_goods(keeper):
    client = entered(keeper)
    assert client.get(reverse("shop_new")).status_code == 200
    told = {"name": "Two Hills", "host": "https://twohills.net/", "currency": "CNY", "country": "CN", "lang": "zh-hans",
            "about": "两座山。"}  # fmt: skip
    response = client.post(reverse("shop_new"), told)
    shop = Shop.objects.get()
    assert response.headers["Location"] == reverse("shop_import", args=[shop.slug])
    assert (shop.host, shop.currency, shop.lang, shop.opened_by) == ("twohills.net", "CNY", "zh-hans", keeper)


def test_what_is_wrong_with_a_new_shop_is_said_beside_its_field_with_what_was_typed(keeper):
    response = entered(keeper).post(
        reverse("shop_new"), {"name": "Two Hills", "host": "127.0.0.1", "currency": "CNY", "lang": "en"}
    )
    assert response.status_code == 400
    seen = response.content.decode()
    assert "A number of the Internet is not a name" in seen
    assert 'value="Two Hills"' in seen
    assert not Shop.objects.exists()


def test_s17_no_field_but_those_of_the_form_is_written(keeper):
    entered(keeper).post(
        reverse("shop_new"),
        {
            "name": "X",
            "currency": "CNY",
            "lang": "en",
            "host_proved_at": "2026-01-01",
            "products_count": "9",
            "slug": "new",
        },
    )
    shop = Shop.objects.get()
    assert (shop.host_proved_at, shop.products_count, shop.slug) == (None, 0, "x")


@pytest.mark.parametrize("field", ["name", "host", "country", "lang", "about", "currency"])
def test_s40_a_field_of_a_million_characters_is_a_400(keeper, field):
    told = {"name": "X", "currency": "CNY", "lang": "en", field: "x" * 900_000}
    assert entered(keeper).post(reverse("shop_new"), told).status_code == 400
    assert not Shop.objects.exists()


def test_keepers_edit_their_shop_and_give_it_a_crest(shop, keeper):
    client = entered(keeper)
    where = reverse("shop_edit", args=[shop.slug])
    assert "Kiln No. 9" in client.get(where).content.decode()
    crest = SimpleUploadedFile("crest.jpg", a_picture(90, 90), "image/jpeg")
    told = {"name": "Kiln Nine", "host": "kiln.net", "lang": "en", "about": "Leaks.", "country": "CN", "crest": crest}
    assert client.post(where, told).status_code == 302
    shop.refresh_from_db()
    assert (shop.name, shop.about, shop.crest is not None) == ("Kiln Nine", "Leaks.", True)


def test_s10_a_crest_that_is_no_picture_is_refused_and_what_was_typed_stays(shop, keeper):
    svg = SimpleUploadedFile("crest.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png")
    told = {"name": "Kiln Nine", "host": "", "lang": "en", "crest": svg}
    response = entered(keeper).post(reverse("shop_edit", args=[shop.slug]), told)
    assert response.status_code == 400
    assert "Kiln Nine" in response.content.decode()
    shop.refresh_from_db()
    assert shop.name == "Kiln No. 9"


def test_keepers_come_and_go_and_the_last_one_stays(shop, keeper):
    other = a_person("yao")
    client = entered(keeper)
    where = reverse("shop_keepers", args=[shop.slug])
    assert client.post(where, {"username": "@Yao"}).status_code == 302
    assert shop.keepers.count() == 2
    assert "Nobody here goes by this name" in client.post(where, {"username": "nobody"}).content.decode()
    assert client.post(where, {"remove": str(other.pk)}).status_code == 302
    refused = client.post(where, {"remove": str(keeper.pk)})
    assert refused.status_code == 403
    assert "The last keeper stays" in refused.content.decode()
    assert client.post(where, {"remove": str(a_person().pk)}).status_code == 404
    assert client.post(where, {"remove": "1e9"}).status_code == 400


def the_worker():
    outbox.deliver_due(at=timezone.now() + timedelta(seconds=1))


def test_a_keeper_brings_an_export_and_reads_what_it_did(shop, keeper):
    client = entered(keeper)
    response = upload(client, shop, written(POT, CUP, {**CUP, "Handle": "bad", "Variant Price": "soon"}))
    run = ImportRun.objects.get()
    where = reverse("import_run", args=[shop.slug, run.pk])
    assert response.headers["Location"] == where
    looking = client.get(where).content.decode()
    assert "is being looked at" in looking
    assert 'hx-trigger="every 2s"' in looking
    assert "<noscript><meta" in looking

    the_worker()
    waiting = client.get(where).content.decode()
    assert "This is what it would do" in waiting
    assert "Side-handle pot" in waiting
    assert "“soon” is not a price in CNY" in waiting
    assert 'hx-trigger="every 2s"' not in waiting
    assert not Product.objects.exists()
    assert "waits for you" in client.get(reverse("shop_import", args=[shop.slug])).content.decode()

    decision = reverse("import_decision", args=[shop.slug, run.pk])
    assert client.post(decision, {"do": "confirm"}).headers["Location"] == where
    assert "being put on the shelves" in client.get(where).content.decode()
    the_worker()
    done = client.get(where).content.decode()
    assert "2 products read." in done
    assert 'hx-trigger="every 2s"' not in done
    run.refresh_from_db()
    assert (run.person, run.progress, run.report["created"]) == (keeper, 100, 2)
    assert not list((import_files.stored("x").parent).iterdir())
    history = client.get(reverse("shop_import", args=[shop.slug])).content.decode()
    assert "products_export.csv" in history
    assert "2 new" in history
    assert "Side-handle pot" in client.get(reverse("shop", args=[shop.slug])).content.decode()


def test_no_file_is_left_behind_when_a_second_one_comes_before_the_first_was_read(shop, keeper):
    for rows in ((POT,), (POT, CUP)):
        upload(entered(keeper), shop, written(*rows))
    the_worker()
    first, second = ImportRun.objects.order_by("pk")
    assert "Another import" in first.problem
    assert second.preview["report"]["created"] == 2
    assert [file.name for file in import_files.stored("").iterdir()] == [second.stored_as]


@pytest.mark.parametrize("content", [b"PK\x03\x04" + b"\0" * 90, b"<!doctype html><title>Sign in</title>"])
def test_a_file_that_will_not_do_is_answered_in_a_sentence(shop, keeper, content):
    upload(entered(keeper), shop, content)
    the_worker()
    run = ImportRun.objects.get()
    seen = entered(keeper).get(reverse("import_run", args=[shop.slug, run.pk])).content.decode()
    assert "The file was not read" in seen
    assert run.problem
    assert not list(import_files.stored("").iterdir())


@pytest.mark.parametrize(("content", "status"), [(b"", 400), (None, 400)], ids=["empty", "none"])
def test_a_missing_file_is_said_at_once(shop, keeper, content, status):
    client = entered(keeper)
    if content is None:
        response = client.post(reverse("shop_import", args=[shop.slug]), {"source": "auto"})
    else:
        response = upload(client, shop, content)
    assert response.status_code == status
    assert not ImportRun.objects.exists()


def test_a_file_too_large_is_refused_and_not_kept(shop, keeper, monkeypatch):
    monkeypatch.setattr(import_files, "MOST_BYTES", 100)
    response = upload(entered(keeper), shop, written(POT))
    assert response.status_code == 400
    assert "larger than 100 MB" in response.content.decode()
    assert not ImportRun.objects.exists()
    assert not list(import_files.stored("x").parent.iterdir())


@pytest.mark.parametrize("name", ["../../../etc/passwd", "a/../../b.csv", "x" * 400 + ".csv", "<script>.csv"])
def test_the_name_of_a_file_names_nothing_here(shop, keeper, name):
    assert upload(entered(keeper), shop, written(POT), name=name).status_code == 302
    run = ImportRun.objects.get()
    assert import_files.stored(run.stored_as).parent == import_files.stored("x").parent
    seen = entered(keeper).get(reverse("import_run", args=[shop.slug, run.pk])).content.decode()
    assert "<script>.csv" not in seen


def test_a_keeper_is_told_how_to_prove_the_host_and_has_it_looked_at(shop, keeper):
    client = entered(keeper)
    where = reverse("shop_host", args=[shop.slug])
    seen = client.get(where).content.decode()
    assert "https://kiln.net/.well-known/watercress.txt" in seen
    assert "&lt;meta name=&#34;watercress-proof&#34; content=&#34;" in seen
    assert not HostProof.objects.exists()
    assert client.post(where).status_code == 302
    waiting = client.get(where).content.decode()
    assert "We are looking" in waiting
    assert client.post(where).status_code == 400
    assert Delivery.objects.filter(event="catalogue.proof-asked").count() == 1


def test_anyone_may_try_to_claim_a_shop_nobody_keeps(client):
    shop = a_shop("Old Orchard", host="orchard.net")
    assert "Claim it" in client.get(reverse("shop", args=[shop.slug])).content.decode()
    seen = entered(a_person()).get(reverse("shop_host", args=[shop.slug])).content.decode()
    assert "Claim this shop" in seen


def test_s33_looking_at_pages_changes_nothing(shop, keeper):
    client = entered(keeper)
    import_runs.begin(shop, person=keeper, file_name="a.csv", source="auto", at=NOON)
    before = everything(shop)
    for name in ("shop", "shop_edit", "shop_import", "shop_host"):
        assert client.get(reverse(name, args=[shop.slug])).status_code == 200
    assert client.get(reverse("shop_keepers", args=[shop.slug])).status_code == 405
    assert everything(shop) == before


def test_keepers_pages_ask_few_questions_whatever_their_length(shop, keeper, django_assert_max_num_queries):
    client = entered(keeper)
    for number in range(30):
        import_runs.begin(shop, person=keeper, file_name=f"{number}.csv", source="auto", at=NOON)
        shop.keepers.create(person=a_person(), since=NOON)
    run = ImportRun.objects.latest("pk")
    client.get(reverse("shops"))
    for where in (
        reverse("shop_edit", args=[shop.slug]),
        reverse("shop_import", args=[shop.slug]),
        reverse("import_run", args=[shop.slug, run.pk]),
        reverse("shop_host", args=[shop.slug]),
        reverse("shop_new"),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(where).status_code == 200


def test_a_keeper_finds_their_own_shops_from_every_page():
    keeper = a_person()
    a_shop("Kiln No. 9", slug="kiln", keeper=keeper)
    a_shop("Somebody else's", slug="other", keeper=a_person())
    client = Client()
    client.force_login(keeper)
    assert 'href="/shops/?kept=1"' in client.get("/circles/").content.decode()
    page = client.get("/shops/?kept=1").content.decode()
    assert "/shops/kiln/" in page
    assert "/shops/other/" not in page
    client.force_login(a_person())
    assert "You keep no shop here yet." in client.get("/shops/?kept=1").content.decode()
    visitor = Client().get("/shops/?kept=1").content.decode()
    assert "/shops/other/" in visitor
    assert "<h1>Shops</h1>" in visitor
