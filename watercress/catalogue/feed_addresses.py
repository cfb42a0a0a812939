"""Addresses that keepers name for the town to read: one spelling each, and how they are shown."""

import re
from urllib.parse import urlsplit, urlunsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watercress.catalogue import hosts
from watercress.kernel.text.addresses import UNSEEN

MOST = 2000
LONGEST_SHOWN = 24
_SPACE_OR_CONTROL = re.compile(r"[\s\x00-\x1f\x7f\\]")


class NotAnAddress(ValueError):
    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def normalised(written: str) -> str:
    """
    Return the https address a person meant: "Kiln.example/feed.xml" is "https://kiln.example/feed.xml".

    Raises NotAnAddress for other schemes, a name and password, a port, and hosts that are none of the Internet's.
    """
    written = UNSEEN.sub("", written).strip()
    if not written:
        raise NotAnAddress(_("Write the address, such as https://shop.example/feed.xml."))
    if len(written) > MOST:
        raise NotAnAddress(_("An address has at most 2,000 characters."))
    if _SPACE_OR_CONTROL.search(written):
        raise NotAnAddress(_("An address has no spaces in it."))
    try:
        parts = urlsplit(written if re.match(r"[a-z][a-z0-9+.-]*:", written, re.IGNORECASE) else f"https://{written}")
        host = parts.hostname or ""
    except ValueError:
        raise NotAnAddress(_("This is not an address.")) from None
    if parts.scheme != "https":
        raise NotAnAddress(_("Only addresses that begin with https:// are read."))
    if "@" in parts.netloc:
        raise NotAnAddress(_("A name and password in the address would be kept here. Use an address without them."))
    try:
        host = hosts.normalised(parts.netloc) if host else ""
    except hosts.NotAHost as wrong:
        raise NotAnAddress(wrong.reason) from None
    if not host:
        raise NotAnAddress(_("This is not an address."))
    return urlunsplit(("https", host, parts.path or "/", parts.query, ""))


def shown(address: str) -> str:
    """Return an address without what may be secret in it: its query, and parts of its path that nobody could say aloud."""
    parts = urlsplit(address)
    path = "/".join(
        f"{part[:6]}…" if len(part) > LONGEST_SHOWN and "." not in part else part for part in parts.path.split("/")
    )
    return f"https://{parts.netloc}{path}{'?…' if parts.query else ''}"


def file_name(address: str) -> str:
    """Return what to call the file that comes from there."""
    return shown(address).removeprefix("https://").removesuffix("?…")[:255]
