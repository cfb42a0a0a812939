"""
The one-time code that shows a new town's first operator to be who started it.

It is printed in the terminal and used at /begin/. Only its hash is kept, in the town's folder; it is void
from the moment someone is an operator.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model

# Without 0/O and 1/I: it is read off one screen and typed into another.
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, IN_GROUP = 3, 4  # 60 bits; nobody guesses that through a web form.


def code() -> str | None:
    """Make a new code and void the one before it. None once the town has an operator."""
    if _has_operator():
        return None
    letters = [secrets.choice(LETTERS) for _ in range(GROUPS * IN_GROUP)]
    made = "-".join("".join(letters[n : n + IN_GROUP]) for n in range(0, len(letters), IN_GROUP))
    part = _place().with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(_hash(made))
    part.replace(_place())
    return made


def is_right(typed: str) -> bool:
    """Say whether `typed` is the code, without using it up."""
    try:
        kept = _place().read_text()
    except FileNotFoundError:
        kept = ""
    right = hmac.compare_digest(_hash(typed).encode(), kept.encode())
    return right and not _has_operator()


def use(typed: str) -> bool:
    """Use the code up: True for one caller and once, however many try at the same moment."""
    if not is_right(typed):
        return False
    try:
        _place().unlink()
    except FileNotFoundError:
        return False
    return True


def _has_operator() -> bool:
    return get_user_model().objects.filter(is_operator=True).exists()


def _hash(typed: str) -> str:
    plain = "".join(letter for letter in typed.upper() if letter in LETTERS)
    return hashlib.sha256(plain.encode()).hexdigest()


def _place() -> Path:
    return Path(settings.HOME) / "first-operator"
