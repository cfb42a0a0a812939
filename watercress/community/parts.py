"""The parts a post may be made of, and what each must satisfy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

# A NUL cannot be stored in PostgreSQL, and nobody types one.
NUL = "\x00"


class Part(Protocol):
    @property
    def name(self) -> str: ...

    def problem(self, value: Any) -> str | Promise | None:
        """Return why `value` will not do, or None if it will."""


def _length_problem(value: str, least: int, most: int) -> str | Promise | None:
    if NUL in value:
        return _("This text holds a character that cannot be kept.")
    if len(value.strip()) < least:
        return _("Write something here.") if least == 1 else format_lazy(_("At least {n} characters."), n=least)
    if len(value) > most:
        return format_lazy(_("At most {n} characters; this has {has}."), n=most, has=len(value))
    return None


@dataclass(frozen=True)
class Title:
    most: int
    least: int = 2
    name: str = "title"

    def problem(self, value: str | None) -> str | Promise | None:
        return _length_problem(value or "", self.least, self.most)


@dataclass(frozen=True)
class Text:
    most: int
    least: int = 1
    name: str = "text"

    def problem(self, value: str | None) -> str | Promise | None:
        return _length_problem(value or "", self.least, self.most)


@dataclass(frozen=True)
class Products:
    most: int
    least: int = 0
    name: str = "products"

    def problem(self, value: Sequence[Any] | None) -> str | Promise | None:
        return _count_problem(len(value or ()), self.least, self.most, _("products"))


@dataclass(frozen=True)
class Images:
    most: int
    least: int = 0
    name: str = "pictures"

    def problem(self, value: Sequence[Any] | None) -> str | Promise | None:
        return _count_problem(len(value or ()), self.least, self.most, _("pictures"))


def _count_problem(has: int, least: int, most: int, what: str | Promise) -> str | Promise | None:
    if has < least:
        return format_lazy(_("At least {n} {what}."), n=least, what=what)
    if has > most:
        return format_lazy(_("At most {n} {what}; this has {has}."), n=most, what=what, has=has)
    return None
