"""What people write beside goods: plain text, tidied the same way everywhere, and refused with a reason."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from watercress.kernel.text import TRICKS, UNKEEPABLE, line

__all__ = ["line", "lines", "problem", "problems"]


def lines(written: str) -> str:
    """Keep the lines of a text, and end each the same way."""
    return re.sub(r"\r\n?", "\n", TRICKS.sub("", written)).strip()


def problem(text: str, *, most: int, least: int = 0) -> str | Promise | None:
    """Return why a tidied text will not do, or None if it will."""
    if UNKEEPABLE.search(text):
        return _("This text holds a character that cannot be kept.")
    if len(text) > most:
        return format_lazy(_("At most {n} characters; this has {has}."), n=most, has=len(text))
    if len(text) < least:
        return format_lazy(_("At least {n} characters."), n=least) if text else _("Write something here.")
    return None


def problems(found: Mapping[str, str | Promise | None]) -> dict[str, Any]:
    return {field: why for field, why in found.items() if why}
