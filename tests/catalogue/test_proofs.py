"""Showing that a host is a shop's own, by a file, a meta tag or a DNS record."""

import socket
import struct
from datetime import timedelta
from threading import Thread

import pytest

from tests.factories import NOON, a_person, a_shop
from watercress.catalogue import proofs, shops, txt_records
from watercress.catalogue.models import HostProof, Shop
from watercress.kernel import fetching, outbox
from watercress.kernel.decisions import NotAllowed, Refused

pytestmark = pytest.mark.django_db

FILE = "https://kiln.net/.well-known/watercress.txt"


class World:
    """What stands at addresses outside, and in the names' TXT records; everything else is unreachable."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.ends_at: dict[str, str] = {}
        self.texts: dict[str, list[str]] = {}

    def fetch(self, url, **_how):
        if url not in self.pages:
            raise fetching.Unreachable(url)
        return fetching.Fetched(self.ends_at.get(url, url), 200, "text/html", self.pages[url].encode())

    def find(self, name):
        return self.texts.get(name, [])


@pytest.fixture
def world(monkeypatch):
    world = World()
    monkeypatch.setattr(fetching, "fetch", world.fetch)
    monkeypatch.setattr(txt_records, "find", world.find)
    return world


def looked(shop: Shop, person, at=NOON) -> HostProof:
    proofs.ask(shop, person=person, at=at)
    outbox.deliver_due(at=at)
    shop.refresh_from_db()
    proof = proofs.latest(shop, person=person)
    assert proof
    assert not proofs.is_waiting(proof)
    return proof


@pytest.fixture
def keeper():
    return a_person()


@pytest.fixture
def shop(keeper):
    return a_shop(keeper=keeper, host="kiln.net")


@pytest.mark.parametrize("method", ["file", "meta", "dns"])
def test_the_word_is_found_in_each_of_its_three_places(world, shop, keeper, method):
    word = proofs.word(shop, keeper)
    if method == "file":
        world.pages[FILE] = f"\r\n{word}\r\n"
    elif method == "meta":
        world.pages["https://kiln.net/"] = f'<html><head><META content="{word}" name="Watercress-Proof"/></head>'
    else:
        world.texts["_watercress.kiln.net"] = ["v=spf1", word]
    proof = looked(shop, keeper)
    assert (proof.method, proof.problem) == (method, "")
    assert shop.host_proved_at == proof.proved_at
    assert shop.host_proved_at >= NOON


def test_nothing_found_says_so_and_why_the_host_could_not_be_read(world, shop, keeper):
    proof = looked(shop, keeper)
    assert "none of the three places" in proof.problem
    assert "could not be reached" in proof.problem
    assert shop.host_proved_at is None


@pytest.mark.parametrize("page", ["{word}x", "x{word}", "word: {word}", "", "<p>{word}</p>"])
def test_a_page_that_only_resembles_the_word_proves_nothing(world, shop, keeper, page):
    world.pages[FILE] = page.format(word=proofs.word(shop, keeper))
    world.pages["https://kiln.net/"] = page.format(word=proofs.word(shop, keeper))
    assert looked(shop, keeper).proved_at is None


def test_a_word_that_a_redirect_found_elsewhere_proves_nothing(world, shop, keeper):
    world.pages[FILE] = proofs.word(shop, keeper)
    world.ends_at[FILE] = "https://kiln.net.evil.net/.well-known/watercress.txt"
    assert looked(shop, keeper).proved_at is None
    world.ends_at[FILE] = "https://www.kiln.net/.well-known/watercress.txt"
    assert looked(shop, keeper, at=NOON + timedelta(minutes=1)).proved_at


def test_words_are_personal_and_change_with_the_host(shop, keeper):
    word = proofs.word(shop, keeper)
    assert word != proofs.word(shop, a_person())
    assert word != proofs.word(a_shop(host="kiln.org"), keeper)
    shop.host = "kiln.org"
    assert word != proofs.word(shop, keeper)


def test_who_proves_the_host_of_a_shop_nobody_keeps_becomes_its_keeper(world):
    shop = shops.open_unclaimed(name="Old Orchard", host="kiln.net", currency="CNY", at=NOON)
    owner, thief = a_person(), a_person()
    world.pages[FILE] = proofs.word(shop, owner)
    # The word stands there for everyone to read; it is of no use to another.
    assert looked(shop, thief).proved_at is None
    assert shop.keepers.count() == 0
    assert looked(shop, owner).proved_at
    assert [kept.person for kept in shop.keepers.all()] == [owner]
    assert shop.host_proved_at
    with pytest.raises(NotAllowed, match="kept"):
        proofs.ask(shop, person=thief, at=NOON + timedelta(days=1))


def test_of_two_claims_the_first_to_be_shown_wins(world):
    shop = shops.open_unclaimed(name="Old Orchard", host="kiln.net", currency="CNY", at=NOON)
    first, second = a_person(), a_person()
    world.pages[FILE] = proofs.word(shop, first) + "\n" + proofs.word(shop, second)
    proofs.ask(shop, person=first, at=NOON)
    proofs.ask(shop, person=second, at=NOON)
    outbox.deliver_due(at=NOON)
    assert [kept.person for kept in shop.keepers.all()] == [first]


def test_a_shop_without_a_host_and_a_stranger_prove_nothing(shop):
    with pytest.raises(NotAllowed, match="kept"):
        proofs.ask(shop, person=a_person(), at=NOON)
    nameless = a_shop(keeper=a_person())
    with pytest.raises(NotAllowed, match="no-host"):
        proofs.ask(nameless, person=nameless.keepers.get().person, at=NOON)


def test_a_host_is_looked_at_only_now_and_then(world, shop, keeper):
    proofs.ask(shop, person=keeper, at=NOON)
    with pytest.raises(Refused):
        proofs.ask(shop, person=keeper, at=NOON + timedelta(seconds=5))
    proofs.ask(shop, person=keeper, at=NOON + timedelta(seconds=30))


def test_a_shop_that_moved_meanwhile_is_not_proved_by_its_old_host(world, shop, keeper):
    world.pages[FILE] = proofs.word(shop, keeper)
    proofs.ask(shop, person=keeper, at=NOON)
    Shop.objects.filter(pk=shop.pk).update(host="kiln.org")
    outbox.deliver_due(at=NOON)
    shop.refresh_from_db()
    assert shop.host_proved_at is None


# --- the TXT records themselves: a resolver on loopback that answers one question ---------------------------------


def a_resolver(*texts: bytes, code: int = 0, number: int | None = None, cut: int = 0):
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    server.settimeout(5)

    def answer() -> None:
        asked, caller = server.recvfrom(512)
        head = struct.pack(">H", struct.unpack(">H", asked[:2])[0] if number is None else number)
        body = head + struct.pack(">5H", 0x8180 | code, 1, len(texts), 0, 0) + asked[12:]
        for text in texts:
            strings = b"".join(bytes([len(text[i : i + 255])]) + text[i : i + 255] for i in range(0, len(text), 255))
            body += b"\xc0\x0c" + struct.pack(">2HIH", 16, 1, 60, len(strings)) + strings
        server.sendto(body[: len(body) - cut], caller)
        server.close()

    Thread(target=answer, daemon=True).start()
    return server.getsockname()


def test_txt_records_are_read_whole():
    assert txt_records.find("kiln.net", resolver=a_resolver(b"one", b"x" * 400)) == ["one", "x" * 400]
    assert txt_records.find("kiln.net", resolver=a_resolver(code=3)) == []


@pytest.mark.parametrize("how", [{"code": 2}, {"number": 70}, {"cut": 3}, {"cut": 30}])
def test_a_resolver_that_fails_or_is_another_gives_no_answer(how, monkeypatch):
    monkeypatch.setattr(txt_records.secrets, "randbelow", lambda _most: 7)
    with pytest.raises(txt_records.NoAnswer):
        txt_records.find("kiln.net", resolver=a_resolver(b"one", **how))


def test_no_resolver_is_no_answer(tmp_path, monkeypatch):
    monkeypatch.setattr(txt_records, "RESOLVERS", tmp_path / "none")
    with pytest.raises(txt_records.NoAnswer):
        txt_records.find("kiln.net")
