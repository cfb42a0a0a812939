"""Characters that are kept nowhere, and those that only mislead."""

import re
import unicodedata

# A NUL cannot be stored in PostgreSQL, half a surrogate pair in nothing, and nobody types either.
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
# What turns the rest of a line around, or is not seen at all; joiners stay, for emoji and for scripts that need them.
TRICKS = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u00ad]")


def line(written: str) -> str:
    """Bring a text into one line, without spaces around it or characters that only mislead."""
    return " ".join(TRICKS.sub("", unicodedata.normalize("NFC", written)).split())
