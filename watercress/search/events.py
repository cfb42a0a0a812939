from dataclasses import dataclass

from watercress.kernel.events import Event, event


@event("search.index-incomplete")
@dataclass(frozen=True, kw_only=True)
class IndexIncomplete(Event):
    """So much is yet to be read that it is done beside the open town, and not before it opens."""
