from datetime import UTC, datetime

import pytest

from watercress.catalogue.importers.records import FileRefused

from .exports import a_file
from .sources import SAMPLES, read

MAY, JUNE = datetime(2026, 5, 15, tzinfo=UTC), datetime(2026, 6, 15, tzinfo=UTC)


@pytest.fixture
def sample():
    return read(SAMPLES / "woocommerce.csv", currency="GBP", at=MAY)


def test_every_kind_of_product_is_read_by_its_id_and_found_at_its_address(sample):
    assert sample.source == "woocommerce"
    told = {handle: (each.title, each.listed, each.link) for handle, each in sample.products.items()}
    assert told == {
        "11": ("Rush lamp & shade", True, "/?p=11"),
        "12": ("Market basket", True, "/?p=12"),
        "13": ("Weaving pattern, as a file", True, "/?p=13"),
        "14": ("Table set", True, "/?p=14"),
        "15": ("Table mat", False, "/?p=15"),
        "16": ("Splitting knife", True, "https://smith.example/knife"),
        "17": ("Old stock", False, "/?p=17"),
        "18": ("Only by its address", False, "/?p=18"),
    }
    assert not sample.products["17"].variants[0].available
    assert sample.products["18"].variants[0].available


def test_what_a_simple_product_says_is_kept(sample):
    lamp = sample.products["11"]
    assert (lamp.vendor, lamp.kind, lamp.category) == ("Reed", "Lighting", "Home > Lighting")
    assert lamp.tags == ("rush", "warm light", "a", "b")
    assert lamp.description == "<div><p>Woven by hand.</p></div><div><p>Split rush over a steel frame.</p></div>"
    assert [picture.address for picture in lamp.pictures] == ["https://reed.example/img/lamp.jpg"]
    (variant,) = lamp.variants
    assert (variant.options, variant.sku, variant.price) == ({"Colour": "Natural"}, "LAMP-1", 12000)


def test_variations_join_their_parent_by_id_or_sku_wherever_they_stand(sample):
    basket = sample.products["12"]
    assert [(v.options, v.price, v.compare_at, v.available) for v in basket.variants] == [
        ({"Size": "Small", "Handle": "Leather"}, 4000, 5000, True),
        ({"Size": "Large"}, 6000, 7000, False),
    ]
    assert [picture.address.rsplit("/", 1)[1] for picture in basket.pictures] == ["b1.jpg", "b2.jpg", "small.jpg"]
    assert "<p>First line.\nSecond line.</p><p>A <strong>new</strong> paragraph.</p>" in basket.description


def test_a_sale_counts_while_it_is_on():
    large = read(SAMPLES / "woocommerce.csv", at=JUNE).products["12"].variants[1]
    assert (large.price, large.compare_at) == (7000, None)


def test_a_grouped_product_costs_what_its_cheapest_member_costs(sample):
    assert [variant.price for variant in sample.products["14"].variants] == [1850]


def test_what_cannot_be_read_is_told_with_its_line(sample):
    assert set(sample.reasons) == {13, 14}
    assert "“id:99”, is not in the file" in sample.reasons[13]
    assert "“ask us” is not a price" in sample.reasons[14]


@pytest.mark.parametrize(
    "header",
    [
        "ID,Typ,Artikelnummer,Name,Veröffentlicht,Angebotspreis,Regulärer Preis,Übergeordnetes Produkt,Attribut 1 Name,Attribut 1 Wert(e)",
        "ID,Tipo,SKU,Nombre,Publicado,Precio rebajado,Precio normal,Superior,Nombre del atributo 1,Valor(es) del atributo 1",
        "ID,类型,SKU,名称,已发布,促销价格,常规售价,父级,属性 1 名称,属性 1 值",
    ],
)
def test_the_columns_are_known_in_the_language_of_the_shops_administration(tmp_path, header):
    rows = '\n1,variable,C,Cup,1,,,,Size,"S, L"\n2,variation,C-S,Cup S,1,,"12,90",C,Size,S\n'
    told = read(a_file(tmp_path, (header + rows).encode()))
    assert told.source == "woocommerce"
    assert [(v.options, v.price) for v in told.products["1"].variants] == [({"Size": "S"}, 1290)]


def test_without_an_id_the_sku_is_the_handle_and_without_that_the_name(tmp_path):
    content = b"Type,SKU,Name,Regular price\nsimple,A-1,Cup,5\nsimple,,Big cup,6\nsimple,A-1,Cup again,7\n"
    told = read(a_file(tmp_path, content), source="woocommerce")
    assert set(told.products) == {"A-1", "big-cup"}
    assert "came before, on line 2" in told.reasons[4]
    assert told.products["A-1"].link == "/"


def test_tax_rates_are_refused_as_what_they_are(tmp_path):
    content = b"Country Code,State Code,ZIP/Postcode,City,Rate %,Tax Name,Priority,Compound,Shipping,Tax Class\nGB,*,*,*,20,VAT,1,1,1,\n"
    with pytest.raises(FileRefused, match="tax rates of the shop, not its products"):
        read(a_file(tmp_path, content))
