"""
The one way out: every request the town makes to another host goes through `fetch` (SAFETY, rule 2).

Only to addresses on the public internet, checked where the connection is made; bounded in bytes, seconds, redirects
and in how often a host is asked.
"""

from .asking import Fetched, Version, fetch
from .failures import (
    AddressRefused,
    AskedToWait,
    FetchedLately,
    FetchFailed,
    HostBusy,
    Later,
    NotTrusted,
    TooLarge,
    TooSlow,
    Unreachable,
    WrongKind,
)
from .manners import DAY, forget

__all__ = [
    "DAY",
    "AddressRefused",
    "AskedToWait",
    "FetchFailed",
    "Fetched",
    "FetchedLately",
    "HostBusy",
    "Later",
    "NotTrusted",
    "TooLarge",
    "TooSlow",
    "Unreachable",
    "Version",
    "WrongKind",
    "fetch",
    "forget",
]
