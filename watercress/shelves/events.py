"""What happens on people's shelves that others may react to."""

from dataclasses import dataclass

from watercress.kernel.events import Event, event


@event("shelves.mark-changed")
@dataclass(frozen=True, kw_only=True)
class MarkChanged(Event):
    """Put on a shelf, moved to another, said something else of, or taken off; look up what it is now."""

    person_id: int
    product_id: int


@event("shelves.review-answered")
@dataclass(frozen=True, kw_only=True)
class ReviewAnswered(Event):
    """The first time only: a shop that mends its words says nothing new."""

    mark_id: int
    person_id: int
    """Whoever wrote the review."""
    shop_id: int


@event("shelves.review-ruled-on")
@dataclass(frozen=True, kw_only=True)
class ReviewRuledOn(Event):
    """The town let a review through that it had held back, or keeps it out."""

    mark_id: int
    person_id: int
    let_through: bool
