"""Finds every text people read: in Python, and in the Jinja2 pages and letters."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from django.template import engines

import watercress

PACKAGE = Path(watercress.__file__).parent
METHODS = [
    ("web/templates/**.*", f"{__name__}:extract_page"),
    ("**/migrations/**.py", "ignore"),
    ("operations/**.py", "ignore"),  # The terminal speaks English.
    ("**.py", "python"),
]
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "gettext_noop": None,
}


def gather() -> Catalog:
    """Read the whole package. Raises a Jinja2 TemplateSyntaxError for a page that does not parse."""
    found = Catalog(project="Watercress", fuzzy=False)
    for name, line, words, comments, context in extract_from_dir(
        PACKAGE, method_map=METHODS, keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        found.add(words, locations=[(f"watercress/{name}", line)], auto_comments=comments, context=context)
    return found


def extract_page(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Read a page with the very environment that renders it, so that both agree on white space and `%`."""
    pages = engines["jinja2"].env  # type: ignore[attr-defined]
    for line, function, words in pages.extract_translations(file.read().decode(), gettext_functions=tuple(keywords)):
        yield line, function, words, []
