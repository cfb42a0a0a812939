"""
One product's page, saved or fetched: JSON-LD first, then microdata, then what its head says for others to show.

Nothing of it is executed. It adds or brings up to date this one product, and retires none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from watercress.kernel import ids

from . import drafts, kinds, page_json, page_meta, page_microdata, page_products
from .records import Feed, FileRefused, Recognition, Rejection, SourceProduct
from .schema_org import Graph, Telling

MOST_BYTES = 5 * 1024 * 1024
MOST_TAGS = 200_000
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
# Not all that Python knows is one: some take forever.
_ENCODING = re.compile(
    r"utf-?8|us-ascii|latin-?1|iso-8859-\d{1,2}|windows-\d{3,4}|cp\d{3,4}|koi8-[ru]|gb2312|gbk|gb18030|big5(-hkscs)?"
    r"|shift_jis|euc-(jp|kr)",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\.(html?|php|aspx?|jsp)$", re.IGNORECASE)
# Pages that are one for all products say which by a number behind their address.
_FOR_ALL = frozenset("product products item items detail details show view goods index shop p".split())
_NUMBERED = frozenset("id p pid product product_id productid item item_id itemid goods_id sku".split())


@dataclass(frozen=True)
class Page:
    telling: Telling
    handle: str
    address: str
    """Where it is, as far as is known: what it names relatively is named from there."""


class ProductPage:
    key = "product_page"
    label = gettext_lazy("One product's page (HTML with JSON-LD, microdata or OpenGraph)")
    is_whole = False

    def recognise(self, feed: Feed) -> Recognition:
        if kinds.kind_of(feed) is not kinds.Kind.PAGE:
            raise FileRefused(_("This is no web page. A page is saved from the browser as HTML."))
        return Recognition(sure=1)

    def check(self, feed: Feed) -> None:
        feed.noted = _page(feed)

    def advice(self, feed: Feed) -> str:
        return ""

    def read(self, feed: Feed, *, currency: str) -> Iterator[SourceProduct | Rejection]:
        page = feed.noted if isinstance(feed.noted, Page) else _page(feed)
        feed.read = feed.size
        yield from page_products.told(page.telling, handle=page.handle, at=page.address, currency=currency)


def _page(feed: Feed) -> Page:
    root = _root(feed)
    meta = page_meta.read(root)
    address = _address(root, meta, feed)
    ways = (page_json.read(root), page_microdata.read(root), [(1, page_meta.node(meta))])
    products = [list(Graph(way).products()) for way in ways]
    tellings = [_own(found, address) for found in products if found]
    if not tellings:
        raise FileRefused(
            _("This web page tells of no product: neither JSON-LD nor microdata nor OpenGraph in it names one.")
        )
    whole = page_products.together(tellings)
    # What the page calls itself goes before what a script of it does.
    whole.link = address or whole.link
    handle = _handle_in(whole.link) or whole.identifier[:255] or ids.words(drafts.line_of_words(whole.name), most=200)
    if not handle:
        raise FileRefused(_("The page says neither where it is nor which product it is of; bring it by its address."))
    return Page(whole, handle, address or drafts.web_address(whole.link))


def _own(found: list[Telling], address: str) -> Telling:
    """Return the product the page is about: the one at its address, else the first."""
    return next((telling for telling in found if address and telling.link.split("#")[0] == address), found[0])


def _root(feed: Feed) -> etree._Element:
    if feed.size > MOST_BYTES:
        raise FileRefused(_("The page is larger than 5 MB; a product's page is not."))
    content = feed.path.read_bytes()
    if content.count(b"<") > MOST_TAGS:
        raise FileRefused(_("The page has more than %(most)d tags; a product's page has not.") % {"most": MOST_TAGS})
    text = _decoded(content).replace("\0", "").encode("utf-8", "ignore")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise FileRefused(_("The page is empty."))
    return root


def _decoded(content: bytes) -> str:
    """Return the page's text by its own word for how it is written; what cannot be is marked, not refused."""
    if content.startswith(b"\xef\xbb\xbf"):
        return content[3:].decode("utf-8", "replace")
    found = _CHARSET.search(content[:4096])
    named = found[1].decode() if found else ""
    for encoding in (named if _ENCODING.fullmatch(named) else "utf-8", "utf-8"):
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return content.decode("cp1252", "replace")


def _address(root: etree._Element, meta: dict[str, list[str]], feed: Feed) -> str:
    """
    Return the page's address: what it calls itself, if that is where it was fetched from or nobody knows.

    A page fetched from one host that says it is another's stays where it was found.
    """
    canonical = [link.get("href", "") for link in root.iter("link") if "canonical" in link.get("rel", "").split()]
    for written in (*canonical[:1], *meta.get("og:url", [])[:1]):
        address = drafts.web_address(written, at=feed.address)
        if address and (not feed.address or _host(address) == _host(feed.address)):
            return address
    return drafts.web_address(feed.address)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _handle_in(address: str) -> str:
    """Return the last word of an address's path, which is the product's own; "" if it is a page for all products."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    segments = [segment for segment in parts.path.split("/") if segment] if parts.hostname else []
    word = _ENDING.sub("", unquote(segments[-1])) if segments else ""
    number = next((value for name, value in parse_qsl(parts.query[:2000]) if name.casefold() in _NUMBERED), "")
    if number:
        word = f"{word}-{number}" if word and word.casefold() not in _FOR_ALL else number
    return "" if word.casefold() in _FOR_ALL or "\0" in word else word[:255]
