"""
What makes one kind of community different from another.

A format is data. It holds no code of its own: every rule, part, order and feature it names is defined
once in this package. For a new behaviour, add one of those; never write an `if` on a format's key.
Nothing here may import models: formats load while Django's registry is still filling.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .parts import Part
    from .rules import Rule


class Audience(TextChoices):
    """Who may read. A closed list, because lists of communities filter on it in SQL."""

    WORLD = "world", _("Everyone")
    MEMBERS = "members", _("Members only")


class Joining(TextChoices):
    """How one becomes a member."""

    OPEN = "open", _("Anyone may join")
    ASK = "ask", _("By answering a question")
    INVITED = "invited", _("By invitation")


class Order(TextChoices):
    """How posts stand on the community's page."""

    LAST_REPLY = "last-reply", _("Last reply first")
    NEWEST = "newest", _("Newest first")


class Feature(Protocol):
    """Something a format switches on, with parameters; what it does lives in features/<name>/."""


F = TypeVar("F")


@dataclass(frozen=True, kw_only=True)
class Format:
    key: str
    label: str | Promise
    label_many: str | Promise
    revives: str
    """The place of the time it brings back, e.g. "淘宝圈子 (March 2012)"."""
    readable_by: tuple[Audience, ...]
    """What its founder may choose from; the first is the default."""
    joining: tuple[Joining, ...]
    may_found: Rule
    may_join: Rule
    may_post: Rule
    may_reply: Rule
    may_like: Rule
    founded_at_most: int
    """How many of these one person may found."""
    parts: tuple[Part, ...]
    reply_parts: tuple[Part, ...]
    features: tuple[Feature, ...]
    order: Order
    layout: str
    """Template under web/templates/layouts/, without its ending."""

    def feature(self, kind: type[F]) -> F | None:
        """Return the format's setting of this feature, or None where it is off."""
        return next((feature for feature in self.features if isinstance(feature, kind)), None)


_formats: dict[str, Format] = {}


def register(*formats: Format) -> None:
    for format in formats:
        if _formats.setdefault(format.key, format) is not format:
            raise ValueError(f"two formats share the key {format.key!r}")


def get(key: str) -> Format:
    return _formats[key]


def known() -> Iterator[Format]:
    return iter(_formats.values())
