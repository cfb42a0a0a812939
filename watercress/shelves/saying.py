"""What someone says of a product with its place on their shelf: read, tidied, judged."""

from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from watercress.kernel.decisions import Refused
from watercress.kernel.models import Picture

from . import wording
from .models import MOST_WORDS, Mark, Shelf

MOST_WHY = 200
COLUMNS = ("shelf", "is_public", "stars", "words", "why_left", "picture_id")


@dataclass(frozen=True)
class Said:
    """A mark's own columns, fit to be kept."""

    shelf: str
    is_public: bool
    stars: int | None = None
    words: str = ""
    why_left: str = ""
    picture_id: int | None = None

    @classmethod
    def by(cls, mark: Mark) -> Self:
        return cls(**{name: getattr(mark, name) for name in COLUMNS})

    @property
    def content(self) -> tuple[Any, ...]:
        """What it says, wherever the thing stands and whoever may see it."""
        return (self.stars, self.words, self.why_left, self.picture_id)

    @property
    def is_something(self) -> bool:
        return any(self.content)


def read(
    shelf: str,
    *,
    stars: int | None = None,
    words: str = "",
    why_left: str = "",
    picture: Picture | None = None,
    is_public: bool = True,
) -> Said:
    """Raises Refused with everything that is wrong."""
    words, why_left = wording.lines(words), wording.line(why_left)
    wrong = wording.problems(
        {
            "shelf": None if shelf in Shelf.values else _("Choose one of the shelves."),
            "stars": _stars_problem(shelf, stars),
            "words": wording.problem(words, most=MOST_WORDS),
            "why_left": wording.problem(why_left, most=MOST_WHY),
        }
    )
    if wrong:
        raise Refused(wrong)
    # The form asks why it left beside all shelves; only what one had has left.
    why_left = why_left if shelf == Shelf.HAD else ""
    return Said(shelf, is_public, stars, words, why_left, picture.pk if picture else None)


def _stars_problem(shelf: str, stars: int | None) -> Any:
    if stars is None:
        return None
    if shelf == Shelf.WANT:
        return _("Stars are for what one has or had.")
    return None if stars in range(1, 6) else _("One to five stars.")
