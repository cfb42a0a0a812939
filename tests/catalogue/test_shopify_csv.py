import pytest

from watercress.catalogue.importers.records import Feed, Rejection, SourceProduct
from watercress.catalogue.importers.shopify_csv import ShopifyCsv

from .exports import COLUMNS, CUP, POT, a_file, written


@pytest.fixture
def read(tmp_path):
    def told(*rows, currency="CNY", content=None, **options):
        path = a_file(tmp_path, content or written(*rows, **options))
        return list(ShopifyCsv().read(Feed(path), currency=currency))

    return told


def only(told) -> SourceProduct:
    (product,) = told
    assert isinstance(product, SourceProduct)
    return product


def test_rows_of_one_handle_are_one_product_with_its_variants_and_pictures(read):
    product = only(
        read(
            {**POT, "Option1 Name": "Size", "Option1 Value": "180 ml", "Option2 Name": "Clay", "Option2 Value": "red",
             "Image Src": "https://a.example/1.jpg", "Image Position": "2", "Image Alt Text": "from the side"},
            {"Handle": "pot", "Option1 Value": "260 ml", "Option2 Value": "plum", "Variant Price": "198"},
            {"Handle": "pot", "Image Src": "https://a.example/2.jpg", "Image Position": "1"},
        )
    )  # fmt: skip
    assert (product.handle, product.title, product.line) == ("pot", "Side-handle pot", 2)
    assert [variant.options for variant in product.variants] == [
        {"Size": "180 ml", "Clay": "red"},
        {"Size": "260 ml", "Clay": "plum"},
    ]
    assert [variant.price for variant in product.variants] == [16800, 19800]
    assert [picture.address[-5:] for picture in product.pictures] == ["2.jpg", "1.jpg"]
    assert product.pictures[1].words == "from the side"


def test_default_title_is_no_choice(read):
    product = only(read({**POT, "Option1 Name": "Title", "Option1 Value": "Default Title"}))
    assert [variant.options for variant in product.variants] == [{}]


def test_two_options_of_one_name_are_both_kept(read):
    product = only(
        read({**POT, "Option1 Name": "Size", "Option1 Value": "S", "Option2 Name": "Size", "Option2 Value": "wide"})
    )
    assert product.variants[0].options == {"Size": "S", "Size 2": "wide"}


@pytest.mark.parametrize(
    ("columns", "listed"),
    [
        ({"Status": "active", "Published": "true"}, True),
        ({"Status": "active", "Published": "TRUE"}, True),
        ({"Status": "", "Published": ""}, True),
        ({"Status": "draft", "Published": "true"}, False),
        ({"Status": "archived", "Published": "true"}, False),
        ({"Status": "unlisted", "Published": "true"}, False),
        ({"Status": "active", "Published": "false"}, False),
        ({"Status": "active", "Published": "true", "Gift Card": "true"}, False),
    ],
)
def test_only_active_published_goods_are_listed(read, columns, listed):
    assert only(read({**POT, **columns})).listed is listed


def test_an_old_export_without_a_status_column_lists_what_is_published(read):
    columns = tuple(name for name in COLUMNS if name != "Status")
    row = {name: value for name, value in POT.items() if name != "Status"}
    assert only(read(row, columns=columns)).listed


@pytest.mark.parametrize(
    ("tracker", "quantity", "policy", "available"),
    [
        ("", "", "deny", True),
        ("", "0", "deny", True),
        ("shopify", "3", "deny", True),
        ("shopify", "0", "deny", False),
        ("shopify", "-2", "deny", False),
        ("shopify", "0", "continue", True),
        ("shopify", "", "deny", True),
    ],
)
def test_sold_out_is_what_the_shop_counts_and_has_none_of(read, tracker, quantity, policy, available):
    product = only(
        read(
            {
                **POT,
                "Variant Inventory Tracker": tracker,
                "Variant Inventory Qty": quantity,
                "Variant Inventory Policy": policy,
            }
        )
    )
    assert product.variants[0].available is available


@pytest.mark.parametrize("junk", ["$168", "168,00", "-1", "1e3", "free", "१२", "16.555", "9" * 30])
def test_a_price_that_cannot_be_read_is_refused_with_its_line_and_the_rest_goes_on(read, junk):
    told = read({**POT, "Variant Price": junk}, CUP)
    assert [type(each) for each in told] == [Rejection, SourceProduct]
    assert told[0].line == 2
    assert told[0].handle == "pot"
    assert "CNY" in str(told[0].reason)


def test_one_bad_variant_does_not_take_its_product_along(read):
    told = read(
        {**POT, "Option1 Name": "Size", "Option1 Value": "S"},
        {"Handle": "pot", "Option1 Value": "M", "Variant Price": "n/a"},
        {"Handle": "pot", "Option1 Value": "L", "Variant Price": "188"},
    )
    assert [type(each) for each in told] == [Rejection, SourceProduct]
    assert told[0].line == 3
    assert [variant.options["Size"] for variant in told[1].variants] == ["S", "L"]


def test_prices_are_exact_in_the_currency_of_the_shop(read):
    assert only(read({**POT, "Variant Price": "1,234.50"})).variants[0].price == 123450
    assert only(read({**POT, "Variant Price": "150000.00"}, currency="VND")).variants[0].price == 150000
    assert only(read({**POT, "Variant Price": "1.5"}, currency="KWD")).variants[0].price == 1500


def test_a_price_it_is_said_to_be_reduced_from_counts_only_if_it_is_higher(read):
    reduced = only(read({**POT, "Variant Compare At Price": "200"}))
    assert reduced.variants[0].compare_at == 20000
    assert only(read({**POT, "Variant Compare At Price": "168"})).variants[0].compare_at is None


def test_a_row_without_a_handle_is_refused_with_its_line(read):
    told = read(POT, {"Title": "Lost", "Variant Price": "3"}, CUP)
    assert [(each.line, type(each)) for each in told] == [(3, Rejection), (2, SourceProduct), (4, SourceProduct)]


def test_a_handle_that_comes_again_is_refused_and_the_first_block_stands(read):
    told = read(POT, CUP, {**POT, "Title": "Another pot"}, {"Handle": "pot", "Variant Price": "3"})
    titles = [each.title for each in told if isinstance(each, SourceProduct)]
    refused = [each for each in told if isinstance(each, Rejection)]
    assert titles == ["Side-handle pot", "Tasting cup"]
    assert [each.line for each in refused] == [4]


def test_a_product_without_a_title_is_refused(read):
    told = read({**POT, "Title": ""}, {**CUP, "Title": "x" * 256})
    assert [type(each) for each in told] == [Rejection, Rejection]
    assert [each.line for each in told] == [2, 3]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:image/png;base64,AA", "//a.example/x.jpg", "x"])
def test_s08_a_picture_that_is_no_web_address_is_left_out_with_its_line(read, address):
    told = read({**POT, "Image Src": address})
    assert [type(each) for each in told] == [Rejection, SourceProduct]
    assert told[1].pictures == ()


def test_lines_are_counted_as_an_editor_counts_them(read):
    told = read({**POT, "Body (HTML)": "one\ntwo\nthree"}, {**CUP, "Variant Price": "x"})
    assert [each.line for each in told] == [2, 5]


def test_byte_order_mark_semicolons_and_bare_line_feeds_are_read(read):
    content = written(POT, CUP, delimiter=";").replace(b"\r\n", b"\n")
    assert len(read(content=b"\xef\xbb\xbf" + content)) == 2


def test_a_row_with_more_cells_than_columns_is_refused(read):
    lines = written(POT, CUP).split(b"\r\n")
    lines[1] += b",,,and more"
    told = read(content=b"\r\n".join(lines))
    assert [(type(each), each.line) for each in told] == [(Rejection, 2), (SourceProduct, 3)]


def test_the_names_shopify_uses_since_2025_are_known(read):
    columns = ("Title", "URL handle", "Description", "Published on online store", "Status", "SKU", "Option1 name",
               "Option1 value", "Price", "Compare-at price", "Inventory quantity", "Product image URL")  # fmt: skip
    product = only(
        read(
            {"Title": "Pot", "URL handle": "pot", "Price": "12.5", "Option1 name": "Size", "Option1 value": "S",
             "Published on online store": "TRUE", "Status": "Active", "Product image URL": "https://a.example/p.jpg"},
            columns=columns,
        )
    )  # fmt: skip
    assert product.listed
    assert product.variants[0].price == 1250
    assert product.variants[0].options == {"Size": "S"}
    assert len(product.pictures) == 1


def test_the_same_product_elsewhere_in_the_file_has_the_same_fingerprint(read):
    first, second = read(POT, CUP), read(CUP, POT)
    assert first[0].fingerprint() == second[1].fingerprint()
    assert first[0].fingerprint() != only(read({**POT, "Variant SKU": "P-1"})).fingerprint()
