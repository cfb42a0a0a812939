"""Markdown → safe HTML."""

import html
import logging
import re
from collections.abc import Iterator

import nh3

from . import addresses, grammar

MOST = 20_000
"""Characters read as Markdown: the longest post. A longer text is shown as it was written."""
MOST_MICROSECONDS = 80_000
# What one mark costs markdown-it to try at worst: a "[" looks ahead through every other mark behind it.
_COSTS = {"[": 90, "://": 40, "\n": 12, "*": 6, "_": 6, "~": 6, "<": 4, "&": 4, "`": 3, "@": 4, "\\": 2}
PIECE = 5_000

_log = logging.getLogger("watercress.text")
_cleaner = nh3.Cleaner(
    tags=set("p br hr strong em s del code pre blockquote ul ol li a span h3 h4 h5 h6".split()),
    clean_content_tags={"script", "style"},
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    tag_attribute_values={"a": {"rel": {addresses.REL}}},
    allowed_classes={"a": {"mention"}, "span": {"host"}},
    url_schemes={"http", "https"},
    link_rel=None,
)


def render(source: str, *, people: frozenset[str] = frozenset()) -> str:
    """
    Return `source` as HTML that is safe to put in a page; the only place whose output a template may mark safe.

    `people` are the names that exist: "@name" becomes a link for them and stays text for others. Stored beside the
    source when it is written. Never raises: a text our tools cannot read is shown as it was written (S12).
    """
    source = addresses.UNSEEN.sub("", source)
    try:
        if not is_readable(source):
            return "\n".join(_cleaner.clean(paragraph) for paragraph in paragraphs(source))
        env = {"people": {name.lower(): name for name in people}}
        return _cleaner.clean(grammar.MARKDOWN.render(source, env))
    except Exception:  # noqa: BLE001  any failure of theirs: the page goes on without the marks
        _log.exception("A text of %d characters could not be rendered", len(source))
        return "\n".join(paragraphs(source))


def is_readable(source: str) -> bool:
    """False for a text longer than any post, or made of marks: that would hold a thread for a second (S43)."""
    return len(source) <= MOST and sum(cost * source.count(m) for m, cost in _COSTS.items()) <= MOST_MICROSECONDS


def paragraphs(source: str) -> Iterator[str]:
    """Return a text as it was written, escaped, one paragraph at a time: what needs no parser cannot fail."""
    for words in re.split(r"\n\s*\n", source.replace("\r\n", "\n").strip()):
        # nh3's time grows with the square of the "&" in one piece: 160 ms for 100,000, 6 ms for twenty times 5,000.
        for start in range(0, len(words), PIECE):
            yield f"<p>{html.escape(words[start : start + PIECE]).replace(chr(10), '<br>')}</p>"
