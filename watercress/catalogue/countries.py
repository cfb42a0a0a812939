"""Where shops are: ISO codes, and what people call the countries."""

import re
from functools import lru_cache

# Babel's list of territories also names regions and places that are none.
_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


@lru_cache
def codes() -> frozenset[str]:
    return frozenset(_names("en"))


def name(code: str, language: str) -> str:
    return _names("zh" if language.startswith("zh") else "en").get(code, code)


def choices(language: str) -> list[tuple[str, str]]:
    return sorted(_names("zh" if language.startswith("zh") else "en").items(), key=lambda pair: pair[1])


@lru_cache
def _names(language: str) -> dict[str, str]:
    # Late: Babel's data is slow to load and most requests name no country.
    from babel.core import Locale

    territories = Locale.parse(language).territories
    return {
        code: name for code, name in territories.items() if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRIES
    }
