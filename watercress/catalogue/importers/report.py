"""What an import did, in numbers, and line by line what it refused."""

import re
from dataclasses import dataclass, field
from typing import Any

from .records import Rejection

MOST_LINES = 1_000
MOST_REASONS = 50
_QUOTED = re.compile("“[^”]*”")


@dataclass
class Report:
    """Counts are of products; `variants` of variants. `unlisted` says how many of those read are kept off the shelf."""

    source: str = ""
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0
    unlisted: int = 0
    variants: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)
    rejected_more: int = 0
    """Beyond the first thousand they are counted only: a file of ten million bad lines must not fill the memory."""
    reasons: dict[str, list[Any]] = field(default_factory=dict)
    """For each reason, whatever its line quoted: the first of them as it was said, and how many there are."""

    def reject(self, rejection: Rejection) -> None:
        reason = str(rejection.reason)
        if len(self.rejected) < MOST_LINES:
            self.rejected.append({"line": rejection.line, "reason": reason})
        else:
            self.rejected_more += 1
        kind = _QUOTED.sub("“…”", reason)
        if kind in self.reasons or len(self.reasons) < MOST_REASONS:
            self.reasons.setdefault(kind, [reason, 0])[1] += 1

    def counts(self) -> dict[str, Any]:
        """Return what `watercress import --json` prints; `rejected_more` only where there are more."""
        told = dict(vars(self))
        del told["reasons"]
        if not self.rejected_more:
            del told["rejected_more"]
        return told

    def kept(self) -> dict[str, Any]:
        """Return the counts with the reasons, the most frequent first: what a keeper reads."""
        return {**self.counts(), "reasons": sorted(self.reasons.values(), key=lambda said: -said[1])}
