"""A label's names as a page shows them: first in the language of the page, then in the other."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation

COLUMNS = ("slug", "en", "zh")
THROUGH = tuple(f"label__{column}" for column in COLUMNS)
"""Of a row that points to a label."""


def named(row: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Read slug, `name` and `other_name` from a row with COLUMNS, or with THROUGH and the prefix "label__"."""
    en, zh = row[f"{prefix}en"], row[f"{prefix}zh"]
    name, other = (zh, en) if in_chinese() else (en, zh)
    return {"slug": row[f"{prefix}slug"], "name": name, "other_name": other}


def in_chinese() -> bool:
    return (translation.get_language() or "").startswith("zh")
