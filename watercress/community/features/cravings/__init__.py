"""Someone may ask to be talked out of a thing; replies argue, and whoever asked says how it ended."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cravings:
    cool_off: tuple[int, ...] = (3, 7, 30)
    """After how many days one may be reminded of what one wanted to wait for."""
