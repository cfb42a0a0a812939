"""A founder may divide the posts into shelves."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sections:
    most: int = 4
