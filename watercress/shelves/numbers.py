"""What a mark adds to its product's numbers, and telling the catalogue."""

from collections import Counter

from watercress.catalogue import tallies

from .models import Mark


def weight(mark: Mark | None) -> Counter[str]:
    """Return column → amount: nothing for a mark that is private or held back."""
    if mark is None or not mark.counts:
        return Counter()
    stars = {"stars_count": 1, "stars_sum": mark.stars} if mark.stars else {}
    return Counter({f"{mark.shelf}s_count": 1, **stars})


def move(product_id: int, *, before: Counter[str], after: Counter[str]) -> None:
    """Tell the difference, in the caller's transaction."""
    more = after.copy()
    more.subtract(before)
    tallies.tally(product_id, **more)
