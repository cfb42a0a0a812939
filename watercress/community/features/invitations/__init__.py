"""Stewards may make links that let people in: so many, for so long."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Invitations:
    uses_most: int = 50
    days_most: int = 30
    a_day: int = 20
    """How many one community may make in a day."""
