"""Where something was shown: the kind of page, and the place that the page belongs to."""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Surface(StrEnum):
    """The kind of page. The value stands in links and rows."""

    HOME = "h"
    CIRCLE = "c"
    TOPIC = "t"
    PRODUCT = "p"
    SHOP = "s"
    LABEL = "l"
    DEPARTMENT = "d"
    SEARCH = "q"
    SHELF = "f"
    LIST = "i"


NAMES = {
    Surface.HOME: _("Home page"),
    Surface.CIRCLE: _("Circle"),
    Surface.TOPIC: _("Topic"),
    Surface.PRODUCT: _("Product page"),
    Surface.SHOP: _("Shop’s page here"),
    Surface.LABEL: _("Label"),
    Surface.DEPARTMENT: _("Department"),
    Surface.SEARCH: _("Search"),
    Surface.SHELF: _("Somebody’s shelves"),
    Surface.LIST: _("List"),
}

COMMUNITY, LABEL = "c", "l"
_WRITTEN = re.compile(r"([cl][1-9][0-9]{0,18})?(?:p([1-9][0-9]{0,18}))?", re.ASCII)


@dataclass(frozen=True)
class Source:
    """What sent a visitor: a community or a label, written "c4" or "l12", or neither; and the post, if it was in one."""

    place: str = ""
    post: int | None = None

    def __str__(self) -> str:
        return f"{self.place}p{self.post}" if self.post else self.place


NOWHERE = Source()


def community(number: int, post: int | None = None) -> Source:
    return Source(f"{COMMUNITY}{number}", post)


def label(number: int) -> Source:
    return Source(f"{LABEL}{number}")


def read(written: str) -> Source | None:
    """Read what `str(source)` wrote; None if that is not it."""
    found = _WRITTEN.fullmatch(written)
    return Source(found[1] or "", int(found[2]) if found[2] else None) if found else None


def number_of(place: str, kind: str) -> int | None:
    """Return the row's number if `place` is of this kind: number_of("c4", COMMUNITY) is 4."""
    return int(place[1:]) if place[:1] == kind else None
