"""
Names, connections and trust: the one file that opens a socket to another host.

The check stands where the connection is made: a name is resolved once, every address it has is checked, and one of
those is connected to, so there is no second look-up for a rebinding resolver to answer differently (S03).
"""

import socket
import ssl
import time
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import httpcore2

from . import routable
from .failures import AddressRefused, TooSlow, Unreachable

PORTS = (80, 443)
MOST_ADDRESSES = 3
"""A host with IPv6 and IPv4 is tried on both, a long list is not worked through."""


class Deadline:
    """The moment by which everything for one address must be done: names, connections, redirects, body."""

    def __init__(self, url: str, seconds: float) -> None:
        self.url = url
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left. Raises TooSlow when there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TooSlow(self.url)
        return left


class Network:
    """The world outside; tests put one of their own in its place."""

    def resolve(self, host: str, port: int) -> list[str]:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]

    def connect(self, address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        return httpcore2.SyncBackend().connect_tcp(address, port, timeout=seconds)

    def trust(self) -> ssl.SSLContext:
        return _certificates()


INTERNET = Network()


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    return httpcore2.default_ssl_context()


class Guard(httpcore2.NetworkBackend):
    """Lets httpcore2 connect to checked addresses only, and read and write until the deadline only."""

    def __init__(self, network: Network, deadline: Deadline) -> None:
        self._network = network
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        if port not in PORTS:
            raise AddressRefused(self._deadline.url, f"port {port}")
        failed: Exception | None = None
        for address in self._checked(host, port)[:MOST_ADDRESSES]:
            try:
                stream = self._network.connect(address, port, self._deadline.left())
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as problem:
                failed = problem
                continue
            self._check_peer(stream, address)
            return Timed(stream, self._deadline)
        raise failed or Unreachable(self._deadline.url, "no address")

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            written = routable.literal(host)
        except ValueError:
            raise AddressRefused(self._deadline.url, f"{host} is a number") from None
        found = [str(written)] if written else list(dict.fromkeys(self._resolved(host, port)))
        for address in found:
            # One address inside is enough to refuse the name: a mixed answer is an attack or a mistake.
            if not routable.is_public(address):
                raise AddressRefused(self._deadline.url, f"{host} is {address}")
        return found

    def _resolved(self, host: str, port: int) -> list[str]:
        # getaddrinfo has no timeout of its own; a thread that hangs in it is left behind.
        answers: SimpleQueue[list[str] | Exception] = SimpleQueue()
        Thread(target=_resolve_into, args=(answers, self._network, host, port), daemon=True).start()
        try:
            answer = answers.get(timeout=self._deadline.left())
        except Empty:
            raise TooSlow(self._deadline.url, "no answer from the resolver") from None
        if isinstance(answer, Exception):
            raise Unreachable(self._deadline.url, f"{host}: {answer}") from answer
        return answer

    def _check_peer(self, stream: httpcore2.NetworkStream, address: str) -> None:
        peer = str(stream.get_extra_info("server_addr")[0])
        if ip_address(peer) != ip_address(address):
            stream.close()
            raise AddressRefused(self._deadline.url, f"asked {address}, reached {peer}")


def _resolve_into(answers: "SimpleQueue[list[str] | Exception]", network: Network, host: str, port: int) -> None:
    try:
        answers.put(network.resolve(host, port))
    except (OSError, UnicodeError) as problem:
        answers.put(problem)


class Timed(httpcore2.NetworkStream):
    """A connection that ends at the deadline, however often a byte drips in."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return Timed(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
