"""How moments, amounts and languages are shown to the person reading."""

from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from watercress.catalogue import countries
from watercress.kernel import money, town


def locale() -> str:
    """Babel's name for the language of this page."""
    return "zh_Hans" if (translation.get_language() or "").startswith("zh") else "en"


def html_lang(code: str) -> str:
    return "zh-Hans" if code.startswith("zh") else code


def ago(moment: datetime) -> SafeString:
    """A `<time>` that says how long ago, and exactly when to whoever points at it."""
    from babel.dates import format_datetime, format_timedelta

    there = town.at_home(moment)
    says = format_timedelta(moment - timezone.now(), granularity="minute", add_direction=True, locale=locale())
    exact = format_datetime(there, "medium", locale=locale())
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(timespec="seconds"), exact, says)


def day(moment: datetime) -> SafeString:
    from babel.dates import format_date

    there = town.at_home(moment)
    return format_html(
        '<time datetime="{}">{}</time>', there.date().isoformat(), format_date(there, "long", locale=locale())
    )


def date_of(day: date) -> str:
    """A day of the town, by its name here."""
    from babel.dates import format_date

    return format_date(day, "medium", locale=locale())


def country(code: str) -> str:
    return countries.name(code, translation.get_language() or "en") if code else ""


def number(amount: int) -> str:
    from babel.numbers import format_decimal

    return format_decimal(amount, locale=locale())


def price(amount: int, currency: str) -> str:
    return money.shown(amount, currency, locale())


def price_range(least: int, most: int | None, currency: str) -> str:
    """One price, or the lowest and the highest with a dash between."""
    if most is None or most == least:
        return price(least, currency)
    return f"{price(least, currency)} – {price(most, currency)}"
