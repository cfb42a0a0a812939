"""JSON-LD in a page, read as browsers' consoles would forgive it and not as a script: nothing of it is run."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

MOST_SCRIPTS = 50
MOST_IN_ONE = 1024 * 1024
# Strings first, so that what looks like a comment inside of one is left alone; a comment that is never closed ends all.
_STRING = r'"(?:[^"\\]|\\.)*+"'
_COMMENT = re.compile(rf"({_STRING})|/\*.*?(?:\*/|\Z)|//[^\n]*|<!--|-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_LAST_COMMA = re.compile(rf"({_STRING})|,(?=\s*[\]}}])", re.DOTALL)


def read(root: etree._Element) -> Iterator[tuple[int, Any]]:
    """Yield what each script of linked data says, with its line; what cannot be read is passed over."""
    scripts = (script for script in root.iter("script") if _is_linked_data(script))
    for _count, script in zip(range(MOST_SCRIPTS), scripts, strict=False):
        written = (script.text or "")[:MOST_IN_ONE]
        if (said := loads(written)) is not None:
            yield script.sourceline or 1, said


def loads(written: str) -> Any:
    """Read JSON with comments, a comma too many and control characters; numbers stay as written. None if it is none."""
    for text in (written, _LAST_COMMA.sub(r"\1", _COMMENT.sub(lambda found: found[1] or " ", written))):
        try:
            return json.loads(text, strict=False, parse_float=str, parse_int=str, parse_constant=lambda _name: None)
        except (ValueError, RecursionError):
            continue
    return None


def _is_linked_data(script: etree._Element) -> bool:
    return script.get("type", "").split(";")[0].strip().casefold() == "application/ld+json"
