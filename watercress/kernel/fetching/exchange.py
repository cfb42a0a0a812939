"""One question, one answer: no cookies, no proxy, no redirect, and never more bytes than asked for."""

import ssl
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

import httpcore2
import httpx2

from .failures import AddressRefused, NotTrusted, TooLarge, TooSlow, Unreachable, WrongKind
from .network import PORTS, Deadline, Guard, Network

# Beside the body: chunk sizes, and packed bytes that unpack to nothing.
SLACK = 64 * 1024


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "application/octet-stream").partition(";")[0].strip().lower()


def place(written: str, base: httpx2.URL | None = None) -> httpx2.URL:
    """
    Read an address, relative to `base` if given. What is checked here is the very object that is connected to.

    Raises AddressRefused for other schemes than http(s), other ports than theirs, `user@`, and what cannot be read.
    """
    try:
        url = base.join(written) if base else httpx2.URL(written)
        url = url.copy_with(fragment=None)
        host = url.raw_host
    except (httpx2.InvalidURL, UnicodeError, ValueError, TypeError) as problem:
        raise AddressRefused(written, str(problem)) from None
    if url.scheme not in ("http", "https") or not 0 < len(host) < 254:
        raise AddressRefused(written, "not http or https")
    if url.userinfo or "@" in written.partition("://")[2].partition("/")[0]:
        raise AddressRefused(written, "a user in the address")
    if url.port not in (None, *PORTS):
        raise AddressRefused(written, f"port {url.port}")
    if base and base.scheme == "https" and url.scheme == "http":
        raise AddressRefused(written, "from https to http")
    return url


def ask(
    url: httpx2.URL,
    *,
    network: Network,
    deadline: Deadline,
    headers: dict[str, str],
    most_bytes: int,
    into: BinaryIO | None = None,
) -> Answer:
    """
    Ask one address and read its answer; a good one goes `into` a file piece by piece, where one is given.

    Raises the failures this package names, and no other.
    """
    guard = Guard(network, deadline)
    sent = {"Host": url.netloc.decode("ascii"), "Accept-Encoding": "gzip", "Connection": "close", **headers}
    target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    try:
        with (
            httpcore2.ConnectionPool(ssl_context=network.trust(), network_backend=guard, max_connections=1) as pool,
            pool.stream("GET", target, headers=list(sent.items())) as response,
        ):
            got = {name.decode("latin-1").lower(): value.decode("utf-8", "replace") for name, value in response.headers}
            with closing(response):
                body = _kept(response.status, _pieces(str(url), response.iter_stream(), got, most_bytes), into)
            return Answer(response.status, got, body)
    except httpcore2.TimeoutException as problem:
        raise TooSlow(str(url), str(problem)) from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as problem:
        if isinstance(problem.__cause__ or problem.__context__, ssl.SSLError):
            raise NotTrusted(str(url), str(problem)) from None
        raise Unreachable(str(url), str(problem)) from None


def _kept(status: int, pieces: Iterator[bytes], into: BinaryIO | None) -> bytes:
    """Return the body, or write it into the file; what says "elsewhere" or "as before" has none that matters."""
    if 300 <= status < 400:
        return b""
    if into is None:
        return b"".join(pieces)
    if 200 <= status < 300:
        for piece in pieces:
            into.write(piece)
    return b""


def _pieces(url: str, packed: Iterable[bytes], headers: dict[str, str], most_bytes: int) -> Iterator[bytes]:
    """Yield the unpacked body; raises TooLarge before a piece that would be too much."""
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise WrongKind(url, f"packed as {encoding[:40]}")
    announced = headers.get("content-length", "")
    if announced.isdigit() and int(announced) > most_bytes:
        raise TooLarge(url, f"{announced} bytes announced")
    pieces = _counted(url, packed, most_bytes + SLACK)
    unpacked = _unpacked(url, pieces, most_bytes) if encoding.endswith("gzip") else pieces
    yield from _counted(url, unpacked, most_bytes)


def _counted(url: str, pieces: Iterable[bytes], most_bytes: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > most_bytes:
            raise TooLarge(url)
        yield piece


def _unpacked(url: str, pieces: Iterable[bytes], most_bytes: int) -> Iterator[bytes]:
    """Unpack gzip a bounded piece at a time: 1 MB may hold 1 GB."""
    step = min(most_bytes + 1, 64 * 1024)
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for piece in pieces:
            waiting = piece
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, step)
                waiting = unpacker.unconsumed_tail
        while not unpacker.eof and (rest := unpacker.decompress(b"", step)):
            yield rest
    except zlib.error as problem:
        raise Unreachable(url, f"broken gzip: {problem}") from None
    if not unpacker.eof:
        raise Unreachable(url, "the gzip ends too early")
