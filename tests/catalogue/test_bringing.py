"""A file is looked at before anything is written, and what the look says is what then happens."""

from datetime import timedelta

import pytest

from tests.factories import NOON, a_person, a_product, a_shop
from watercress.catalogue import import_decisions, import_files, import_readings, import_runs, previews, shops
from watercress.catalogue.importers import stocking
from watercress.catalogue.importers.records import Feed, SourceProduct
from watercress.catalogue.importers.report import Report
from watercress.catalogue.importers.stocking import Superseded
from watercress.catalogue.models import ColumnMapping, ImportRun, Product, Shop
from watercress.catalogue.models.runs import Outcome
from watercress.kernel.decisions import NotAllowed, Refused

from .bringing import counts, files_left, looked_at, put, shelves, the_worker
from .exports import CUP, POT, later, shared, written

pytestmark = pytest.mark.django_db
DRAFT = {**CUP, "Handle": "draft", "Status": "draft"}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def keeper():
    return a_person()


@pytest.fixture
def shop(keeper):
    return a_shop(keeper=keeper)


def test_a_look_writes_nothing_and_counts_what_then_happens(shop, keeper, monkeypatch):
    monkeypatch.setattr(stocking, "AT_ONCE", 2)
    put(looked_at(written(POT, CUP, {**CUP, "Handle": "gone"}), shop, keeper), keeper)
    before = shelves()
    bad = {**POT, "Handle": "bad", "Variant Price": "soon"}
    rows = ({**POT, "Variant Price": "150"}, CUP, DRAFT, bad, {**CUP, "Handle": "new"})
    run = looked_at(written(*rows), shop, keeper, at=later(1))
    assert run.is_waiting
    assert shelves() == before
    told = run.preview["report"]
    assert counts(told) == {
        "read": 4, "created": 2, "updated": 1, "unchanged": 1, "retired": 1, "unlisted": 1, "variants": 4,
    }  # fmt: skip
    assert (run.preview["had"], run.preview["gone"], run.preview["looks_cut_off"]) == (3, ["Tasting cup"], False)
    assert told["reasons"] == [["“soon” is not a price in CNY.", 1]]

    assert put(run, keeper, at=later(1)).report == told
    assert (run.outcome, run.confirmed_by, run.preview, files_left()) == (Outcome.DONE, keeper, {}, [])
    again = looked_at(written(*rows), shop, keeper, at=later(2)).preview["report"]
    assert (again["created"], again["updated"], again["retired"], again["unchanged"]) == (0, 0, 0, 4)


def test_the_first_goods_are_shown_as_they_would_stand_there(shop, keeper):
    filed = {**POT, "Product Category": "Home & Garden > Kitchen & Dining > Tableware > Tea Pots"}
    rows = [
        {**filed, "Image Src": "https://cdn.example/1.jpg", "Option1 Name": "Size", "Option1 Value": "S"},
        {"Handle": "pot", "Option1 Value": "L", "Variant Price": "198"},
        *({**CUP, "Handle": f"cup-{number}"} for number in range(20)),
    ]
    sample = looked_at(written(*rows), shop, keeper).preview["sample"]
    assert len(sample) == 12
    assert sample[0] == {
        "title": "Side-handle pot", "price": 16800, "price_most": 19800, "currency": "CNY", "options": 2,
        "pictures_from": "cdn.example", "category": "teapots", "listed": True, "does": "new",
    }  # fmt: skip


REAL = [
    ("shopify/apparel.csv", "USD"),
    ("woocommerce/sample_products.csv", "USD"),
    ("google-feeds/TumbleweedNO__hardlifeapparelco.com__google-merchant-feed.xml", "USD"),
    ("google-feeds/jjjen228__farfetch_parse__google_merchant_feed.xml", "USD"),
    ("google-feeds/sherow1982__sooq-alemarat__google-merchant-feed.csv", "AED"),
    ("google-feeds/zuhooruddin__chitralhive__google-merchant-feed.xml", "PKR"),
]


@pytest.mark.parametrize(("name", "currency"), REAL, ids=[name for name, _currency in REAL])
def test_a_real_file_goes_the_whole_way_twice(keeper, name, currency):
    shop = a_shop(keeper=keeper, currency=currency)
    run = looked_at(shared(name), shop, keeper)
    told = run.preview["report"]
    assert told["created"] == told["read"] > 0
    assert not Product.objects.exists()
    assert put(run, keeper).report == told
    assert Product.objects.count() == told["created"]

    before = shelves()[:4]
    again = looked_at(shared(name), shop, keeper, at=later(1))
    told = again.preview["report"]
    assert (told["created"], told["updated"], told["retired"]) == (0, 0, 0)
    assert put(again, keeper, at=later(1)).report == told
    assert shelves()[:4] == before


def test_nothing_is_decided_before_the_look_and_twice_is_once(shop, keeper):
    run = import_runs.ask(shop, person=keeper, chunks=[written(POT)], file_name="a", source="auto", at=NOON)
    for decide in (import_decisions.confirm, import_decisions.throw_away):
        with pytest.raises(Refused, match="being read"):
            decide(run, person=keeper, at=NOON)
    the_worker()
    for _time in range(2):
        assert import_decisions.confirm(run, person=keeper, at=NOON)
    the_worker()
    the_worker(later(1))
    run.refresh_from_db()
    assert (run.outcome, run.report["created"]) == (Outcome.DONE, 1)
    with pytest.raises(Refused, match="has ended"):
        import_decisions.read_as(run, person=keeper, source="shopify", at=NOON)


def test_what_is_thrown_away_leaves_nothing(shop, keeper, django_capture_on_commit_callbacks):
    run = looked_at(written(POT), shop, keeper)
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            import_decisions.throw_away(run, person=keeper, at=NOON)
    assert (run.outcome, run.preview, files_left(), Product.objects.count()) == (Outcome.THROWN_AWAY, {}, [], 0)
    with pytest.raises(Refused, match="has ended"):
        import_decisions.confirm(run, person=keeper, at=NOON)


def test_a_wrong_file_does_not_undo_what_waits_and_a_right_one_takes_its_place(
    shop, keeper, django_capture_on_commit_callbacks
):
    waits = looked_at(written(POT), shop, keeper)
    refused = looked_at(b"%PDF-1.7 nothing of ours", shop, keeper, at=later(1), name="price list.pdf")
    unknown = looked_at(b"Nummer;Was\r\n7;Kanne\r\n8;Tasse\r\n", shop, keeper, at=later(2))
    assert (refused.outcome, unknown.outcome, unknown.problem != "") == (Outcome.REFUSED, "", True)
    waits.refresh_from_db()
    assert waits.is_waiting
    with django_capture_on_commit_callbacks(execute=True):
        right = looked_at(written(POT, CUP), shop, keeper, at=later(3))
    for run in (waits, unknown):
        run.refresh_from_db()
        assert (run.outcome, "Another import" in run.problem) == (Outcome.SUPERSEDED, True)
    assert right.is_waiting
    assert len(files_left()) == 1


def test_what_waits_for_a_week_is_thrown_away(shop, keeper, django_capture_on_commit_callbacks):
    run = looked_at(written(POT), shop, keeper)
    assert import_decisions.expire(at=NOON + timedelta(days=6)) == 0
    assert files_left()
    with django_capture_on_commit_callbacks(execute=True):
        assert import_decisions.expire(at=NOON + timedelta(days=7, minutes=1)) == 1
    run.refresh_from_db()
    assert (run.outcome, files_left()) == (Outcome.EXPIRED, [])


def test_a_file_nobody_waits_for_is_swept_away(shop, keeper):
    waits = looked_at(written(POT), shop, keeper)
    import_files.keep([b"left behind"])
    import_files.sweep(at=NOON - timedelta(days=400))
    assert len(files_left()) == 2
    import_files.sweep(at=NOON + timedelta(days=400))
    assert files_left() == [waits.stored_as]


def test_shelves_that_have_changed_since_are_looked_at_once_more(shop, keeper):
    """What the keeper says yes to is what happens, even if a colleague was quicker."""
    run = looked_at(written(POT), shop, keeper)
    other = import_runs.begin(shop, person=None, file_name="other", source="auto", at=NOON)
    path = import_files.stored(import_files.keep([written(POT, CUP)]))
    import_runs.carry_out(other, path=path, clock=lambda: NOON + timedelta(hours=1))
    assert run.preview["report"]["created"] == 1

    assert not import_decisions.confirm(run, person=keeper, at=NOON + timedelta(hours=2))
    the_worker(NOON + timedelta(hours=2))
    run.refresh_from_db()
    assert (run.preview["report"]["created"], run.preview["report"]["retired"]) == (0, 1)
    assert put(run, keeper, at=NOON + timedelta(hours=3)).report["retired"] == 1


def test_a_look_that_someone_had_done_again_says_nothing_any_more(shop, keeper):
    run = looked_at(written(POT), shop, keeper)
    stale = ImportRun.objects.select_related("shop").get(pk=run.pk)
    import_decisions.read_as(run, person=keeper, source="shopify", at=NOON)
    with pytest.raises(Superseded):
        import_runs.look(stale, path=import_files.stored(run.stored_as), at=NOON)
    run.refresh_from_db()
    assert run.is_busy


@pytest.mark.parametrize("dies_in", ["look", "carry_out"])
def test_a_worker_killed_midway_leaves_what_one_that_was_not_would(shop, keeper, monkeypatch, dies_in):
    monkeypatch.setattr(stocking, "AT_ONCE", 1)
    rows = [{**POT, "Handle": f"pot-{number}"} for number in range(4)]
    put(looked_at(written(*rows[:2], CUP), shop, keeper), keeper)
    rows[0] = {**rows[0], "Variant Price": "150"}
    content = written(*rows)
    part = {"look": "weigh", "carry_out": "put"}[dies_in]
    whole, done = getattr(stocking, part), []

    def killed_after_three(batch, **given):
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(batch)
        return whole(batch, **given)

    run = import_runs.ask(shop, person=keeper, chunks=[content], file_name="a", source="auto", at=later(1))
    with monkeypatch.context() as patched:
        if dies_in == "carry_out":
            the_worker(later(1))
            import_decisions.confirm(run, person=keeper, at=later(1))
        patched.setattr(stocking, part, killed_after_three)
        with pytest.raises(KeyboardInterrupt):
            the_worker(later(1))
    the_worker(later(2))  # The lease of the dead one has run out.
    run.refresh_from_db()
    if dies_in == "look":
        put(run, keeper, at=later(2))
    wanted = {"read": 4, "created": 2, "updated": 1, "unchanged": 1, "retired": 1, "unlisted": 0, "variants": 4}
    assert (run.outcome, counts(run.report)) == (Outcome.DONE, wanted)
    assert Shop.objects.get(pk=shop.pk).products_count == 4


def test_what_was_taken_off_the_shelf_before_a_kill_is_counted_after_it(shop, keeper, monkeypatch):
    put(looked_at(written(POT, CUP), shop, keeper), keeper)
    run = looked_at(written(POT), shop, keeper, at=later(1))
    import_decisions.confirm(run, person=keeper, at=later(1))
    settle = import_runs.settle

    def killed(*_whatever, **_more):
        monkeypatch.setattr(import_runs, "settle", settle)
        raise KeyboardInterrupt

    monkeypatch.setattr(import_runs, "settle", killed)
    with pytest.raises(KeyboardInterrupt):
        the_worker(later(1))
    the_worker(later(2))
    run.refresh_from_db()
    assert (run.report["unchanged"], run.report["retired"]) == (1, 1)


def test_a_file_that_is_gone_ends_in_a_sentence(shop, keeper):
    run = looked_at(written(POT), shop, keeper)
    import_files.drop(run.stored_as)
    assert "no longer here" in put(run, keeper).problem


def test_only_keepers_decide(shop, keeper):
    run = looked_at(written(POT), shop, keeper)
    for person in (a_person(), a_person(is_operator=True)):
        for decide, given in (
            (import_decisions.confirm, {}),
            (import_decisions.throw_away, {}),
            (import_decisions.read_as, {"source": "auto"}),
            (import_decisions.map_columns, {"columns": {"title": "Title"}}),
        ):
            with pytest.raises(NotAllowed):
                decide(run, person=person, at=NOON, **given)


# A table of one's own

OWN = "Nummer;Was;Preis €\n7;Kanne;39,00\n8;Tasse;12,50\n".encode()
COLUMNS = {"title": "Was", "price": "Preis €", "handle": "Nummer"}


def test_a_table_nobody_knows_waits_for_its_columns_and_is_known_the_next_time(shop, keeper):
    run = looked_at(OWN, shop, keeper)
    assert (run.is_waiting, run.preview["report"]) == (True, {})
    assert run.preview["columns"][1] == {"name": "Was", "samples": ["Kanne", "Tasse"]}
    with pytest.raises(Refused, match="could not be read"):
        import_decisions.confirm(run, person=keeper, at=NOON)

    with pytest.raises(Refused) as refused:
        import_decisions.map_columns(run, person=keeper, columns={"price": "Cost", "title": ""}, at=NOON)
    assert set(refused.value.problems) == {"price", "title"}
    import_decisions.map_columns(run, person=keeper, columns=COLUMNS, at=NOON)
    the_worker()
    run.refresh_from_db()
    assert run.preview["report"]["created"] == 2
    assert put(run, keeper).source == "mapped"
    assert set(Product.objects.values_list("handle", "title")) == {("7", "Kanne"), ("8", "Tasse")}

    # The same columns in another order; and another shop's keeper has to say it for theirs.
    turned = "Preis €;Nummer;Was\n39,00;7;Kanne\n".encode()
    assert looked_at(turned, shop, keeper, at=later(1)).preview["report"]["unchanged"] == 1
    assert looked_at(turned, a_shop(keeper=keeper), keeper, at=later(1)).problem


def test_the_way_artvelle_goes(keeper):
    shop = a_shop(keeper=keeper, currency="INR")
    path = shared("shopify/artvellehandmade__artvelle__products_export.csv")
    run = looked_at(path, shop, keeper)
    assert run.is_waiting
    columns = {
        "title": "Name",
        "handle": "ID",
        "price": "Price (₹)",
        "description": "Description",
        "category": "Category",
    }
    import_decisions.map_columns(run, person=keeper, columns=columns, at=NOON)
    the_worker()
    run.refresh_from_db()
    told = run.preview["report"]
    assert told["created"] == 19
    assert put(run, keeper).report == told
    assert Product.objects.get(title="Toran Door Hanging").price == 1_199_900
    again = looked_at(path, shop, keeper, at=later(1))
    assert (again.preview["report"]["unchanged"], again.preview["report"]["created"]) == (told["read"], 0)


def test_a_kind_said_by_hand_is_believed_over_what_was_remembered(shop, keeper):
    run = looked_at(written(POT), shop, keeper)
    import_decisions.map_columns(run, person=keeper, columns={"title": "Handle", "price": "Variant Price"}, at=NOON)
    the_worker()
    assert ColumnMapping.objects.filter(shop=shop).exists()
    import_decisions.read_as(run, person=keeper, source="shopify", at=NOON)
    the_worker()
    run.refresh_from_db()
    assert run.preview["sample"][0]["title"] == "Side-handle pot"
    assert not ColumnMapping.objects.filter(shop=shop).exists()
    with pytest.raises(Refused, match="no such kind"):
        import_decisions.read_as(run, person=keeper, source="amazon", at=NOON)


# One currency

IN_EUROS = b"id,title,price,link,image_link,availability\n1,Pot,12.00 EUR,,,in stock\n2,Cup,5.00 EUR,,,in stock\n"


def test_goods_in_another_currency_are_refused_and_an_unused_shop_may_take_it(shop, keeper):
    run = looked_at(IN_EUROS + b"3,Lid,30.00 CNY,,,in stock\n", shop, keeper)
    assert [line["reason"] for line in run.preview["report"]["rejected"]] == [
        "It is priced in EUR; this shop keeps its prices in CNY."
    ] * 2
    assert (run.preview["other_currency"], run.preview["currencies"]) == ("EUR", [["EUR", 2], ["CNY", 1]])
    assert run.preview["report"]["created"] == 1

    import_decisions.take_currency(run, person=keeper, at=NOON)
    the_worker()
    shop.refresh_from_db()
    run.refresh_from_db()
    assert shop.currency == "EUR"
    assert (run.preview["report"]["created"], run.preview["other_currency"]) == (2, "")
    assert put(run, keeper).report["created"] == 2


def test_a_file_all_in_another_currency_waits_for_the_answer(shop, keeper):
    run = looked_at(IN_EUROS, shop, keeper)
    assert run.is_waiting
    assert run.problem
    assert run.preview["other_currency"] == "EUR"


def test_s_a_shop_with_prices_of_the_past_keeps_its_currency(shop, keeper):
    a_product(shop=shop, retired_at=NOON)
    run = looked_at(IN_EUROS, shop, keeper)
    with pytest.raises(NotAllowed, match="prices of the past"):
        import_decisions.take_currency(run, person=keeper, at=NOON)
    with pytest.raises(NotAllowed, match="keep this shop"):
        shops.set_currency(a_shop(), person=keeper, currency="EUR", at=NOON)
    with pytest.raises(Refused, match="currency"):
        shops.set_currency(shop, person=keeper, currency="XXQ", at=NOON)


class _Twice:
    """A source that does not look after itself: it tells one handle twice, far apart."""

    key = "twice"
    is_whole = True

    def read(self, feed, *, currency):
        for line in range(1, 6):
            yield SourceProduct(line, f"pot-{line % 4}", "Pot", listed=True, currency=currency)


def test_a_handle_that_comes_again_is_refused_whoever_the_source_is(shop, tmp_path, monkeypatch):
    monkeypatch.setattr(stocking, "AT_ONCE", 2)
    path = tmp_path / "any"
    path.write_bytes(b"x")
    reading = import_readings.Reading(shop, Feed(path), _Twice(), {}, Report())
    preview = previews.look(reading)
    assert (reading.report.read, preview.reading.report.created) == (4, 4)
    assert reading.report.rejected == [{"line": 5, "reason": "The handle “pot-1” came before."}]


def test_a_file_that_takes_most_off_the_shelf_looks_cut_off(shop, keeper):
    for _number in range(39):
        a_product(shop=shop)
    assert looked_at(written(POT), shop, keeper).preview["looks_cut_off"]
    many = [{**POT, "Handle": product.handle} for product in Product.objects.filter(shop=shop)[:20]]
    assert not looked_at(written(*many), shop, keeper).preview["looks_cut_off"]
