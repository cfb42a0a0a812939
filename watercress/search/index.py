"""Keeping the index equal to what it is made of. Every function may be repeated, and run beside itself."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from . import sources
from .backends import BACKENDS
from .models import Entry, Kind
from .sources import Text
from .words import VERSION, Columns, columns

AT_ONCE = 50
"""Entries written in one transaction: some 20 ms of the town's one writer."""
FIELDS = ("version", "person_id", "words", "name", "body")

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is."""


def reread(kind: Kind, numbers: Iterable[int]) -> int:
    """Bring the entries of these rows up to what they say now; return how many changed."""
    return sum(_reread(kind, some) for some in _batches(sorted(set(numbers))))


def incomplete() -> int:
    """Return how many rows have no entry, or one that an older version of `words` made."""
    return sum(_missing(kind).count() for kind in Kind)


def complete(progress: Progress = lambda done, of: None) -> int:
    """
    Read every row that has no entry of this version, and drop entries whose row is gone; return how many changed.

    Ended at any point, the next call goes on from there.
    """
    of, done, changed = incomplete(), 0, 0
    for kind in Kind:
        for some in _batches(_in_order(_missing(kind))):
            changed += _reread(kind, some)
            done += len(some)
            progress(done, max(of, done))
        changed += _drop_orphans(kind)
    return changed


def reread_all(progress: Progress = lambda done, of: None) -> int:
    """Read every row anew, whatever its entry says, after the database has made its own index anew."""
    BACKENDS[connection.vendor].rebuild()
    of, done, changed = sum(sources.findable(kind).count() for kind in Kind), 0, 0
    for kind in Kind:
        for some in _batches(_in_order(sources.findable(kind))):
            changed += _reread(kind, some)
            done += len(some)
            progress(done, max(of, done))
        changed += _drop_orphans(kind)
    return changed


def _reread(kind: Kind, numbers: list[int]) -> int:
    first = sources.read(kind, numbers)
    # Cut into words before the town's one writer is kept waiting.
    cut = {text: _columns(text) for text in first.values()}
    with transaction.atomic():
        held = _hold(kind, numbers, new=first)
        # Read again, as what is held now cannot be overtaken: of two who read, the later to write has read later.
        now = sources.read(kind, numbers)
        wanted = [_entry(kind, number, text, cut) for number, text in now.items() if number in first]
        changed = [entry for entry in wanted if not _is_like(entry, held.get(entry.pk))]
        Entry.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=FIELDS)
        gone = Entry.objects.filter(pk__in=[kind.entry(number) for number in numbers if number not in now])
        return len(changed) + gone.delete()[0]


def _hold(kind: Kind, numbers: list[int], *, new: Iterable[int]) -> dict[int, Entry]:
    """Lock the entries of these rows, those that are yet to be written too; return them as they are."""
    if connection.features.has_select_for_update:
        # SQLite has one writer, who need not lock what is not there yet.
        Entry.objects.bulk_create([Entry(pk=kind.entry(number)) for number in new], ignore_conflicts=True)
    keys = [kind.entry(number) for number in numbers]
    return {entry.pk: entry for entry in Entry.objects.select_for_update().filter(pk__in=keys).order_by("pk")}


def _entry(kind: Kind, number: int, text: Text, cut: dict[Text, Columns]) -> Entry:
    found = cut.get(text) or _columns(text)
    return Entry(
        pk=kind.entry(number),
        version=VERSION,
        person_id=text.person,
        words=" ".join(found.words),
        name=" ".join(found.name),
        body=" ".join(found.body),
    )


def _columns(text: Text) -> Columns:
    return columns(text.name, text.rest)


def _is_like(entry: Entry, other: Entry | None) -> bool:
    return other is not None and all(getattr(entry, field) == getattr(other, field) for field in FIELDS)


def _missing(kind: Kind) -> QuerySet[Any]:
    made = Entry.objects.filter(pk=OuterRef("pk") + kind.first, version=VERSION)
    return sources.findable(kind).filter(~Exists(made))


def _drop_orphans(kind: Kind) -> int:
    entries = Entry.objects.filter(pk__range=(kind.first, kind.last)).annotate(number=F("pk") - kind.first)
    orphans = entries.filter(~Exists(sources.findable(kind).filter(pk=OuterRef("number"))))
    return Entry.objects.filter(pk__in=list(orphans.values_list("pk", flat=True))).delete()[0]


def _in_order(rows: QuerySet[Any]) -> Iterator[int]:
    """Yield the numbers of rows as they are when their turn comes, from the first to the last."""
    last = 0
    while numbers := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[: 20 * AT_ONCE]):
        yield from numbers
        last = numbers[-1]


def _batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    left = iter(numbers)
    while some := list(islice(left, AT_ONCE)):
        yield some
