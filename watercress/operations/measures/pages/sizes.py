"""How large the town is that pages are measured in, and how long each cell lasts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    people: int = 2_000
    circles: int = 50
    topics: int = 5_000
    replies: int = 100_000
    """Of all topics together; `longest` of them stand under one."""
    longest: int = 1_000
    goods: int = 2_000
    likes: int = 40_000
    marks: int = 10_000
    seconds: float = 2.0
    """A cell and round."""
    rounds: int = 3
    connections: tuple[int, ...] = (1, 8, 32)
    starts: int = 3
    writers: int = 300
    """Members who take turns at posting: one alone would meet the limits."""


FULL = Sizes()
QUICK = Sizes(
    people=120, circles=3, topics=90, replies=400, longest=60, goods=100, likes=100, marks=200,
    seconds=0.15, rounds=1, connections=(1, 8), starts=1, writers=10,
)  # fmt: skip
