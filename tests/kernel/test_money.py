from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watercress.kernel import money

CURRENCIES = st.sampled_from(["CNY", "USD", "EUR", "JPY", "KRW", "VND", "KWD", "BHD", "CLF", "RSD"])


@given(amount=st.integers(0, money.MOST), currency=CURRENCIES)
def test_what_is_written_is_read_back_to_the_last_unit(amount, currency):
    assert money.to_minor(money.to_written(amount, currency), currency) == amount


@given(amount=st.integers(0, money.MOST), currency=CURRENCIES)
def test_thousands_may_be_set_apart_by_commas(amount, currency):
    whole, point, fraction = money.to_written(amount, currency).partition(".")
    assert money.to_minor(f"{int(whole):,}{point}{fraction}", currency) == amount


@given(written=st.text(max_size=30), currency=CURRENCIES)
def test_anything_else_is_a_named_error_and_never_another(written, currency):
    with suppress(money.NotAnAmount):
        assert 0 <= money.to_minor(written, currency) <= money.MOST


@pytest.mark.parametrize(
    ("written", "currency", "amount"),
    [
        ("1,234.50", "CNY", 123450),
        ("1234.5", "CNY", 123450),
        (" 168 ", "CNY", 16800),
        ("100.00", "JPY", 100),
        ("2500000.00", "VND", 2500000),
        ("12.345", "KWD", 12345),
        ("12.3400", "CNY", 1234),
        ("0", "CNY", 0),
        ("12.50", "RSD", 1250),
    ],
)
def test_plain_decimals_are_read(written, currency, amount):
    assert money.to_minor(written, currency) == amount


@pytest.mark.parametrize(
    "written",
    "|-5|+5|1e3|1,23|1,2345|12,34.5|,5|.5|5.|1 000|1.234,50|12.345|$5|¥5|１２|१२|0x10|1_000|nan|inf|99999999999999999999|5\x00".split(
        "|"
    ),
)
def test_a_guess_is_refused(written):
    with pytest.raises(money.NotAnAmount):
        money.to_minor(written, "CNY")


def test_a_price_is_shown_as_people_write_it():
    assert [money.shown(16800, "CNY", language) for language in ("en", "zh-hans", "zh_Hans")] == ["¥168"] * 3
    assert money.shown(123450, "CNY", "en") == "¥1,234.50"
    assert money.shown(5, "CNY", "en") == "¥0.05"
    assert money.shown(9900, "USD", "en") == "$99"
    assert money.shown(9900, "USD", "zh-hans") == "US$99"
    assert money.shown(12345, "KWD", "en") == "KWD\u00a012.345"
    assert money.shown(-50, "EUR", "en") == "-€0.50"


def test_the_yuan_and_the_yen_are_never_the_same_sign():
    for language in ("en", "zh-hans"):
        assert money.shown(1200, "JPY", language) == "JP¥1,200"
        assert money.shown(120000, "CNY", language) == "¥1,200"


def test_a_currency_is_three_known_letters():
    assert money.currency_of(" cny ") == "CNY"
    for written in ("", "CN", "RMB", "CNYY", "ＣＮＹ", "XXY", "1 CNY"):
        with pytest.raises(money.UnknownCurrency):
            money.currency_of(written)


def test_exponents_agree_with_babel_except_where_custom_drops_the_cents():
    from babel.numbers import get_currency_precision

    differ = {code for code in money.codes() if get_currency_precision(code) != money.exponent(code)}
    assert all(get_currency_precision(code) == 0 for code in differ)
    assert {"RSD", "LBP", "IQD"} <= differ
    assert not differ & {"CNY", "USD", "EUR", "GBP", "JPY", "KRW", "VND", "KWD", "BHD", "INR", "TWD", "CHF"}
