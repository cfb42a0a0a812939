"""What happens on people's shelves that others may react to."""

from dataclasses import dataclass

from watercress.kernel.events import Event, event


@event("shelves.mark-changed")
@dataclass(frozen=True, kw_only=True)
class MarkChanged(Event):
    """Put on a shelf, moved to another, said something else of, or taken off; look up what it is now."""

    person_id: int
    product_id: int
