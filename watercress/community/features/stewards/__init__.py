"""The founder shares the work, names an heir, and every act is in a log."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stewards:
    most: int = 12
