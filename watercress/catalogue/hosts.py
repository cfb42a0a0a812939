"""Names of shops' hosts: one spelling each, and whether an address is on one."""

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watercress.kernel.text import addresses

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LAST_LABEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")
# Names that lead nowhere in the world, or into the house the town runs in.
_PRIVATE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "onion", "invalid", "arpa")


class NotAHost(ValueError):
    def __init__(self, written: str, reason: str | Promise) -> None:
        super().__init__(f"{written[:80]!r} is no host")
        self.reason = reason


def normalised(written: str) -> str:
    """
    Return the host a person or a command meant, in lower-case ASCII: "https://Müller.example/" is "xn--mller-kva.example".

    "" stays "". Raises NotAHost for numbers of the Internet, ports, names within a house and what is no name at all.
    """
    written = addresses.UNSEEN.sub("", unicodedata.normalize("NFKC", written)).strip()
    if not written:
        return ""
    if len(written) > 2000:
        raise NotAHost(written, _("This is not the name of a host."))
    try:
        parts = urlsplit(written if "://" in written else f"https://{written}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NotAHost(written, _("This is not the name of a host.")) from None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or "\\" in written:
        raise NotAHost(written, _("Write only the name, such as shop.example."))
    if port is not None:
        raise NotAHost(written, _("A port cannot be part of it: shops are on the usual ones."))
    return _named(_ascii(host.rstrip("."), written), written)


def is_on(address: str, host: str) -> bool:
    """Say whether an address leads to `host` itself, "www." apart: neither to a host beside it nor to one below it."""
    found = addresses.host_of(address).rstrip(".")
    return bool(host and found) and found.removeprefix("www.") == host.removeprefix("www.")


def _ascii(host: str, written: str) -> str:
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise NotAHost(written, _("This is not the name of a host.")) from None


def _named(host: str, written: str) -> str:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        raise NotAHost(written, _("A number of the Internet is not a name; people should see where they go."))
    labels = host.split(".")
    if len(labels) < 2 or len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise NotAHost(written, _("This is not the name of a host. Write it like shop.example."))
    if labels[-1] in _PRIVATE:
        raise NotAHost(written, _("This name is not one of the Internet's."))
    # Also refuses 127.1, 0x7f.1 and their like, which name a number.
    if not _LAST_LABEL.fullmatch(labels[-1]):
        raise NotAHost(written, _("A number of the Internet is not a name; people should see where they go."))
    return host
