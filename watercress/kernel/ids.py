"""Numbers and tokens that name things."""

import re
import secrets
import unicodedata

LARGEST = 2**63 - 1


def token(bits: int = 128) -> str:
    """Return an unguessable name, safe in an address."""
    return secrets.token_urlsafe(bits // 8)


def row_number(written: str) -> int | None:
    """
    Read a row's number from an address or a form, or None if it is not one.

    `int()` would take " 1", "1_0" and "१"; here only plain ASCII digits without a leading zero count.
    """
    if not re.fullmatch(r"[1-9][0-9]{0,18}", written, re.ASCII):
        return None
    number = int(written)
    return number if number <= LARGEST else None


def words(title: str, *, most: int = 60) -> str:
    """Turn a title into the readable tail of an address; Chinese characters stay."""
    folded = unicodedata.normalize("NFKC", title).lower()
    return re.sub(r"[^\w]+", "-", folded).strip("-_")[:most].strip("-_")
