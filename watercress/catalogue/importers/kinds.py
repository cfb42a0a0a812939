"""What kind of file it is, by its first bytes: neither its name nor its ending is asked."""

import re
from enum import Enum

from django.utils.translation import gettext as _

from .records import Feed, FileRefused

HEAD = 64 * 1024
_OTHER_FILES = (
    (b"PK\x03\x04", "Excel (.xlsx), zip"),
    (b"\xd0\xcf\x11\xe0", "Excel (.xls)"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
# What may stand before the first element; a document type may hold declarations in brackets. Possessive, so that a
# name of 64 KB is not tried in all its parts.
_BEFORE = re.compile(
    rb"\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s++([\w:.-]++)[^>\[]*+(?:\[.*?\]\s*+)?>", re.DOTALL | re.IGNORECASE
)
_ELEMENT = re.compile(rb"<([A-Za-z_][\w:.-]*)")
_OF_PAGES = frozenset(
    b"html head body title meta link script style base noscript div main section article header footer nav aside p "
    b"span a img h1 h2 h3 ul ol table form".split()
)


class Kind(Enum):
    TABLE = "table"
    XML = "xml"
    PAGE = "page"


def kind_of(feed: Feed) -> Kind:
    """Return what the file looks like; raises FileRefused for what no source could read."""
    begin = head(feed)
    if not begin.startswith(b"<"):
        return Kind.TABLE
    at, doctype = 0, b""
    while found := _BEFORE.match(begin, at):
        at, doctype = found.end(), found[1] or doctype
    root = _ELEMENT.match(begin, at)
    name = root[1].lower() if root else b""
    return Kind.PAGE if doctype.lower() == b"html" or name in _OF_PAGES else Kind.XML


def head(feed: Feed) -> bytes:
    """Return the beginning of the file, without its byte order mark and the space before the first word."""
    with feed.path.open("rb") as file:
        begin = file.read(HEAD)
    _refuse_other_files(begin)
    return begin.removeprefix(b"\xef\xbb\xbf").lstrip()


def _refuse_other_files(begin: bytes) -> None:
    for begins, name in _OTHER_FILES:
        if begin.startswith(begins):
            raise FileRefused(
                _("This is neither a table nor a feed but %(kind)s. Export the products as CSV and bring that file.")
                % {"kind": name}
            )
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")) or begin[:200].count(b"\0") > len(begin[:200]) // 4:
        raise FileRefused(
            _(
                "The file is written in UTF-16. Open it in your spreadsheet, choose “Save as”, “CSV UTF-8”, "
                "and bring the new file."
            )
        )
