"""What stands on a list, in which order, and the note beside each thing."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Product
from watercress.kernel.decisions import Refused
from watercress.kernel.text import language_of

from . import policies, wording
from .listing import hold
from .models import List, ListEntry

MOST_ENTRIES = 200
MOST_NOTE = 500
UP, DOWN = -1, 1


def add(found: List, *, product: Product, by: Any, note: str = "", at: datetime) -> ListEntry:
    """
    Put a product at the end of a list; one that stands on it already stays where it is.

    Raises NotAllowed, Refused, Product.DoesNotExist for one `by` may not see.
    """
    policies.can_change_list(by, found).require()
    said = _read(note, found.lang)
    product = Product.objects.visible_to(by).get(pk=product.pk)
    with transaction.atomic():
        held = hold(found)
        if entry := ListEntry.objects.filter(list=held, product=product).first():
            return entry
        if held.entries_count >= MOST_ENTRIES:
            raise Refused({"product": _("A list holds at most 200 things.")})
        place = held.entries_count + 1
        entry = ListEntry.objects.create(list=held, product=product, position=place, added_at=at, **said)
        List.objects.filter(pk=held.pk).update(entries_count=F("entries_count") + 1, changed_at=at)
    return entry


@transaction.atomic
def remove(found: List, *, product: Product, by: Any) -> bool:
    """Take a product off a list; what stood behind it moves up. False if it did not stand there."""
    policies.can_change_list(by, found).require()
    held = hold(found)
    entry = ListEntry.objects.filter(list=held, product=product).first()
    if entry is None:
        return False
    entry.delete()
    ListEntry.objects.filter(list=held, position__gt=entry.position).update(position=F("position") - 1)
    List.objects.filter(pk=held.pk).update(entries_count=F("entries_count") - 1)
    return True


@transaction.atomic
def move(found: List, *, product: Product, by: Any, places: int) -> None:
    """Let a thing change places with the one before it (UP) or behind it (DOWN); at either end nothing happens."""
    policies.can_change_list(by, found).require()
    held = hold(found)
    entry = ListEntry.objects.filter(list=held, product=product).first()
    other = ListEntry.objects.filter(list=held, position=entry.position + places).first() if entry else None
    if entry and other:
        entry.position, other.position = other.position, entry.position
        ListEntry.objects.bulk_update([entry, other], ["position"])


@transaction.atomic
def note(found: List, *, product: Product, by: Any, note: str, at: datetime) -> None:
    """Say something else beside a thing on a list, or nothing; raises NotAllowed, Refused."""
    policies.can_change_list(by, found).require()
    said = _read(note, found.lang)
    held = hold(found)
    if ListEntry.objects.filter(list=held, product=product).exclude(note=said["note"]).update(**said):
        List.objects.filter(pk=held.pk).update(changed_at=at)


def _read(written: str, lang: str) -> dict[str, str]:
    note = wording.line(written)
    if problem := wording.problem(note, most=MOST_NOTE):
        raise Refused({"note": problem})
    return {"note": note, "lang": language_of(note, lang)}
