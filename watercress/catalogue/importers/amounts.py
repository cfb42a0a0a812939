"""
Prices as feeds and pages write them: "15.00 USD", "$2,030", "1.299,00 €", "128元".

Money's own reading comes first and is strict. What it refuses is read here only if it can mean one thing: a guess
would be a wrong price on a page.
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from price_parser import Price

from watercress.kernel import money

# The first is meant where nothing says otherwise; a sign whose first is "" means nothing by itself.
_SIGNS = {
    "$": ("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "BRL", "JMD", "TTD", "BBD", "FJD"),
    "¥": ("", "CNY", "JPY"),
    "£": ("GBP", "EGP", "LBP", "SYP", "FKP", "GIP"),
    "rs": ("", "INR", "PKR", "LKR", "NPR", "MUR", "SCR"),
    "kr": ("", "SEK", "NOK", "DKK", "ISK"),
    "ر.س": ("SAR",), "ريال": ("", "SAR", "QAR", "OMR", "YER", "IRR"), "د.إ": ("AED",), "درهم": ("", "AED", "MAD"),
    "ج.م": ("EGP",), "د.ك": ("KWD",), "د.ب": ("BHD",), "ر.ق": ("QAR",), "د.م": ("MAD",), "د.أ": ("JOD",),
    "€": ("EUR",), "₹": ("INR",), "₽": ("RUB",), "руб": ("RUB",), "р": ("RUB",), "₴": ("UAH",), "грн": ("UAH",),
    "₩": ("KRW",), "원": ("KRW",), "₫": ("VND",), "đ": ("VND",), "฿": ("THB",), "บาท": ("THB",), "₱": ("PHP",),
    "₺": ("TRY",), "tl": ("TRY",), "₪": ("ILS",), "₦": ("NGN",), "₸": ("KZT",), "₼": ("AZN",), "₾": ("GEL",),
    "৳": ("BDT",), "₲": ("PYG",), "₡": ("CRC",), "₵": ("GHS",), "gh₵": ("GHS",), "ksh": ("KES",), "tsh": ("TZS",),
    "ush": ("UGX",), "zł": ("PLN",), "kč": ("CZK",), "ft": ("HUF",), "lei": ("RON",), "лв": ("BGN",), "rm": ("MYR",),
    "rp": ("IDR",), "元": ("CNY", "TWD", "HKD"), "人民币": ("CNY",), "rmb": ("CNY",), "円": ("JPY",), "r": ("ZAR",),
    "us$": ("USD",), "ca$": ("CAD",), "c$": ("CAD",), "a$": ("AUD",), "au$": ("AUD",), "nz$": ("NZD",),
    "hk$": ("HKD",), "nt$": ("TWD",), "s$": ("SGD",), "sg$": ("SGD",), "mx$": ("MXN",), "r$": ("BRL",), "fr": ("CHF",),
    "sfr": ("CHF",), "s/": ("PEN",), "q": ("GTQ",), "bs": ("BOB",),
}  # fmt: skip
_CODE = re.compile(r"[A-Za-z]{3}")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９٫٬，．￥", "012345678901234567890123456789.,,.¥")
_SPACES = re.compile(r"[\s\u200b-\u200f\u2060-\u2069]+")
_WRITTEN = re.compile(r"([^0-9]{0,12}?)\s*([0-9](?:[0-9.,'’ ]{0,30}[0-9])?)(?:[.,][-–—]{1,2})?\s*([^0-9]{0,12})")
_BESIDE = re.compile(r"[^-+−]*[^-+−.,:() ][^-+−]*|\s*")
"""What may stand beside a number: a word or a sign, and no minus."""
# Thousands parted by one mark all along and then perhaps a fraction behind another, or a fraction behind a comma.
_GROUPED = re.compile(r"[0-9]{1,3}([.,'’ ])[0-9]{2,3}(?:\1[0-9]{2,3})*(?:(?!\1)[.,][0-9]{1,4})?")
_BEHIND_A_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")
_EITHER_WAY = re.compile(r"[0-9]{1,3}\.[0-9]{3}")


@dataclass(frozen=True)
class Amount:
    minor: int
    currency: str


class NotAPrice(ValueError):
    """`reason` is for the person whose file it stands in."""

    def __init__(self, reason: str | Promise, **said: str) -> None:
        super().__init__(str(reason))
        self.reason = str(reason) % said


def read(written: str, currency: str) -> Amount:
    """
    Return what a price means; `currency` is meant where it names none, or a sign that several share.

    Raises NotAPrice for everything that is not one plain amount, a currency unknown here included.
    """
    tidy = _SPACES.sub(" ", written.translate(_DIGITS)).strip()
    found = _WRITTEN.fullmatch(tidy) if len(tidy) <= 60 else None
    if not found or not _BESIDE.fullmatch(found[1]) or not _BESIDE.fullmatch(found[3]):
        raise NotAPrice(_("“%(written)s” is not a price."), written=written[:40])
    # A code before a sign: "$15 CAD" is Canadian.
    words = sorted(filter(None, (found[1].strip(), found[3].strip())), key=lambda word: not _CODE.fullmatch(word))
    meant = currency
    for word in words:
        meant = currency_named(word, meant)
    if any(currency_named(word, meant) != meant for word in words):
        raise NotAPrice(_("“%(written)s” names two currencies."), written=written[:40])
    return Amount(_minor(found[2], meant, written), meant)


def currency_named(word: str, currency: str = "") -> str:
    """Return the code a word or sign beside a price means; raises NotAPrice."""
    sign = word.strip(" :.()").casefold()
    if sign in _SIGNS:
        meant = currency if currency in _SIGNS[sign] else _SIGNS[sign][0]
        if not meant:
            reason = _("“%(sign)s” may be several currencies; write the code instead, such as %(codes)s.")
            raise NotAPrice(reason, sign=word[:20], codes=", ".join(_SIGNS[sign][1:]))
        return meant
    try:
        return money.currency_of(sign)
    except money.UnknownCurrency:
        raise NotAPrice(_("“%(sign)s” is not a currency known here."), sign=word[:20]) from None


def _minor(number: str, currency: str, written: str) -> int:
    if _EITHER_WAY.fullmatch(number):
        number = _thousands_or_fraction(number, currency, written)
    try:
        return money.to_minor(number, currency)
    except money.NotAnAmount as problem:
        if not _GROUPED.fullmatch(number) and not _BEHIND_A_COMMA.fullmatch(number):
            raise _not_in(currency, written) from problem
    amount = Price.fromstring(number).amount
    try:
        return money.to_minor(f"{amount:f}" if amount is not None else "", currency)
    except money.NotAnAmount as problem:
        raise _not_in(currency, written) from problem


def _thousands_or_fraction(number: str, currency: str, written: str) -> str:
    """150.000 đồng are many and 1.500 dinars one and a half, but 1.234 euro may be either."""
    match money.exponent(currency):
        case 0:
            return number.replace(".", "")
        case 2:
            raise NotAPrice(
                _("“%(written)s” may be thousands or a fraction; write 1234.00 or 1.23."), written=written[:40]
            )
    return number


def _not_in(currency: str, written: str) -> NotAPrice:
    return NotAPrice(_("“%(written)s” is not a price in %(currency)s."), written=written[:40], currency=currency)
