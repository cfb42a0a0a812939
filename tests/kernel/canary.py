"""A web server on loopback that counts who comes, and a network that leads public-looking names to it."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpcore2

from watercress.kernel.fetching.network import Network

PUBLIC = "93.184.215.14"
PUBLIC_6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"

Answer = bytes | Callable[[socket.socket], None]


def said(body: bytes = b"hello", status: str = "200 OK", kind: str = "text/html", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Canary:
    """Answers every connection with `answer`, or by path with `answers`, and remembers what it was asked."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answer: Answer = said()
        self.answers: dict[str, Answer] = {}
        self.connections = 0
        self.at_once = 0
        self.most_at_once = 0
        self.asked: list[str] = []
        self._counting = threading.Lock()
        self._tls = tls
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._socket.accept()
                threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        with self._counting:
            self.connections += 1
            self.at_once += 1
            self.most_at_once = max(self.at_once, self.most_at_once)
        with suppress(OSError), caller:
            if self._tls:
                caller = self._tls.wrap_socket(caller, server_side=True)
            with caller:
                question = caller.recv(65536).decode("latin-1")
                self.asked.append(question)
                path = question.split(" ")[1] if " " in question else ""
                answer = self.answers.get(path, self.answer)
                caller.sendall(answer) if isinstance(answer, bytes) else answer(caller)
        with self._counting:
            self.at_once -= 1

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(2)


class _AsIfFrom(httpcore2.NetworkStream):
    """A connection to the canary that says it reached the public address."""

    def __init__(self, stream: httpcore2.NetworkStream, address: str) -> None:
        self._stream = stream
        self._address = address

    def __getattribute__(self, name: str) -> Any:
        if name in ("read", "write", "close"):
            return getattr(object.__getattribute__(self, "_stream"), name)
        return object.__getattribute__(self, name)

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None):
        return _AsIfFrom(self._stream.start_tls(ssl_context, server_hostname, timeout), self._address)

    def get_extra_info(self, info: str) -> Any:
        return (self._address, 80) if info == "server_addr" else self._stream.get_extra_info(info)


class FakeInternet(Network):
    """
    Every name is at PUBLIC unless `names` says otherwise (a list, or one list for each time it is asked); a connection
    to any public address leads to the canary, one to any other is made as asked: a test sees it arrive.
    """

    def __init__(self, canary: Canary, **names: Any) -> None:
        self.canary = canary
        self.names: dict[str, Any] = names
        self.resolved: list[str] = []
        self.connected: list[str] = []
        self.certificates: ssl.SSLContext | None = None

    def resolve(self, host: str, port: int) -> list[str]:
        self.resolved.append(host)
        addresses = self.names.get(host, [PUBLIC])
        if isinstance(addresses, Iterator):
            return next(addresses)
        if isinstance(addresses, Exception):
            raise addresses
        return addresses

    def connect(self, address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        self.connected.append(address)
        stream = httpcore2.SyncBackend().connect_tcp("127.0.0.1", self.canary.port, timeout=seconds)
        return _AsIfFrom(stream, address)

    def trust(self) -> ssl.SSLContext:
        return self.certificates or super().trust()


@contextmanager
def a_canary(tls: ssl.SSLContext | None = None) -> Iterator[Canary]:
    canary = Canary(tls)
    try:
        yield canary
    finally:
        canary.close()


def an_authority(folder: Path) -> Path:
    """Make a certificate authority of our own, with a certificate for shop.example; return its file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "shop.example")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("shop.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "shop.pem"
    plain = serialization.NoEncryption()
    encoding = serialization.Encoding.PEM
    file.write_bytes(
        certificate.public_bytes(encoding) + key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
    )
    return file


@contextmanager
def a_secure_internet(authority: Path) -> Iterator[FakeInternet]:
    """An internet whose one host, shop.example, answers by https."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority)
    with a_canary(context) as canary:
        internet = FakeInternet(canary)
        internet.certificates = ssl.create_default_context(cafile=str(authority))
        yield internet
