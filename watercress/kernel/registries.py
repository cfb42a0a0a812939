"""
What every package must say about its own rows, gathered in one place.

Export and erasure walk these registries, so a model nobody spoke for is a test failure, not a leak.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models
from django.utils.functional import Promise


class OnErasure(Enum):
    """What happens to a row when the person it speaks of is erased."""

    DELETE = "deleted"
    FORGET = "kept, without the person"
    NOT_PERSONAL = "says nothing about a person"


@dataclass(frozen=True)
class ErasureRule:
    model: type[models.Model]
    then: OnErasure
    fields: tuple[str, ...] = ()
    """Foreign keys to the person. FORGET sets them to null."""
    blank: tuple[str, ...] = ()
    """Text columns emptied when a row is kept without its person."""


@dataclass(frozen=True)
class Export:
    """One part of "everything about me"."""

    name: str
    rows: Callable[[Any], Iterable[dict[str, Any]]]


@dataclass(frozen=True)
class NotificationKind:
    key: str
    label: str | Promise


erasure: dict[type[models.Model], ErasureRule] = {}
exports: dict[str, Export] = {}
notification_kinds: dict[str, NotificationKind] = {}


def on_erasure(model: type[models.Model], then: OnErasure, *fields: str, blank: tuple[str, ...] = ()) -> None:
    erasure[model] = ErasureRule(model, then, fields, blank)


def export(name: str, rows: Callable[[Any], Iterable[dict[str, Any]]]) -> None:
    if name in exports:
        raise ValueError(f"two exports are named {name!r}")
    exports[name] = Export(name, rows)


def notify_of(key: str, label: str | Promise) -> None:
    if key in notification_kinds:
        raise ValueError(f"two kinds of notification are named {key!r}")
    notification_kinds[key] = NotificationKind(key, label)
