"""
Telling the visits of one day apart, without knowing whose they are.

A day key is made from a cut address and a browser's name with a salt of that day. The salt is destroyed a day after,
and then nobody, we included, can say of an address whether a key was its own.
"""

import base64
import hashlib
import hmac
import ipaddress
import secrets
from datetime import date, timedelta

from .models import Salt

_kept: dict[date, bytes] = {}


def day_key(*, address: str, agent: str, day: date) -> str:
    """Return sixteen characters, the same all day for one browser of one neighbourhood of the net; "" without an address."""
    cut = _cut(address)
    if not cut:
        return ""
    made = hmac.digest(_salt(day), f"{cut} {agent}".encode("utf-8", "replace"), "sha256")
    return base64.urlsafe_b64encode(made[:12]).decode()


def destroy_old_salts(*, today: date) -> int:
    """Destroy what yesterday no longer needs; returns how many."""
    for day in [day for day in _kept if day < today]:
        _kept.pop(day, None)
    return Salt.objects.filter(day__lt=today).delete()[0]


def forget() -> None:
    """Ask the database next time."""
    _kept.clear()


def _salt(day: date) -> bytes:
    if day not in _kept:
        made, _new = Salt.objects.get_or_create(day=day, defaults={"salt": secrets.token_urlsafe(32)})
        _kept[day] = hashlib.sha256(made.salt.encode()).digest()
        for old in [kept for kept in _kept if kept < day - timedelta(days=1)]:
            _kept.pop(old, None)
    return _kept[day]


def _cut(address: str) -> str:
    """Leave out what tells one household from the next: the last of four numbers, or all after the first three of eight."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    return str(ipaddress.ip_network(f"{known}/{24 if known.version == 4 else 48}", strict=False))
