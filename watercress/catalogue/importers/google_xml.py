"""
Google Merchant's product data as XML: RSS 2.0 or Atom, with Google's namespace or without any.

A document type is refused before anything in it could be used, and nothing is expanded or fetched (SAFETY S38).
"""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from . import google_products, kinds
from .gathering import Gathering, Piece
from .google_elements import Elements
from .records import Feed, FileRefused, Recognition, Rejection, SourceProduct

AT_ONCE = 64 * 1024


class GoogleXml(Gathering):
    key = "google_xml"
    label = gettext_lazy("Google Merchant, product feed (XML: RSS or Atom)")
    nothing = gettext_lazy("There is no <item> or <entry> in this XML, so it is no product feed.")

    def recognise(self, feed: Feed) -> Recognition:
        if kinds.kind_of(feed) is not kinds.Kind.XML:
            raise FileRefused(_("This is no XML. A product feed begins with <rss> or <feed>."))
        return Recognition(sure=1)

    def advice(self, feed: Feed) -> str:
        return ""

    def pieces(self, feed: Feed) -> Iterator[Piece | Rejection]:
        elements = Elements()
        # Without a document type there are no entities but XML's own five; the rest of this is the second lock.
        parser = etree.XMLParser(
            target=elements, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        with feed.path.open("rb") as file:
            try:
                for elements.line, part in _parts(file, feed):
                    parser.feed(part)
                    yield from elements.taken()
                parser.close()
            except etree.XMLSyntaxError as problem:
                raise FileRefused(_why_not(problem, elements.line)) from None
        yield from elements.taken()

    def told(self, pieces: list[Piece], feed: Feed, *, currency: str) -> Iterator[SourceProduct | Rejection]:
        return google_products.Group(pieces, currency=currency, at=feed.at).told()


def _parts(file: BinaryIO, feed: Feed) -> Iterator[tuple[int, bytes]]:
    """
    Yield a file in parts with the line each begins on, so that an item knows where it stands.

    A line that may begin an item is a part of its own; what lies between goes together, which is several times as fast.
    """
    number, begins, size, feed.read = 1, 1, 0, 0
    between: list[bytes] = []
    has_begun = False
    while line := file.readline(AT_ONCE):
        feed.read += len(line)
        is_whole = line.endswith(b"\n")
        if not has_begun:
            # XML forbids space before its declaration, and half of all shops' programs write some.
            line = line.removeprefix(b"\xef\xbb\xbf").lstrip()
            has_begun = bool(line)
        if b"item" in line or b"entry" in line or size > AT_ONCE or not is_whole:
            yield begins, b"".join(between)
            yield number, line
            between, size, begins = [], 0, number + is_whole
        else:
            between.append(line)
            size += len(line)
        number += is_whole
    yield begins, b"".join(between)


def _why_not(problem: etree.XMLSyntaxError, line: int) -> str:
    said = {"line": problem.lineno or line, "problem": " ".join(str(problem.msg or "").split())[:200]}
    return _("Line %(line)d is not well-formed XML (%(problem)s).") % said
