"""
Say what happened; let others react later.

    @event("community.member-joined")
    @dataclass(frozen=True, kw_only=True)
    class MemberJoined(Event):
        community_id: int
        person_id: int

    @on(MemberJoined)
    def tell_the_stewards(happened: MemberJoined, *, at: datetime, effect_key: str) -> None: ...

    with transaction.atomic():
        ...
        record(MemberJoined(community_id=..., person_id=...), at=at)

`record` writes one `Delivery` for each subscriber beside the change, in its transaction; `outbox` delivers them.
A package keeps its event types in `events.py` and its subscribers in `reactions.py`: both are found at start.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, Protocol, TypeVar

from django.db import transaction

from . import payloads
from .ids import token
from .models import Delivery


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """What happened, in the past tense: ids and plain values, enough to look up the rest."""

    name: ClassVar[str]


E = TypeVar("E", bound=Event)
E_contra = TypeVar("E_contra", bound=Event, contravariant=True)


class Reaction(Protocol[E_contra]):
    """What a subscriber looks like. `at` is the moment of delivery, `effect_key` is the same at every attempt."""

    def __call__(self, happened: E_contra, /, *, at: datetime, effect_key: str) -> None: ...


R = TypeVar("R", bound=Callable[..., None])


@dataclasses.dataclass(frozen=True)
class Subscriber:
    name: str
    react: Reaction[Any]
    outside: bool
    """Touches the world (files, mail, network): runs without a transaction, and must be safe to repeat."""


class NotRecorded(Exception):
    """An event was recorded outside the transaction of the change it reports."""


class AlreadyDelivered(Exception):
    """What was scheduled under this key has happened."""


LONGEST_OCCURRENCE = 100
MOVED = (
    "payload",
    "recorded_at",
    "due_at",
    "lease",
    "leased_until",
    "attempts",
    "interruptions",
    "poisoned_at",
    "error",
)
"""What scheduling again overwrites."""

_types: dict[str, type[Event]] = {}
_subscribers: defaultdict[str, dict[str, Subscriber]] = defaultdict(dict)
_wake: list[Callable[[], object]] = []


def event(name: str) -> Callable[[type[E]], type[E]]:
    """
    Name an event type for good, e.g. `@event("community.member-joined")`; rows waiting in the outbox bear this name.

    Raises ValueError if the name is taken, TypeError for a field that JSON would not give back as it was.
    """

    def register(cls: type[E]) -> type[E]:
        known = _types.setdefault(name, cls)
        if (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise ValueError(f"two events are named {name!r}")
        payloads.require_plain(cls)
        cls.name = name
        _types[name] = cls
        return cls

    return register


def on(cls: type[Event], *, outside: bool = False) -> Callable[[R], R]:
    """
    Subscribe a function to an event type.

    Its effect on the database happens in the transaction that marks the delivery, so exactly once. With `outside`
    it runs without a transaction and perhaps more than once: what it does must be safe to repeat, by `effect_key`.
    """

    def subscribe(react: R) -> R:
        name = f"{react.__module__}.{react.__qualname__}"
        _subscribers[cls.name][name] = Subscriber(name, react, outside)
        return react

    return subscribe


def record(happened: Event, *, at: datetime) -> None:
    """Write down what happened, for every subscriber; raises NotRecorded outside a transaction."""
    _require_transaction()
    Delivery.objects.bulk_create(_rows(happened, occurrence=token(), at=at, due_at=at))
    wake_after_commit()


def schedule(happened: Event, *, due_at: datetime, at: datetime, key: str) -> None:
    """
    Let something happen at a set time. The same key again moves it, and replaces what it carries.

    Raises AlreadyDelivered if it has happened in the meantime, so a key must name the occasion; NotRecorded outside
    a transaction.
    """
    _require_transaction()
    occurrence = _occurrence(type(happened), key)
    before = Delivery.objects.select_for_update().filter(occurrence=occurrence)
    if any(delivery.delivered_at for delivery in before):
        raise AlreadyDelivered(occurrence)
    rows = _rows(happened, occurrence=occurrence, at=at, due_at=due_at)
    before.exclude(subscriber__in=[row.subscriber for row in rows]).delete()
    # A worker that holds the old lease finds it gone, and its effect is rolled back.
    Delivery.objects.bulk_create(rows, update_conflicts=True, unique_fields=["effect_key"], update_fields=MOVED)
    wake_after_commit()


def unschedule(cls: type[Event], *, key: str) -> bool:
    """Take back what was scheduled under `key`; False if there was nothing left to take back."""
    deleted, _ = Delivery.objects.filter(occurrence=_occurrence(cls, key), delivered_at=None).delete()
    return bool(deleted)


def wake_with(wake: Callable[[], object] | None) -> None:
    """Have `wake` called after each commit that recorded something; None for nobody."""
    _wake[:] = [wake] if wake else []


def wake_after_commit() -> None:
    for wake in _wake:
        transaction.on_commit(wake, robust=True)


def read(delivery: Delivery) -> tuple[Event, Subscriber]:
    """
    Return what a delivery carries, and whom to tell.

    Raises LookupError if the code no longer knows the event or the subscriber.
    """
    cls = _types.get(delivery.event)
    if cls is None:
        raise LookupError(f"no event is named {delivery.event!r}")
    subscriber = _subscribers[delivery.event].get(delivery.subscriber)
    if subscriber is None:
        raise LookupError(f"nothing named {delivery.subscriber!r} subscribes to {delivery.event!r}")
    return payloads.read(cls, delivery.payload), subscriber


def _rows(happened: Event, *, occurrence: str, at: datetime, due_at: datetime) -> list[Delivery]:
    payload = payloads.written(happened)
    return [
        Delivery(
            event=happened.name,
            subscriber=name,
            occurrence=occurrence,
            effect_key=f"{occurrence}:{name}",
            payload=payload,
            recorded_at=at,
            due_at=due_at,
        )
        for name in _subscribers[happened.name]
    ]


def _occurrence(cls: type[Event], key: str) -> str:
    occurrence = f"{cls.name}:{key}"
    if len(occurrence) > LONGEST_OCCURRENCE:
        raise ValueError(f"{occurrence!r} is longer than {LONGEST_OCCURRENCE} characters")
    return occurrence


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise NotRecorded("record an event inside the transaction of the change it reports")
