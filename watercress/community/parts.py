"""The parts a post may be made of, and what each must satisfy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from watercress.kernel import text as words
from watercress.kernel.ids import LARGEST, row_number


class Part(Protocol):
    @property
    def name(self) -> str: ...

    def clean(self, value: Any) -> Any:
        """Tidy what was sent, without judging it: whatever cannot be read is returned for `problem` to name."""

    def problem(self, value: Any) -> str | Promise | None:
        """Return why the tidied `value` will not do, or None if it will."""


@dataclass(frozen=True)
class Title:
    most: int
    least: int = 2
    name: str = "title"

    def clean(self, value: Any) -> Any:
        return line(value)

    def problem(self, value: Any) -> str | Promise | None:
        return _length_problem(value, self.least, self.most)


@dataclass(frozen=True)
class Text:
    most: int
    least: int = 1
    name: str = "text"

    def clean(self, value: Any) -> Any:
        if not isinstance(value, str):
            return "" if value is None else value
        return re.sub(r"\r\n?", "\n", value).strip()

    def problem(self, value: Any) -> str | Promise | None:
        return _length_problem(value, self.least, self.most)


@dataclass(frozen=True)
class Products:
    """Product numbers, in the order they are shown."""

    most: int
    least: int = 0
    name: str = "products"

    def clean(self, value: Any) -> Any:
        return _numbers(value)

    def problem(self, value: Any) -> str | Promise | None:
        if not _is_list(value) or None in value:
            return _("One of these is not a product.")
        if len(value) < self.least:
            return format_lazy(
                ngettext_lazy("At least {n} product.", "At least {n} products.", self.least), n=self.least
            )
        if len(value) > self.most:
            most = ngettext_lazy(
                "At most {n} product; this has {has}.", "At most {n} products; this has {has}.", self.most
            )
            return format_lazy(most, n=self.most, has=len(value))
        return None


@dataclass(frozen=True)
class Labels:
    """Label numbers, in the order they are shown."""

    most: int
    least: int = 0
    name: str = "labels"

    def clean(self, value: Any) -> Any:
        return _numbers(value)

    def problem(self, value: Any) -> str | Promise | None:
        if not _is_list(value) or None in value:
            return _("One of these is not a label.")
        if len(value) < self.least:
            return format_lazy(ngettext_lazy("At least {n} label.", "At least {n} labels.", self.least), n=self.least)
        if len(value) > self.most:
            most = ngettext_lazy("At most {n} label; this has {has}.", "At most {n} labels; this has {has}.", self.most)
            return format_lazy(most, n=self.most, has=len(value))
        return None


@dataclass(frozen=True)
class Images:
    """Picture numbers, each alone or with words for those who do not see it: `[7, (9, "the lid")]`."""

    most: int
    least: int = 0
    name: str = "pictures"

    def clean(self, value: Any) -> Any:
        if not _is_list(value):
            return [] if value is None else value
        return list(dict(map(_picture, value)).items())

    def problem(self, value: Any) -> str | Promise | None:
        if not _is_list(value) or any(number is None for number, _words in value):
            return _("One of these is not a picture.")
        if len(value) < self.least:
            return format_lazy(
                ngettext_lazy("At least {n} picture.", "At least {n} pictures.", self.least), n=self.least
            )
        if len(value) > self.most:
            most = ngettext_lazy(
                "At most {n} picture; this has {has}.", "At most {n} pictures; this has {has}.", self.most
            )
            return format_lazy(most, n=self.most, has=len(value))
        return None


def line(value: Any) -> Any:
    """Bring a string into one line, without spaces around it or characters that only mislead."""
    if not isinstance(value, str):
        return "" if value is None else value
    return words.line(value)


def problems(parts: Iterable[Part], values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str | Promise]]:
    """Return the tidied values, and by name what is wrong with them, all of it at once."""
    clean = {part.name: part.clean(values.get(part.name)) for part in parts}
    wrong = {part.name: why for part in parts if (why := part.problem(clean[part.name]))}
    for name in values.keys() - clean.keys():
        wrong[name] = _("There is no such part here.")
    return clean, wrong


def _numbers(value: Any) -> Any:
    return list(dict.fromkeys(map(_number, value))) if _is_list(value) else [] if value is None else value


def _picture(value: Any) -> tuple[int | None, str]:
    if not _is_list(value):
        return _number(value), ""
    return (_number(value[0]), line(str(value[1]))[:300]) if len(value) == 2 else (None, "")


def _number(value: Any) -> int | None:
    if isinstance(value, str):
        return row_number(value)
    return value if type(value) is int and 0 < value <= LARGEST else None


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple))


def _length_problem(value: Any, least: int, most: int) -> str | Promise | None:
    if not isinstance(value, str) or words.UNKEEPABLE.search(value):
        return _("This text holds a character that cannot be kept.")
    seen = len(words.TRICKS.sub("", value).strip())
    if seen < least:
        return format_lazy(_("At least {n} characters."), n=least) if seen else _("Write something here.")
    if len(value) > most:
        return format_lazy(_("At most {n} characters; this has {has}."), n=most, has=len(value))
    return None
