"""
The TXT records of a name, asked of the resolver this machine uses.

Only as much of DNS as that needs (RFC 1035): one question over UDP, no retry over TCP, no cache.
"""

import secrets
import socket
import struct
from pathlib import Path

TXT, IN = 16, 1
WAIT = 3.0
MOST_BYTES = 4096
RESOLVERS = Path("/etc/resolv.conf")


class NoAnswer(Exception):
    """No resolver gave a usable answer in time."""


def find(name: str, *, resolver: tuple[str, int] | None = None) -> list[str]:
    """Return the texts of `name`; none if it has none. Raises NoAnswer."""
    number = secrets.randbelow(2**16)
    address = resolver or (_resolver(), 53)
    question = _question(name, number)
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        sock.settimeout(WAIT)
        try:
            # Connected, so that only the resolver's own packets are heard.
            sock.connect(address)
            sock.send(question)
            return _texts(sock.recv(MOST_BYTES), number, question)
        except (OSError, struct.error, IndexError) as problem:
            raise NoAnswer(str(problem)) from None


def _resolver() -> str:
    try:
        lines = RESOLVERS.read_text().splitlines()
    except OSError as problem:
        raise NoAnswer(str(problem)) from None
    found = [line.split()[1] for line in lines if line.startswith("nameserver") and len(line.split()) > 1]
    if not found:
        raise NoAnswer(f"{RESOLVERS} names no resolver")
    return found[0]


def _question(name: str, number: int) -> bytes:
    labels = b"".join(bytes([len(label)]) + label for label in name.encode("ascii").split(b"."))
    return struct.pack(">6H", number, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">2H", TXT, IN)


def _texts(answer: bytes, number: int, question: bytes) -> list[str]:
    said, flags, _questions, answers, _authorities, _more = struct.unpack_from(">6H", answer)
    code = flags & 0xF
    # The question comes back as it was asked, or this is an answer to somebody else's.
    if said != number or not flags & 0x8000 or code not in (0, 3) or answer[12 : len(question)] != question[12:]:
        raise NoAnswer(f"the resolver answered with code {code}")
    place, texts = len(question), []
    for _answer in range(answers):
        place = _after_name(answer, place)
        kind, _class, _ttl, length = struct.unpack_from(">2HIH", answer, place)
        begins, place = place + 10, place + 10 + length
        if place > len(answer):
            raise NoAnswer("the answer was cut short")
        if kind == TXT:
            texts.append(_joined(answer[begins:place]))
    return texts


def _after_name(answer: bytes, place: int) -> int:
    while answer[place]:
        if answer[place] >= 0xC0:  # A pointer to a name said before ends it.
            return place + 2
        place += 1 + answer[place]
    return place + 1


def _joined(strings: bytes) -> str:
    """Join the pieces of one record: each is preceded by its length."""
    joined, place = b"", 0
    while place < len(strings):
        joined += strings[place + 1 : place + 1 + strings[place]]
        place += 1 + strings[place]
    return joined.decode("utf-8", "replace")
