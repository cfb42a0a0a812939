import os
import socket
import time
import zlib
from datetime import timedelta
from ipaddress import ip_address
from itertools import repeat
from pathlib import Path

import pytest
from django.db import transaction

from tests.factories import NOON
from tests.kernel.canary import PUBLIC, PUBLIC_6, FakeInternet, a_canary, a_secure_internet, an_authority, said
from watercress.kernel import fetching
from watercress.kernel.fetching import routable
from watercress.kernel.fetching.network import Network
from watercress.kernel.models import Fetch
from watercress.kernel.transactions import InsideTransaction

pytestmark = pytest.mark.django_db

ADDRESSES = """
127.0.0.1 0.0.0.0 10.0.0.1 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 192.0.0.192 192.0.0.9 192.0.2.1 192.88.99.1
198.18.0.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1
64:ff9b::7f00:1 64:ff9b:1::7f00:1 2002:7f00:1:: 2001:0:7f00:1:: fe80::1 fc00::1 fec0::1 ff02::1 2001:db8::1 100::1 5f00::1
3fff::1
""".split()
SPELLINGS = [
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "①②⑦.0.0.1",
    "127.0.0.1.",
    "0x7f.1",
    "017700000001",
    "127.0.1",
]
SPELLINGS += [
    "0",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "127。0。0。1",
    "１２７.0.0.1",
    "%31%32%37.0.0.1",
    "127.0.0.1%00.shop.example",
]
SPELLINGS += [
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:0:0:1]",
    "[::1%25lo]",
    "[::%31]",
    "1.1.1.1 @127.0.0.1",
    "shop.example@127.0.0.1",
    "4294967296",
]


@pytest.fixture
def canary():
    with a_canary() as canary:
        yield canary


@pytest.fixture
def internet(canary):
    return FakeInternet(canary)


def fetch(url="http://shop.example/", internet=None, **given):
    return fetching.fetch(
        url, **{"at": NOON, "accept": ("text/html",), "most_bytes": 10_000, "through": internet, **given}
    )


def bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def test_a_public_address_is_fetched(internet, canary):
    fetched = fetch("http://shop.example/a?b=c#d", internet)
    assert (fetched.url, fetched.status, fetched.content_type) == ("http://shop.example/a?b=c", 200, "text/html")
    assert fetched.body == b"hello"
    assert fetched.is_ok
    assert canary.asked[0].startswith("GET /a?b=c HTTP/1.1\r\nHost: shop.example\r\n")
    assert internet.connected == [PUBLIC]


def test_nothing_about_anyone_is_sent(internet, canary, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    canary.answers["/"] = said(status="302 Found", Location="/b", Set_Cookie="who=you")
    fetch("http://shop.example/", internet)
    names = {line.split(":")[0].lower() for line in canary.asked[1].split("\r\n")[1:] if line}
    assert names == {"host", "accept", "accept-encoding", "connection", "user-agent"}


# The 33 addresses (SAFETY, rule 2)


@pytest.mark.parametrize("address", ADDRESSES)
def test_s01_an_address_inside_is_refused_when_written_out(address, internet, canary):
    with pytest.raises(fetching.AddressRefused):
        fetch(f"http://{bracketed(address)}/", internet)
    assert canary.connections == 0
    assert internet.connected == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_s01_an_address_inside_is_refused_when_a_name_leads_to_it(address, internet, canary):
    for answer in ([address], [PUBLIC, address], [address, PUBLIC], [PUBLIC_6, address]):
        internet.names["inside.example"] = answer
        with pytest.raises(fetching.AddressRefused):
            fetch(f"http://inside.example/{len(answer)}{answer[0]}", internet)
    assert canary.connections == 0
    assert internet.connected == []


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_s01_no_spelling_of_loopback_gets_through(scheme, spelling, canary):
    """With the real resolver: on this machine most of these do reach 127.0.0.1."""

    class Real(Network):
        def connect(self, address, port, seconds):
            raise AssertionError(f"a connection to {address}")

    for url in (f"{scheme}://{spelling}/a", f"{scheme}://{spelling}:80/b", f"{scheme}:\\\\{spelling}\\c"):
        with pytest.raises((fetching.AddressRefused, fetching.Unreachable)):
            fetch(url, Real())


def test_s01_the_real_network_does_not_reach_a_server_on_this_machine(canary):
    for host in ("127.0.0.1", "localhost", "[::1]", socket.gethostname()):
        for port in ("", ":80", f":{canary.port}"):
            with pytest.raises((fetching.AddressRefused, fetching.Unreachable)):
                fetch(f"http://{host}{port}/{port}", None)
    assert canary.connections == 0


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "93.184.215.14", "2606:4700::1111", "2a00:1450:4001:81b::200e", "2400:3200::1"]
)
def test_s01_hosts_on_the_public_internet_are_allowed(address):
    assert routable.is_public(address)


def test_s01_nothing_that_carries_another_address_inside_is_public():
    inside = ip_address("127.0.0.1").packed.hex(":", 2)
    for carrier in (
        f"2002:{inside}::1",
        f"64:ff9b::{inside}",
        f"2001:0:{inside}::",
        f"::ffff:{inside}",
        f"2001:0::{inside}",
    ):
        assert not routable.is_public(carrier)


@pytest.mark.parametrize(
    "url",
    [
        "", "shop.example", "//shop.example/", "ftp://shop.example/", "file:///etc/passwd", "gopher://shop.example/", "javascript:1",
        "http://", "http:///etc", "http://user@shop.example/", "http://user:pw@shop.example/", "http://@shop.example/",
        "http://shop.example:22/", "http://shop.example:8080/", "http://shop.example:0/", "http://shop.example:99999/",
        "http://shop example/", "http://shop.example\r\nX: y/", "http://[::1", "http://" + "a" * 300 + "/",
        "http://" + "a" * 64 + ".example/\x00", "http://shop.example:80:80/", "unix:/run/x.sock",
    ],
)  # fmt: skip
def test_s02_what_is_not_a_plain_web_address_is_refused(url, internet, canary):
    with pytest.raises(fetching.AddressRefused):
        fetch(url, internet)
    assert canary.connections == 0


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "//2130706433/",
        "http://u:p@x.example/",
        "ftp://x.example/",
        "http://x.example:22/",
    ],
)
def test_s02_a_redirect_inside_is_refused(status, inside, internet, canary):
    internet.names["localhost"] = ["127.0.0.1"]
    canary.answer = said(status=status, Location=inside)
    with pytest.raises(fetching.AddressRefused):
        fetch("http://shop.example/", internet)
    assert canary.connections == 1, "the public host was asked, and nothing else"


def test_s02_a_page_that_would_refresh_a_browser_is_only_read(internet, canary):
    canary.answer = said(b'<meta http-equiv="refresh" content="0;url=http://127.0.0.1/">')
    assert fetch("http://shop.example/", internet).status == 200
    assert canary.connections == 1


def test_s02_three_redirects_are_followed_and_four_are_not(internet, canary):
    for hop in range(5):
        canary.answers[f"/{hop}"] = said(status="302 Found", Location=f"/{hop + 1}")
    with pytest.raises(fetching.AddressRefused, match="redirects"):
        fetch("http://shop.example/0", internet)
    assert canary.connections == 4
    assert fetch("http://shop.example/2", internet, at=NOON + timedelta(days=2)).url == "http://shop.example/5"


def test_s02_each_redirect_is_resolved_and_checked_anew(internet, canary):
    canary.answers["/"] = said(status="302 Found", Location="http://other.example/b")
    assert fetch("http://shop.example/", internet).url == "http://other.example/b"
    assert internet.resolved == ["shop.example", "other.example"]


def test_s03_a_name_is_resolved_once_and_the_checked_address_is_connected_to(internet, canary):
    internet.names["rebinding.example"] = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    assert fetch("http://rebinding.example/", internet).status == 200
    assert internet.resolved == ["rebinding.example"]
    assert internet.connected == [PUBLIC]


def test_s03_a_connection_that_ends_up_elsewhere_is_refused(canary):
    class Diverted(FakeInternet):
        def connect(self, address, port, seconds):
            return super().connect("127.0.0.1", port, seconds)

    with pytest.raises(fetching.AddressRefused, match=r"reached 127\.0\.0\.1"):
        fetch("http://shop.example/", Diverted(canary))
    assert canary.asked in ([], [""]), "not a byte was sent"


def test_a_host_on_two_networks_is_tried_on_both(internet, canary):
    class HalfConnected(FakeInternet):
        def connect(self, address, port, seconds):
            if ":" in address:
                from httpcore2 import ConnectError

                raise ConnectError("Network is unreachable")
            return super().connect(address, port, seconds)

    assert fetch("http://shop.example/", HalfConnected(canary, **{"shop.example": [PUBLIC_6, PUBLIC]})).status == 200


def test_a_name_nobody_knows_is_unreachable(internet):
    internet.names["nowhere.example"] = socket.gaierror(-2, "Name or service not known")
    with pytest.raises(fetching.Unreachable):
        fetch("http://nowhere.example/", internet)


# TLS


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return an_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def secure(authority):
    with a_secure_internet(authority) as internet:
        yield internet


def test_s06_a_certificate_is_checked_against_the_name_and_not_the_address(secure):
    assert fetch("https://shop.example/", secure).status == 200
    with pytest.raises(fetching.NotTrusted):
        fetch("https://other.example/", secure)
    assert len(secure.canary.asked) == 1, "nothing is sent to a host that is not who it should be"


def test_s06_a_certificate_nobody_vouches_for_is_an_error(secure):
    secure.certificates = None
    with pytest.raises(fetching.NotTrusted):
        fetch("https://shop.example/", secure)


def test_s02_https_never_falls_to_http(secure):
    secure.canary.answer = said(status="302 Found", Location="http://shop.example/b")
    with pytest.raises(fetching.AddressRefused, match="https to http"):
        fetch("https://shop.example/", secure)


# Bytes and seconds


def memory() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def a_gigabyte_in_a_megabyte() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    head = packer.compress(b"\0" * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b"\0" * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + again * 1023


def test_s06_a_megabyte_that_unpacks_to_a_gigabyte_stops_at_the_limit(internet, canary):
    bomb = a_gigabyte_in_a_megabyte()
    assert 900_000 < len(bomb) < 1_200_000
    canary.answer = said(bomb, Content_Encoding="gzip")
    fetching_once = time.monotonic()
    before = memory()
    with pytest.raises(fetching.TooLarge):
        fetch("http://shop.example/", internet, most_bytes=2**20 * 2)
    assert time.monotonic() - fetching_once < 2
    assert memory() - before < 20 * 2**20


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "gzip,gzip,gzip", "x"])
def test_s06_packed_in_another_way_than_asked_for_is_refused(encoding, internet, canary):
    canary.answer = said(b"\x1f\x8b", Content_Encoding=encoding)
    with pytest.raises(fetching.WrongKind):
        fetch("http://shop.example/", internet)


def test_gzip_is_unpacked(internet, canary):
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    canary.answer = said(packer.compress(b"hello " * 1000) + packer.flush(), Content_Encoding="gzip")
    assert fetch("http://shop.example/", internet).body == b"hello " * 1000
    canary.answer = said(
        (packer := zlib.compressobj(wbits=31)).compress(b"hello" * 1000) + packer.flush()[:-6], Content_Encoding="gzip"
    )
    with pytest.raises(fetching.Unreachable, match="too early"):
        fetch("http://shop.example/2", internet)


def test_s06_a_body_without_end_stops_at_the_limit(internet, canary):
    def endless(caller):
        caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            caller.sendall(b"x" * 65536)

    canary.answer = endless
    with pytest.raises(fetching.TooLarge):
        fetch("http://shop.example/", internet)
    canary.answer = said(b"x" * 10_001)
    with pytest.raises(fetching.TooLarge, match="announced"):
        fetch("http://shop.example/2", internet)
    canary.answer = said(b"x" * 10_000)
    assert len(fetch("http://shop.example/3", internet).body) == 10_000


def dripping(head: bytes):
    def drip(caller):
        caller.sendall(head)
        for _ in repeat(None):
            caller.sendall(b"x")
            time.sleep(0.1)

    return drip


@pytest.mark.parametrize(
    "head", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"]
)
def test_s06_a_byte_now_and_then_stops_in_time(head, internet, canary):
    canary.answer = dripping(head)
    started = time.monotonic()
    with pytest.raises(fetching.TooSlow):
        fetch("http://shop.example/", internet, seconds=0.8)
    assert 0.7 < time.monotonic() - started < 1.6


def test_s06_redirects_share_one_time(internet, canary):
    def slowly(caller):
        time.sleep(0.4)
        caller.sendall(said(status="302 Found", Location=f"/{time.monotonic_ns()}"))

    canary.answer = slowly
    started = time.monotonic()
    with pytest.raises(fetching.TooSlow):
        fetch("http://shop.example/", internet, seconds=1)
    assert time.monotonic() - started < 1.8


def test_s06_a_resolver_that_hangs_is_left(canary):
    class Hanging(FakeInternet):
        def resolve(self, host, port):
            time.sleep(3)
            return [PUBLIC]

    started = time.monotonic()
    with pytest.raises(fetching.TooSlow):
        fetch("http://shop.example/", Hanging(canary), seconds=0.3)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    "nonsense",
    [
        b"",
        b"hello\r\n\r\n",
        b"HTTP/1.1 999999 X\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        b"\x16\x03\x01\x02\x00",
    ],
)
def test_a_host_that_answers_nonsense_is_unreachable(nonsense, internet, canary):
    canary.answer = nonsense
    with pytest.raises(fetching.Unreachable):
        fetch("http://shop.example/", internet)


def test_only_what_was_asked_for_is_taken(internet, canary):
    canary.answer = said(b"<svg>", kind="image/svg+xml; charset=utf-8")
    with pytest.raises(fetching.WrongKind, match="image/svg"):
        fetch("http://shop.example/", internet, accept=("image/png", "image/webp"))
    assert fetch("http://shop.example/2", internet, accept="image/").content_type == "image/svg+xml"
    canary.answer = said(b"gone", status="404 Not Found", kind="text/html")
    missing = fetch("http://shop.example/3", internet, accept="image/")
    assert (missing.status, missing.is_ok) == (404, False)


def test_p3_nothing_is_fetched_inside_a_transaction(internet, canary):
    with transaction.atomic(), pytest.raises(InsideTransaction):
        fetch("http://shop.example/", internet)
    assert canary.connections == 0
    assert not Fetch.objects.exists()
