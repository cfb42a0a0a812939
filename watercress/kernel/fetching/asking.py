"""Fetching one address, redirects and manners included."""

import re
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

import httpx2
from django.conf import settings

from watercress.kernel.transactions import refuse_open

from . import exchange, manners, network
from .failures import AddressRefused, AskedToWait, HostBusy, WrongKind

MOST_REDIRECTS = 3
REDIRECTS = (301, 302, 303, 307, 308)
BETWEEN_TRIES = 0.1
SLACK = timedelta(seconds=5)
MOST_MARK = 200
_SAYABLE = re.compile(r"[\x20-\x7e]*")


@dataclass(frozen=True)
class Version:
    """What a host calls one state of an address, to be told back to it as it said it."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class Fetched:
    """What an address gave: `url` is where the redirects ended; `status` may well be 404."""

    url: str
    status: int
    content_type: str
    body: bytes
    version: Version = Version()

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_unchanged(self) -> bool:
        """It is as in the version it was asked about."""
        return self.status == 304


def fetch(
    url: str,
    *,
    at: datetime,
    accept: str | tuple[str, ...],
    most_bytes: int,
    seconds: float = 5,
    again_after: timedelta = manners.DAY,
    unless: Version | None = None,
    into: BinaryIO | None = None,
    through: network.Network | None = None,
) -> Fetched:
    """
    Ask an address outside and return its answer.

    `accept` are media types ("text/html") or kinds ("image/"); a good answer of another type raises WrongKind.
    `most_bytes` counts unpacked bytes, `seconds` everything from the first name to the last byte; waiting for another
    question to the same host to end comes on top, at most as long again. `again_after` is for questions people ask
    twice in a day, such as whether a shop has put its proof in place. With `unless` the host need not send what is as
    in that version. A good answer goes `into` a file, where one is given, instead of into memory: what is in it when
    this raises is of no use.

    Raises a FetchFailed; one that is `Later` is to be asked again at its `until`. Never called inside a transaction
    (InsideTransaction). `through` is for tests.
    """
    refuse_open("Fetching")
    kinds = (accept,) if isinstance(accept, str) else accept
    asked = _Asking(at, kinds, most_bytes, seconds, again_after, unless or Version(), into, through or network.INTERNET)
    place = exchange.place(url)
    for _hop in range(MOST_REDIRECTS + 1):
        answer = asked.once(place)
        if answer.status not in REDIRECTS or "location" not in answer.headers:
            return asked.accepted(place, answer)
        place = exchange.place(answer.headers["location"], base=place)
    raise AddressRefused(url, f"more than {MOST_REDIRECTS} redirects")


@dataclass
class _Asking:
    at: datetime
    accept: tuple[str, ...]
    most_bytes: int
    seconds: float
    again_after: timedelta
    unless: Version
    into: BinaryIO | None
    through: network.Network
    used: float = 0
    """Seconds spent on the network."""
    waited: float = 0
    """Seconds spent waiting for a turn, which do not shorten the time for the answer."""

    def once(self, url: httpx2.URL) -> exchange.Answer:
        turn = self._turn(url)
        status, wait_until = None, None
        began = time.monotonic()
        try:
            deadline = network.Deadline(str(url), self.seconds - self.used)
            answer = exchange.ask(
                url,
                network=self.through,
                deadline=deadline,
                headers=self._headers(),
                most_bytes=self.most_bytes,
                into=self.into,
            )
            status = answer.status
            wait_until = manners.wait_after(answer.status, answer.headers, at=self.at)
        finally:
            self.used += time.monotonic() - began
            manners.settle(turn, status=status, wait_until=wait_until)
        if wait_until:
            raise AskedToWait(str(url), wait_until)
        return answer

    def _turn(self, url: httpx2.URL) -> manners.Turn:
        """Wait for the host's one turn, at most as long as an answer may take."""
        lease = timedelta(seconds=self.seconds) + SLACK
        while True:
            now = self.at + timedelta(seconds=self.used + self.waited)
            try:
                return manners.take_turn(
                    str(url), url.raw_host.decode(), at=now, again_after=self.again_after, lease=lease
                )
            except HostBusy:
                if self.waited + BETWEEN_TRIES > self.seconds:
                    raise
                time.sleep(BETWEEN_TRIES)
                self.waited += BETWEEN_TRIES

    def _headers(self) -> dict[str, str]:
        wanted = ", ".join(f"{kind}*" if kind.endswith("/") else kind for kind in self.accept)
        return {"Accept": wanted, "User-Agent": f"Watercress (+{settings.PUBLIC_URL})", **self.unless.headers()}

    def accepted(self, url: httpx2.URL, answer: exchange.Answer) -> Fetched:
        kind = answer.content_type
        if 200 <= answer.status < 300 and not any(
            kind.startswith(wanted) if wanted.endswith("/") else kind == wanted for wanted in self.accept
        ):
            raise WrongKind(str(url), kind[:60])
        return Fetched(str(url), answer.status, kind, answer.body, _version(answer.headers))


def _version(headers: dict[str, str]) -> Version:
    """Return what the host calls this state; a word we could not say back as it was is forgotten."""

    def word(name: str) -> str:
        said = headers.get(name, "").strip()
        return said if len(said) <= MOST_MARK and _SAYABLE.fullmatch(said) else ""

    return Version(word("etag"), word("last-modified"))
