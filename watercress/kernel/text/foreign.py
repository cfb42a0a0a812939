"""Other people's HTML, as shops' exports bring it."""

import html
import re

import nh3

from . import addresses, rendering

MOST = 100_000
"""Characters of a description that are read."""
MOST_DEEP = 60
MOST_TAGS = 5_000
MOST_ENTITIES = 10_000
"""nh3's time grows with the square of the first and the last; beyond these, words are kept and markup is not."""

_cleaner = nh3.Cleaner(
    tags=set(
        "p br hr div ul ol li dl dt dd strong em sub sup blockquote h3 h4 h5 a "
        "table caption thead tbody tfoot tr th td".split()
    ),
    clean_content_tags={"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math"},
    attributes={"a": {"href"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}, "ol": {"start"}},
    url_schemes={"http", "https"},
    # A shop's own "/pages/care" would lead into the town.
    url_relative="deny",
    link_rel=addresses.REL,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--")
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|br|div|span|ul|ol|li|strong|em|b|i|h[1-6]|table|a)\b", re.IGNORECASE)
_TWICE_ESCAPED = re.compile(r"&amp;(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,31}\d{0,2});", re.IGNORECASE)
# Elements that stay open until they are closed; an unclosed <p> or <li> ends by itself, a <br> never begins.
_NESTING = re.compile(r"<(/?)(?!(?:p|br|hr|img|li|t[rdh]|d[td]|meta|link|input|col|wbr)\b)[a-z]", re.IGNORECASE)
_RENAMED = {"h1": "h3", "h2": "h3", "h6": "h5", "b": "strong", "i": "em"}
_OLD_NAME = re.compile(r"(</?)(h[126]|b|i)(?=[\s/>])", re.IGNORECASE)
_EMPTY = re.compile(r"<(p|div|li|h[345]|strong|em)>(?:\s|&nbsp;|<br>)*</\1>")


def clean_html(written: str) -> str:
    """
    Return a shop's description as HTML that is safe to put in a page, or "" if it says nothing.

    Escaped twice (`&lt;p&gt;`, `&amp;nbsp;`) is undone once; a text without tags keeps its lines. Headings begin at
    h3, pictures, classes, styles and scripts go, links stay only to http(s) places. Never raises.
    """
    written = addresses.UNSEEN.sub("", written[:MOST])
    if not _TAG.search(written) and _ESCAPED_TAG.search(written):
        written = html.unescape(written)
    else:
        written = _TWICE_ESCAPED.sub(r"&\1;", written)
    if not _TAG.search(written) or not _is_readable(written):
        return "\n".join(_cleaner.clean(paragraph) for paragraph in rendering.paragraphs(_words(written)))
    written = _OLD_NAME.sub(lambda found: found[1] + _RENAMED[found[2].lower()], written)
    return _cleaner.clean(_without_empty_parts(_cleaner.clean(written))).strip()


def _is_readable(written: str) -> bool:
    if written.count("<") > MOST_TAGS or written.count("&") > MOST_ENTITIES:
        return False
    depth = 0
    for found in _NESTING.finditer(written):
        depth = max(depth - 1, 0) if found[1] else depth + 1
        if depth > MOST_DEEP:
            return False
    return True


def _words(written: str) -> str:
    return html.unescape(_TAG.sub(" ", written))


def _without_empty_parts(cleaned: str) -> str:
    """Drop paragraphs with nothing in them, and the parts they leave empty."""
    for _ in range(3):
        cleaned, dropped = _EMPTY.subn("", cleaned)
        if not dropped:
            break
    return cleaned
