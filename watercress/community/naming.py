"""A place's two names as a page shows them: first the one in the language of the page, whichever its founder put first."""

from dataclasses import dataclass

from django.utils import translation

from watercress.kernel.text import language_of


@dataclass(frozen=True)
class Named:
    name: str
    lang: str
    other: str = ""
    other_lang: str = ""


def named(name: str, other_name: str = "") -> Named:
    """Return the two in the order of the page, each with the language it is written in."""
    lang, other_lang = language_of(name, "en"), language_of(other_name, "en")
    chinese = (translation.get_language() or "").startswith("zh")
    if other_name and lang != other_lang and other_lang.startswith("zh") == chinese:
        return Named(other_name, other_lang, name, lang)
    return Named(name, lang, other_name, other_lang if other_name else "")
