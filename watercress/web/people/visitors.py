"""Who asks, and from where."""

import ipaddress
from typing import cast

from django.conf import settings
from django.http import HttpRequest

from watercress.people.models import Person


def person(request: HttpRequest) -> Person:
    """Return who is signed in, in a view that let nobody else through."""
    return cast(Person, request.user)


def address(request: HttpRequest) -> str:
    """
    Return the address of whoever is at the other end, or "" if it is unknown.

    X-Forwarded-For counts only behind a proxy we were told to trust, and of it only the entry that proxy added:
    everything before the last comma was written by the visitor (S30, S34).
    """
    written = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", 1)[-1].strip()
        written = forwarded or written
    try:
        found = ipaddress.ip_address(written)
    except ValueError:
        return ""
    mapped = getattr(found, "ipv4_mapped", None)
    return str(mapped or found)


def network(request: HttpRequest) -> str:
    """Return what limits count by: one IPv4 address, or the /64 a single IPv6 household may roam in."""
    written = address(request)
    if ":" not in written:
        return written or "unknown"
    return str(ipaddress.ip_network(f"{written}/64", strict=False))


def is_on_this_machine(request: HttpRequest) -> bool:
    """True if the request came over loopback by itself, not through a proxy that happens to sit there."""
    if any(name.startswith("HTTP_") and "FORWARDED" in name for name in request.META) or "HTTP_VIA" in request.META:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
