"""What a text leaves open, in either of the two ways we write it: `%(name)s` and `{name}`."""

import re

_PERCENT = re.compile(r"%\((\w+)\)[sd]|(?<!%)%([sd])")
_BRACES = re.compile(r"(?<!\{)\{(\w*)\}(?!\})")


def placeholders(text: str) -> set[str]:
    return {a or b for a, b in _PERCENT.findall(text)} | set(_BRACES.findall(text))
