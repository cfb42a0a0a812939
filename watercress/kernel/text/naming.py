"""The grammar of `@name`: which names a text may mean."""

import re
from urllib.parse import quote

# people.names.PATTERN says the same to the form where a name is chosen; a test holds the two together.
NAME = r"[^\W_](?:[\w-]{0,22}[^\W_])?"
MOST_NAMES = 500
"""No text speaks to more people than this; what follows is only text."""

_RUN = re.compile(r"[\w-]{1,64}")
_NAME = re.compile(NAME)
_WORD = re.compile(r"[\w.@/-]", re.ASCII)


def _is_latin(character: str) -> bool:
    return character < "\u2e80"


def begins(text: str, at: int) -> bool:
    """True if the "@" at `at` begins a mention, and is not the middle of a mail address."""
    return text[at] == "@" and not (at and _WORD.match(text[at - 1]))


def candidates(text: str, at: int) -> list[str]:
    """
    Return the names the "@" at `at` may mean, longest first.

    Chinese puts no space after a name, so "@小明你好" may mean 小明, but "@meilin" never means mei.
    """
    found = _RUN.match(text, at + 1)
    if not found:
        return []
    run = found[0]
    ends = {len(run.rstrip("-_")), len(run)}
    ends |= {n for n in range(1, len(run)) if not (_is_latin(run[n - 1]) and _is_latin(run[n]))}
    return [run[:end] for end in sorted(ends, reverse=True) if _NAME.fullmatch(run[:end])]


def address(name: str) -> str:
    return f"/people/{quote(name)}/"
