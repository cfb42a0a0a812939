from dataclasses import dataclass

from watercress.kernel.events import Event, event


@event("bells.rang")
@dataclass(frozen=True, kw_only=True)
class Rang(Event):
    ring_id: int
    with_letter: bool = False
