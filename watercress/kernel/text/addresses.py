"""Addresses inside a text: which may be links, where they really lead, and what they pretend."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

REL = "nofollow ugc noopener"

# Only ASCII: Chinese is written without spaces, so the first character after a pasted address is the sentence.
_BARE = re.compile(r"(?:https?://|www\.)[!#-;=?-Z\\^_a-z~\[\]|]+", re.ASCII | re.IGNORECASE)
_BEFORE = re.compile(r"[\w.@/-]", re.ASCII)
_HOST = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.?"
)
_NAMED_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
# Characters no one sees (but not the joiners inside emoji), those that turn the reading direction round, and halves of characters.
UNSEEN = re.compile("[\x00\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_AS_SEEN = str.maketrans("。｡．․", "....", "\u200c\u200d")


def host_of(url: str) -> str:
    """Return the host an http address leads to, in ASCII, or "" if it is not a plain http(s) address with a host."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or "\\" in parts.netloc:
        return ""
    return host if ":" in host or _HOST.fullmatch(host) else ""


def may_be_linked(url: str) -> bool:
    """True for http(s) addresses with a host and no `user@`, and for places in this town ("/p/12", "#top")."""
    if url.startswith(("/", "#")):
        # "//host" and "/\host" leave the town.
        return not url.startswith(("//", "/\\")) and not any(c <= " " for c in url)
    return bool(host_of(url))


def misleads(text: str, host: str) -> bool:
    """
    True if a link's words may make a reader expect another place than `host`.

    Words that name a host must name this one, `www.` apart: `attacker-example.com` is not `example.com`, and neither
    is `example.com.attacker.net`. A host written in another script than ASCII is always shown as it is resolved.
    """
    seen = UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_AS_SEEN).lower().strip()
    bare = host.removeprefix("www.")
    if "xn--" in host or seen.startswith("@"):
        return seen.removeprefix("https://").removeprefix("http://").split("/")[0] != host
    named = _NAMED_HOST.findall(seen)
    return any(name.removeprefix("www.") != bare for name in named) or ("://" in seen and not named)


@dataclass(frozen=True)
class Bare:
    """An address written out in a text, in the shape markdown-it asks its link finder for."""

    text: str
    index: int

    @property
    def url(self) -> str:
        return self.text if "://" in self.text[:8] else f"https://{self.text}"

    @property
    def last_index(self) -> int:
        return self.index + len(self.text)

    schema = "http:"


class AddressFinder:
    """Finds bare addresses; stands in for linkify-it, whose addresses run on into Chinese sentences."""

    def pretest(self, text: str) -> bool:
        return "://" in text or "www." in text.lower()

    test = pretest

    def match(self, text: str) -> list[Bare] | None:
        return list(bare_addresses(text)) or None

    def match_at_start(self, text: str) -> Bare | None:
        found = _BARE.match(text)
        return Bare(_trimmed(found[0]), 0) if found else None


def bare_addresses(text: str) -> list[Bare]:
    return [
        Bare(_trimmed(found[0]), found.start())
        for found in _BARE.finditer(text)
        if not (found.start() and _BEFORE.match(text[found.start() - 1]))
    ]


def _trimmed(address: str) -> str:
    """Leave the sentence's own punctuation out of an address, and a bracket that was opened before it."""
    end = len(address)
    opened = {")": address.count("(") - address.count(")"), "]": address.count("[") - address.count("]")}
    while end and ((last := address[end - 1]) in ".,:;!?'\"*_~|\\" or opened.get(last, 0) < 0):
        if last in opened:
            opened[last] += 1
        end -= 1
    return address[:end]
