import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOON, a_person, a_shop
from watercress.catalogue import import_runs
from watercress.catalogue.importers import stocking
from watercress.catalogue.importers.records import FileRefused
from watercress.catalogue.models import PricePoint, Product, ProductPicture, Shop, Variant
from watercress.kernel.models import Delivery, Picture

from .exports import CUP, POT, a_file, bring, last_run, later, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(tmp_path):
    """A shop, and a way to bring it rows."""
    shop = a_shop(currency="CNY")

    def put(*rows, at=NOON, content=None):
        return bring(a_file(tmp_path, content or written(*rows)), shop, at=at)

    put.shop = shop
    return put


def shown(shop: Shop) -> list[str]:
    return list(Product.objects.filter(shop=shop).on_the_shelf().order_by("handle").values_list("handle", flat=True))


def test_products_are_put_on_the_shelf_with_all_that_was_told(shelf):
    report = shelf(
        {**POT, "Body (HTML)": "<p>Red <b>clay</b><script>x()</script></p>", "Vendor": "Kiln", "Type": "Pot",
         "Tags": "tea, clay", "Product Category": "Home & Garden > Kitchen & Dining > Tableware > Tea Pots",
         "Option1 Name": "Size", "Option1 Value": "S", "Variant Compare At Price": "200",
         "Image Src": "https://cdn.example/1.jpg", "Image Alt Text": "a pot"},
        {"Handle": "pot", "Option1 Value": "L", "Variant Price": "198"},
    )  # fmt: skip
    assert (report.read, report.created, report.variants, report.unlisted) == (1, 1, 2, 0)
    pot = Product.objects.get(shop=shelf.shop, handle="pot")
    assert (pot.price, pot.price_most, pot.compare_at, pot.currency) == (16800, 19800, 20000, "CNY")
    assert "script" not in pot.description
    assert "clay" in pot.description
    assert (pot.vendor, pot.kind, pot.tags, pot.category.slug) == ("Kiln", "Pot", ["tea", "clay"], "teapots")
    assert pot.lang == "en"
    assert [variant.options for variant in pot.variants.order_by("position")] == [{"Size": "S"}, {"Size": "L"}]
    picture = pot.pictures.get()
    assert (picture.source, picture.words, picture.picture) == ("https://cdn.example/1.jpg", "a pot", None)


def test_the_language_of_a_product_is_guessed(shelf):
    shelf({**POT, "Title": "侧把壶", "Body (HTML)": "<p>一块泥拉坯，内壁不上釉。</p>"})
    assert Product.objects.get(shop=shelf.shop).lang == "zh-hans"


def test_the_same_file_again_writes_nothing_to_products(shelf):
    rows = ({**POT, "Image Src": "https://cdn.example/1.jpg"}, CUP, {**CUP, "Handle": "draft", "Status": "draft"})
    shelf(*rows)
    before = (
        list(Product.objects.order_by("pk").values()),
        list(Variant.objects.order_by("pk").values()),
        list(PricePoint.objects.order_by("pk").values()),
        list(ProductPicture.objects.order_by("pk").values()),
    )
    with CaptureQueriesContext(connection) as queries:
        report = shelf(*rows, at=later(1))
    counts = report.counts()
    assert {name: counts[name] for name in ("read", "created", "updated", "unchanged", "retired", "unlisted")} == {
        "read": 3, "created": 0, "updated": 0, "unchanged": 3, "retired": 0, "unlisted": 1,
    }  # fmt: skip
    assert before == (
        list(Product.objects.order_by("pk").values()),
        list(Variant.objects.order_by("pk").values()),
        list(PricePoint.objects.order_by("pk").values()),
        list(ProductPicture.objects.order_by("pk").values()),
    )
    written_to = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not [sql for sql in written_to if "catalogue_product" in sql or "catalogue_variant" in sql]
    # What did not change was read all the same, and the page may say when.
    assert Shop.objects.get(pk=shelf.shop.pk).read_at == later(1)


def test_what_changed_is_updated_and_its_price_is_remembered(shelf):
    shelf(POT, CUP)
    report = shelf({**POT, "Variant Price": "150"}, CUP, at=later(1))
    assert (report.updated, report.unchanged, report.created) == (1, 1, 0)
    pot = Product.objects.get(shop=shelf.shop, handle="pot")
    assert (pot.price, pot.changed_at) == (15000, later(1))
    points = pot.price_points.order_by("at").values_list("at", "price", "currency")
    assert list(points) == [(NOON, 16800, "CNY"), (later(1), 15000, "CNY")]


def test_a_change_that_is_not_of_the_price_adds_no_price_point(shelf):
    shelf(POT)
    shelf({**POT, "Title": "Side-handle pot, red"}, at=later(1))
    assert PricePoint.objects.filter(product__shop=shelf.shop).count() == 1


def test_what_vanished_is_retired_and_may_come_back(shelf):
    shelf(POT, CUP)
    report = shelf(POT, at=later(1))
    assert (report.retired, report.unchanged) == (1, 1)
    cup = Product.objects.get(shop=shelf.shop, handle="cup")
    assert cup.retired_at == later(1)
    assert shown(shelf.shop) == ["pot"]
    assert Product.objects.visible_to(a_person()).filter(pk=cup.pk).exists()

    assert shelf(POT, at=later(2)).retired == 0
    back = shelf(POT, CUP, at=later(3))
    assert (back.updated, back.retired) == (1, 0)
    cup.refresh_from_db()
    assert cup.retired_at is None
    assert cup.price_points.count() == 1


def test_unlisted_goods_are_kept_and_never_shown(shelf):
    report = shelf(POT, {**CUP, "Status": "draft"})
    assert (report.read, report.created, report.unlisted) == (2, 2, 1)
    cup = Product.objects.get(shop=shelf.shop, handle="cup")
    assert not cup.listed
    assert cup.first_listed_at is None
    assert cup.price_points.count() == 0
    assert not Product.objects.visible_to(a_person()).filter(pk=cup.pk).exists()

    shelf(POT, CUP, at=later(1))
    cup.refresh_from_db()
    assert (cup.listed, cup.first_listed_at) == (True, later(1))
    assert cup.price_points.get().at == later(1)


def test_a_price_that_moved_while_the_thing_was_off_the_shelf_is_remembered(shelf):
    shelf(CUP)
    shelf({**CUP, "Status": "draft", "Variant Price": "60"}, at=later(1))
    shelf({**CUP, "Variant Price": "60"}, at=later(2))
    points = PricePoint.objects.filter(product__shop=shelf.shop).order_by("at")
    assert [point.price for point in points] == [5200, 6000]


def test_the_count_of_listed_goods_always_holds(shelf):
    def counted():
        return Shop.objects.get(pk=shelf.shop.pk).products_count

    third = {**CUP, "Handle": "third"}
    for at, rows in enumerate(
        [(POT, CUP), (POT, {**CUP, "Status": "draft"}, third), (CUP,), (POT, CUP, third), (third,), (POT, CUP)]
    ):
        shelf(*rows, at=later(at))
        assert counted() == len(shown(shelf.shop))


def test_a_refused_line_keeps_what_we_had_of_its_product(shelf):
    shelf(POT, CUP)
    report = shelf(POT, {**CUP, "Variant Price": "soon"}, at=later(1))
    assert (report.read, report.unchanged, report.retired) == (1, 1, 0)
    assert [line["line"] for line in report.rejected] == [3]
    assert shown(shelf.shop) == ["cup", "pot"]


def test_a_variant_at_its_place_stays_the_same_row(shelf):
    sizes = {**POT, "Option1 Name": "Size", "Option1 Value": "S"}
    large = {"Handle": "pot", "Option1 Value": "L", "Variant Price": "198"}
    shelf(sizes, large)
    small = Variant.objects.get(product__shop=shelf.shop, position=1)
    shelf({**sizes, "Variant Price": "160"}, at=later(1))
    assert Variant.objects.get(product__shop=shelf.shop).pk == small.pk
    small.refresh_from_db()
    assert small.price == 16000


def test_the_range_is_of_what_can_be_had(shelf):
    out = {"Variant Inventory Tracker": "shopify", "Variant Inventory Qty": "0", "Variant Inventory Policy": "deny"}
    shelf(
        {**POT, **out, "Option1 Name": "Size", "Option1 Value": "S", "Variant Price": "100"},
        {"Handle": "pot", "Option1 Value": "M", "Variant Price": "120"},
        {"Handle": "pot", "Option1 Value": "L", "Variant Price": "150"},
        {**CUP, **out},
    )
    pot, cup = Product.objects.filter(shop=shelf.shop).order_by("-handle")
    assert (pot.price, pot.price_most, pot.available) == (12000, 15000, True)
    assert (cup.price, cup.price_most, cup.available) == (5200, 5200, False)


def test_a_fetched_picture_stays_when_its_place_changes(shelf):
    one, two = "https://cdn.example/1.jpg", "https://cdn.example/2.jpg"
    shelf({**POT, "Image Src": one}, {"Handle": "pot", "Image Src": two})
    ours = Picture.objects.create(key="k1", width=9, height=9, bytes=9, source_sha256="0" * 64, kept_at=NOON)
    ProductPicture.objects.filter(product__shop=shelf.shop, source=two).update(picture=ours)
    shelf({**POT, "Image Src": two}, {"Handle": "pot", "Image Src": "https://cdn.example/3.jpg"}, at=later(1))
    pictures = ProductPicture.objects.filter(product__shop=shelf.shop).order_by("position")
    assert [(picture.source[-5:], picture.picture) for picture in pictures] == [("2.jpg", ours), ("3.jpg", None)]
    assert Product.objects.get(shop=shelf.shop).picture == ours


def test_pictures_of_listed_goods_are_asked_for_with_the_batch(shelf):
    shelf(
        {**POT, "Image Src": "https://cdn.example/1.jpg"},
        {**CUP, "Image Src": "https://cdn.example/2.jpg", "Status": "draft"},
    )
    wanted = Delivery.objects.filter(event="catalogue.pictures-wanted")
    pot = Product.objects.get(shop=shelf.shop, handle="pot")
    assert [delivery.payload["product_ids"] for delivery in wanted] == [[pot.pk]]


def test_an_import_that_is_killed_midway_is_finished_by_the_next(shelf, monkeypatch):
    monkeypatch.setattr(stocking, "AT_ONCE", 2)
    rows = [{**POT, "Handle": f"pot-{number}"} for number in range(5)]
    put = stocking.put

    def killed_after_two(batch, **kw):
        if Product.objects.filter(shop=shelf.shop).count() >= 2:
            raise KeyboardInterrupt
        put(batch, **kw)

    with monkeypatch.context() as patched:
        patched.setattr(stocking, "put", killed_after_two)
        with pytest.raises(KeyboardInterrupt):
            shelf(*rows)
    assert len(shown(shelf.shop)) == 2
    report = shelf(*rows, at=later(1))
    assert (report.read, report.created, report.unchanged, report.retired) == (5, 3, 2, 0)
    assert Shop.objects.get(pk=shelf.shop.pk).products_count == 5


def test_an_import_stops_when_another_of_the_same_shop_has_begun(tmp_path, monkeypatch):
    monkeypatch.setattr(stocking, "AT_ONCE", 1)
    shop = a_shop()
    path = a_file(tmp_path, written(POT, CUP))
    first = import_runs.begin(shop, person=None, file_name="first", source="auto", at=NOON)

    def another_begins(feed, report):
        import_runs.begin(shop, person=None, file_name="second", source="auto", at=later(1))

    with pytest.raises(import_runs.Superseded):
        import_runs.carry_out(first, path=path, clock=lambda: NOON, tell=another_begins)
    assert Product.objects.filter(shop=shop, retired_at=None).count() >= 1
    first.refresh_from_db()
    assert "Another import" in first.problem


def test_a_refused_file_changes_nothing_and_says_why(shelf, tmp_path):
    shelf(POT)
    with pytest.raises(FileRefused):
        shelf(content=b"Handle,Title,Variant Price\r\n", at=later(1))
    with pytest.raises(FileRefused, match="Not one product"):
        shelf({**CUP, "Variant Price": "junk"}, at=later(2))
    run = last_run(shelf.shop)
    assert run.finished_at
    assert "Line 2" in run.problem
    assert shown(shelf.shop) == ["pot"]


def test_a_file_that_goes_bad_near_its_end_changes_nothing(shelf):
    content = written(POT, CUP) + "tasse,Théière,3\r\n".encode("latin-1")
    with pytest.raises(FileRefused, match="Line 4"):
        shelf(content=content)
    assert shown(shelf.shop) == []


def test_lines_beyond_the_first_thousand_are_counted_only(shelf):
    rows = [{"Handle": f"x{number}", "Title": "X", "Variant Price": "?"} for number in range(1_005)]
    report = shelf(POT, *rows)
    counts = report.counts()
    assert (len(counts["rejected"]), counts["rejected_more"]) == (1_000, 5)


def test_the_number_of_queries_does_not_grow_with_the_batch(shelf):
    def queries_for(count, at):
        rows = [{**POT, "Handle": f"pot-{number}", "Image Src": "https://a.example/1.jpg"} for number in range(count)]
        with CaptureQueriesContext(connection) as queries:
            shelf(*rows, at=later(at))
        return len(queries)

    few, more = queries_for(3, 0), queries_for(80, 1)
    assert more <= few + 8
