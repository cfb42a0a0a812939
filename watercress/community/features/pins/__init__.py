"""Stewards may keep a few posts on top, and put any among the best."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pins:
    most: int = 5
