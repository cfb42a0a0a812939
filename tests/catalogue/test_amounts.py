import pytest

from watercress.catalogue.importers import amounts, availability


@pytest.mark.parametrize(
    ("written", "minor", "currency"),
    [
        ("15.00 USD", 1500, "USD"), ("usd 15", 1500, "USD"), ("15", 1500, "CNY"), ("$2,030", 203000, "USD"),
        ("1.299,00 €", 129900, "EUR"), ("12,50 €", 1250, "EUR"), ("R$ 12,00", 1200, "BRL"), ("150.000 ₫", 150000, "VND"),
        ("1.5 KWD", 1500, "KWD"), ("KSh 6800", 680000, "KES"), ("200 د.إ", 20000, "AED"), ("١٢٠٫٥ AED", 12050, "AED"),
        ("￥128", 12800, "CNY"), ("128元", 12800, "CNY"), ("1 299,00 zł", 129900, "PLN"), ("CHF 12.-", 1200, "CHF"),
        ("1'299.00 CHF", 129900, "CHF"), ("1\u00a0200 руб.", 120000, "RUB"), ("₹1,20,000", 12000000, "INR"),
        ("$15 CAD", 1500, "CAD"), ("CA$15", 1500, "CAD"), ("$1.234.567", 123456700, "USD"), ("0.00 USD", 0, "USD"),
        ("15.0000 USD", 1500, "USD"), ("6,800円", 6800, "JPY"),
    ],
)  # fmt: skip
def test_a_price_is_read_as_it_is_written_anywhere(written, minor, currency):
    assert amounts.read(written, "CNY") == amounts.Amount(minor, currency)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "not a price"), ("free", "not a price"), ("-5 USD", "not a price"), ("5-10 USD", "not a price"),
        ("$10-$20", "not a price"), ("1e400", "not a price"), ("NaN", "not a price"), ("9" * 70, "not a price"),
        ("1.234 EUR", "thousands or a fraction"), ("15.005 USD", "thousands or a fraction"), ("12.50.30", "price in CNY"),
        ("1,234,56", "price in CNY"), ("9" * 30, "price in CNY"), ("from $5", "not a currency known"), ("5.", "not a price"),
        ("5 XYZ", "“XYZ” is not a currency"), ("₿ 1", "“₿” is not a currency"), ("100 kr", "SEK, NOK, DKK"),
        ("USD 5 EUR", "two currencies"), ("Rs. 5", "INR, PKR"), ("5\x00", "not a"), ("5 \ud800", "not a currency"),
    ],
)  # fmt: skip
def test_what_may_mean_two_things_is_refused_with_the_reason(written, why):
    with pytest.raises(amounts.NotAPrice) as refused:
        amounts.read(written, "CNY")
    assert why in refused.value.reason


def test_a_sign_that_several_share_means_the_shops_own():
    assert amounts.read("$5", "AUD").currency == "AUD"
    assert amounts.read("100 kr", "SEK").currency == "SEK"
    assert amounts.read("¥500", "JPY") == amounts.Amount(500, "JPY")


@pytest.mark.parametrize(
    ("written", "available"),
    [
        ("in stock", True), ("in_stock", True), ("In Stock", True), ("https://schema.org/InStock", True), ("", True),
        ("http://schema.org/PreOrder", True), ("backorder", True), ("Available", True), ("в наличии", True), ("متوفر", True),
        ("有货", True), ("3", True), ("3.0", True), ("out of stock", False), ("out-of-stock", False),
        ("https://schema.org/SoldOut", False), ("http://www.schema.org/Discontinued", False), ("нет в наличии", False),
        ("غير متوفر", False), ("售罄", False), ("0", False), ("-2", False), ("No", False), ("Ausverkauft!", False),
    ],
)  # fmt: skip
def test_words_for_being_in_stock_are_known(written, available):
    assert availability.read(written) is available


def test_a_word_that_says_neither_is_refused():
    with pytest.raises(availability.NotSaid, match="“Промо” says neither"):
        availability.read("Промо")
