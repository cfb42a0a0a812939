"""What people write beside goods: plain text, tidied the same way everywhere, and refused with a reason."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

# A NUL cannot be stored in PostgreSQL, half a surrogate pair in nothing, and nobody types either.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_TRICKS = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u00ad]")
"""What turns the rest of a line around, or is not seen at all; joiners stay, for emoji."""


def line(written: str) -> str:
    """Bring a text into one line, without spaces around it or characters that only mislead."""
    return " ".join(_TRICKS.sub("", unicodedata.normalize("NFC", written)).split())


def lines(written: str) -> str:
    """Keep the lines of a text, and end each the same way."""
    return re.sub(r"\r\n?", "\n", _TRICKS.sub("", written)).strip()


def problem(text: str, *, most: int, least: int = 0) -> str | Promise | None:
    """Return why a tidied text will not do, or None if it will."""
    if _UNKEEPABLE.search(text):
        return _("This text holds a character that cannot be kept.")
    if len(text) > most:
        return format_lazy(_("At most {n} characters; this has {has}."), n=most, has=len(text))
    if len(text) < least:
        return format_lazy(_("At least {n} characters."), n=least) if text else _("Write something here.")
    return None


def problems(found: Mapping[str, str | Promise | None]) -> dict[str, Any]:
    return {field: why for field, why in found.items() if why}
