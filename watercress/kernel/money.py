"""Amounts: whole minor units with an ISO 4217 code, read strictly and shown by locale."""

import re
from functools import lru_cache

# How many digits of each currency come after the point, where it is not two (ISO 4217, list one). Babel's
# numbers are about custom, not about bookkeeping: it has 0 for RSD and LBP, and would lose half a dinar.
EXPONENTS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
MOST = 10**15
"""Nothing in the town costs more minor units than this; ten million such amounts still fit a 64-bit sum."""

_PLAIN = re.compile(r"([0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(?:\.([0-9]{1,18}))?", re.ASCII)
# One sign to one currency in both languages: Babel's own ¥ is the yen in English and the yuan in Chinese.
_SIGNS = {"CNY": "¥", "JPY": "JP¥"}


class NotAnAmount(ValueError):
    """Something written is not a plain amount of its currency; `written` and `currency` say which."""

    def __init__(self, written: str, currency: str) -> None:
        super().__init__(f"{written[:40]!r} is not an amount in {currency}")
        self.written = written
        self.currency = currency


class UnknownCurrency(ValueError):
    """Three letters that are no currency's code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code[:10]!r} is not the code of a currency")
        self.code = code


def exponent(currency: str) -> int:
    return EXPONENTS.get(currency, 2)


@lru_cache
def codes() -> frozenset[str]:
    """Return every code a price may be in."""
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


def currency_of(written: str) -> str:
    """
    Return the ISO code meant by what a person or a file wrote: " cny" is CNY.

    Raises UnknownCurrency.
    """
    code = written.strip().upper()
    if not re.fullmatch(r"[A-Z]{3}", code, re.ASCII) or code not in codes():
        raise UnknownCurrency(written)
    return code


def to_minor(written: str, currency: str) -> int:
    """
    Read a plain decimal, with or without commas between thousands, as minor units: "1,234.50" CNY is 123450.

    Digits beyond the currency's own must be zeros ("100.00" JPY is 100). Signs, spaces inside, a decimal comma,
    exponents and digits of other scripts are refused with NotAnAmount: a guess here is a wrong price on a page.
    """
    found = _PLAIN.fullmatch(written.strip())
    if not found:
        raise NotAnAmount(written, currency)
    places = exponent(currency)
    fraction = (found[2] or "").rstrip("0")
    if len(fraction) > places:
        raise NotAnAmount(written, currency)
    amount = int(found[1].replace(",", "") + fraction.ljust(places, "0"))
    if amount > MOST:
        raise NotAnAmount(written, currency)
    return amount


def to_written(amount: int, currency: str) -> str:
    """Write minor units as the plain decimal `to_minor` reads back: for forms and files."""
    places = exponent(currency)
    digits = str(abs(amount)).rjust(places + 1, "0")
    whole, fraction = (digits[:-places], digits[-places:]) if places else (digits, "")
    return f"{'-' if amount < 0 else ''}{whole}{'.' + fraction if fraction else ''}"


def shown(amount: int, currency: str, language: str) -> str:
    """Return an amount as people write it in `language` ("en", "zh-hans"); whole amounts go without zeros."""
    sign, group, point = _manner(currency, language)
    whole, fraction = divmod(abs(amount), 10 ** exponent(currency))
    number = f"{whole:,}".replace(",", group)
    if fraction:
        number += f"{point}{fraction:0{exponent(currency)}}"
    return f"{'-' if amount < 0 else ''}{sign}{number}"


@lru_cache(maxsize=1024)
def _manner(currency: str, language: str) -> tuple[str, str, str]:
    """Return the sign, the mark between thousands and the mark before the fraction."""
    # Asked once and kept: Babel's own formatting of one price costs more than the rest of a product card.
    from babel.core import Locale
    from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol

    locale = Locale.parse(language.replace("-", "_"))
    sign = _SIGNS.get(currency) or get_currency_symbol(currency, locale)
    if sign[-1].isalpha():
        sign += "\u00a0"  # "CHF 12", but "€12"
    return sign, get_group_symbol(locale), get_decimal_symbol(locale)
