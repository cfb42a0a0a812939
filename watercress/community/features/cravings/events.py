"""What happens to cravings, for whoever reacts to it later."""

from dataclasses import dataclass
from datetime import datetime

from watercress.kernel.events import Event, event


@event("cravings.decided")
@dataclass(frozen=True, kw_only=True)
class CravingDecided(Event):
    """Its author said how it ended, or changed their mind."""

    craving_id: int
    post_id: int
    verdict: str


@event("cravings.reminder-due")
@dataclass(frozen=True, kw_only=True)
class CravingReminderDue(Event):
    """The time someone gave themselves to wait is over, unless they decided in the meantime."""

    craving_id: int
    remind_at: datetime


@event("cravings.wait-over")
@dataclass(frozen=True, kw_only=True)
class WaitOver(Event):
    """Someone waited as long as they wanted to, and may now be told so: once for each wait."""

    craving_id: int
    person_id: int
