"""What a browser that has nothing yet loads for one page: how many bytes over the wire, in how many requests."""

import gzip
import http.client
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

RELS = {"stylesheet", "icon", "preload", "modulepreload"}


@dataclass(frozen=True)
class Visit:
    requests: int
    bytes: int
    """Of heads and bodies, as they came."""


class _Eager(HTMLParser):
    """What a browser asks for by itself: sheets, scripts, the icon, and pictures that do not wait to be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "link" and RELS & set(said.get("rel", "").split()):
            self.found[said.get("href", "")] = None
        elif tag in ("script", "img") and said.get("src") and said.get("loading") != "lazy":
            self.found[said["src"]] = None


def first(port: int, address: str) -> Visit:
    """Load `address` and all it asks for; raises LookupError for an answer that is not 200."""
    page, size = _load(port, address)
    asked = eager(page)
    return Visit(1 + len(asked), size + sum(_load(port, urljoin(address, each))[1] for each in asked))


def eager(page: str) -> list[str]:
    parser = _Eager()
    parser.feed(page)
    return [address for address in parser.found if address and not address.startswith("data:")]


def _load(port: int, address: str) -> tuple[str, int]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", address, headers={"Host": f"localhost:{port}", "Accept-Encoding": "gzip, br"})
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise LookupError(f"{address} answered {answer.status}")
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(body) if packed else body).decode(errors="replace"), head + len(body)
