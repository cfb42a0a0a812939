"""The rows of a page, cut from what was sent, and their checksum: a page that lost one cannot win."""

import hashlib
import re
from collections.abc import Iterable
from enum import Enum
from html import unescape

Row = tuple[str, str]
"""What names a row in its address, and what it says."""


class Kind(Enum):
    REPLY = re.compile(
        r'<li class="note reply[^"]*" id="reply-(\d+)">.*?<div class="text" lang="[^"]*">(.*?)</div>', re.DOTALL
    )
    TOPIC = re.compile(r'<a class="t" href="/c/([^/"]+/\d+)-[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
    GOOD = re.compile(r'<a class="name" href="/p/(\d+)-[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def cut(kind: Kind, page: str) -> list[Row]:
    found = kind.value.findall(page)
    # What people wrote in Markdown is HTML already, and is compared as it is kept.
    return found if kind is Kind.REPLY else [(name, unescape(words)) for name, words in found]


def checksum(rows: Iterable[Row]) -> str:
    """Return the SHA-256 of names and words in their order, in hexadecimal."""
    seen = hashlib.sha256()
    for name, words in rows:
        seen.update(f"{name}\0{words}\0".encode())
    return seen.hexdigest()
