import pytest

from watercress.catalogue.importers import mapped_csv
from watercress.catalogue.importers.records import FileRefused

from .exports import a_file
from .sources import SAMPLES, read


@pytest.fixture
def sample():
    header = (SAMPLES / "table_zh.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    return read(SAMPLES / "table_zh.csv", source="mapped", mapping=mapped_csv.guess(header), currency="CNY")


def test_rows_of_one_handle_are_variants_by_the_columns_chosen(sample):
    pot = sample.products["hu-01"]
    assert (pot.title, pot.vendor, pot.category, pot.link) == ("侧把壶", "窑九", "家居 > 茶具", "/")
    assert pot.tags == ("手作", "茶")
    assert [(v.options, v.price, v.compare_at, v.available) for v in pot.variants] == [
        ({"规格": "180毫升", "颜色": "红"}, 16800, 20000, True),
        ({"规格": "260毫升", "颜色": "红"}, 19800, None, True),
    ]
    assert [picture.address[-7:] for picture in pot.pictures] == ["hu1.jpg", "hu2.jpg"]
    assert not sample.products["bei-01"].variants[0].available


def test_without_a_handle_the_words_of_the_title_serve(sample):
    assert sample.products["竹编篮"].variants[0].price == 8850


def test_what_cannot_be_read_is_told_with_its_line(sample):
    assert sample.reasons == {
        6: "The row offers the same choice as line 2; variants need options that differ.",
        7: "“面议” is not a price.",
    }


def test_a_sign_in_the_name_of_the_prices_column_is_their_currency(tmp_path):
    path = a_file(tmp_path, "Name,Price (₹)\nPot,199\nCup,5 EUR\n".encode())
    told = read(path, source="mapped", mapping={"title": "Name", "price": "Price (₹)"}, currency="CNY")
    assert {each.title: each.currency for each in told.products.values()} == {"Pot": "INR", "Cup": "EUR"}


def test_the_sku_is_the_handle_where_no_column_is(tmp_path):
    path = a_file(tmp_path, b"sku,name,sale_price,regular_price\nA,Cup,4,5\nB,Cup,,5\n")
    mapping = {"sku": "sku", "title": "name", "price": "sale_price", "compare_at": "regular_price"}
    told = read(path, source="mapped", mapping=mapping).products
    assert [(each.handle, each.variants[0].price, each.variants[0].compare_at) for each in told.values()] == [
        ("A", 400, 500),
        ("B", 500, None),
    ]


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("商品名称,价格（元）,图片,描述,库存", "title price pictures description availability"),
        ("商品名稱,價格,圖片,庫存,分類,規格", "title price pictures availability category option1"),
        ("宝贝标题,一口价,宝贝图片,商家编码,宝贝数量", "title price pictures sku availability"),
        ("ID,Name,Compare-at price (₹),Price (₹),Category", "handle title compare_at price category"),
        ("Variants (price · photos),Name,checkout modes", "- title -"),
        ("sku,product_name,regular_price,sale_price,image_url,url,qty", "sku title compare_at price pictures link availability"),
        ("Parent SKU,Variant SKU,Product Title,Price USD,Size,Colour", "handle sku title price option1 option2"),
        ("Название,Цена,Фото,Описание,Наличие", "title price pictures description availability"),
        ("Artikel,Preis,Bild,Beschreibung", "title price pictures description"),
        ("brand name,product name,shipping price,price", "vendor title - price"),
    ],
)  # fmt: skip
def test_the_roles_of_columns_are_guessed_by_their_names(header, roles):
    columns = header.split(",")
    wanted = {role: column for role, column in zip(roles.split(), columns, strict=True) if role != "-"}
    assert mapped_csv.guess(columns) == wanted
    assert not mapped_csv.problems(wanted, columns)


def test_a_mapping_says_of_each_role_what_is_wrong_with_it(tmp_path):
    wrong = mapped_csv.problems({"price": "Cost", "colour": "Name"}, ["Name", "Price"])
    assert set(wrong) == {"title", "price", "colour"}
    assert "no column “Cost”" in wrong["price"]
    path = a_file(tmp_path, b"Name,Price\nPot,5\n")
    for mapping in ({}, {"price": "Price"}, {"title": "Gone"}):
        with pytest.raises(FileRefused, match="Title: "):
            read(path, source="mapped", mapping=mapping)


def test_a_table_is_never_mapped_by_itself(tmp_path):
    with pytest.raises(FileRefused, match="Or choose “Any table"):
        read(a_file(tmp_path, b"Name,Price\nPot,5\n"))
