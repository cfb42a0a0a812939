"""What a stretch of simulated days came to, counted as it happens."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from .model.acts import Act, Answer, Follow, Join, Like, Look, Mark, Say, Visit, Wear
from .model.world import Resident

COUNTED = {
    Look: "slates",
    Visit: "visits",
    Join: "joins",
    Like: "likes",
    Mark: "marks",
    Follow: "follows",
    Wear: "wears",
    Say: "posts",
    Answer: "replies",
}


@dataclass
class Figures:
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED.values(), 0))
    small_visits: int = 0
    came: dict[int, int] = field(default_factory=dict)
    """By person, a bit for each day they came on, the first day being bit 0."""
    first: dict[int, int] = field(default_factory=dict)

    def count(self, who: Resident, acts: list[Act]) -> None:
        day = datetime.fromtimestamp(who.came, UTC).toordinal()
        first = self.first.setdefault(who.number, day)
        self.came[who.number] = self.came.get(who.number, 0) | 1 << day - first
        for act in acts:
            self.counts[COUNTED[type(act)]] += 1
            if isinstance(act, Visit):
                self.small_visits += act.good.is_small

    def share_of_small(self) -> float:
        """Return 0 … 1: how many of the visits went to shops that say they are small."""
        return self.small_visits / max(1, self.counts["visits"])

    def returned(self, after: int, *, until: datetime) -> float:
        """Return 0 … 1: of those whose first day lies far enough back, how many came on the day `after` it."""
        last = until.astimezone(UTC).toordinal()
        old_enough = [number for number, first in self.first.items() if first + after < last]
        return sum(self.came[number] >> after & 1 for number in old_enough) / max(1, len(old_enough))
