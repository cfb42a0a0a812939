"""
Which addresses are hosts on the public internet.

An allow-list: IPv4 outside every special block, IPv6 only inside 2000::/3 and there outside the special blocks.
`ipaddress.is_global` alone says True for 64:ff9b::7f00:1, 2002:7f00:1:: and ::127.0.0.1 in Python 3.11.
Source: IANA's special-purpose registries (RFC 6890 and its followers).
"""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_SPECIAL_6 = [
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries any IPv4 address inside
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # 6bone, given back
        "3fff::/20",  # documentation
    )
]
_SPECIAL_4 = [
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's control plane behind a public-looking address
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
]
# What getaddrinfo reads as a number: 127.1, 2130706433, 0x7f000001, 0177.0.0.1.
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\.?", re.IGNORECASE | re.ASCII)


def is_public(address: str) -> bool:
    """True if `address` (in its canonical spelling) is unicast and routed on the public internet."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if not parsed.is_global:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in block for block in _SPECIAL_4)
    return parsed in _GLOBAL_UNICAST and not any(parsed in block for block in _SPECIAL_6)


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """
    Return the address a host is written as, or None for a name.

    Raises ValueError for numbers in any other spelling than the canonical one: what they mean depends on who reads.
    """
    try:
        return ip_address(host)
    except ValueError:
        if ":" in host or "%" in host or _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
            raise
        return None
