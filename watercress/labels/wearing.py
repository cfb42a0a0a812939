"""Which labels someone wears, in which order, and which of them for all to see."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from watercress.kernel import events
from watercress.kernel.decisions import Refused
from watercress.people.models import Person

from . import holding, policies
from .events import LabelsWorn
from .models import MOST_WORN, Label, Wear
from .naming import THROUGH, named

Worn = tuple[str, bool | None]
"""
A label's slug, and whether it is worn for all to see. With None one worn already stays as it is, and another begins as
labels.csv has it (`private_by_default`).
"""
SLUG = re.compile(r"[a-z0-9-]{1,60}")


@transaction.atomic
def arrange(person: Person, *, worn: Sequence[Worn], by: Any, at: datetime) -> list[Wear]:
    """
    Make `worn` all that `person` wears, in this order.

    Raises Refused for more than twelve, the same twice, one nobody knows or one this town hides; a hidden one that is
    worn already may stay.
    """
    policies.can_wear(by, person).require()
    before = _hold(person)
    return _arrange(person, before, worn, at)


@transaction.atomic
def put_on(person: Person, slug: str, *, by: Any, at: datetime, is_public: bool | None = None) -> list[Wear]:
    """Wear one more label, behind the others; one worn already stays in its place, shown or not as `is_public` says."""
    policies.can_wear(by, person).require()
    before = _hold(person)
    worn = _as_worn(before)
    if slug not in dict(worn):
        worn.append((slug, is_public))
    else:
        worn = [(each, is_public if each == slug else shown) for each, shown in worn]
    return _arrange(person, before, worn, at)


@transaction.atomic
def take_off(person: Person, slug: str, *, by: Any, at: datetime) -> list[Wear]:
    """Wear it no longer; what is not worn stays so."""
    policies.can_wear(by, person).require()
    before = _hold(person)
    return _arrange(person, before, [each for each in _as_worn(before) if each[0] != slug], at)


@transaction.atomic
def move(person: Person, slug: str, *, places: int, by: Any, at: datetime) -> list[Wear]:
    """Move a label worn already by so many places, -1 for one nearer to the first; it stops at either end."""
    policies.can_wear(by, person).require()
    before = _hold(person)
    worn = _as_worn(before)
    place = next((place for place, each in enumerate(worn) if each[0] == slug), None)
    if place is None:
        raise Refused({"labels": _("You do not wear this label.")})
    worn.insert(max(place + places, 0), worn.pop(place))
    return _arrange(person, before, worn, at)


def of(person: Person, viewer: Any) -> list[dict[str, Any]]:
    """
    Return what `viewer` may see `person` wear, in order, as rows: one query.

    Counted from 1 among what is seen, so that no gap tells of a label worn unseen.
    """
    rows = Wear.objects.visible_to(viewer).filter(person=person).order_by("position")
    return [_row(row, place) for place, row in enumerate(rows.values("is_public", "label_id", *THROUGH), start=1)]


def kept_by(person: Person) -> list[dict[str, Any]]:
    """Return all that someone wears, for themselves: with `hidden`, those that this town hides; one query."""
    rows = Wear.objects.filter(person=person).order_by("position")
    found = rows.values("is_public", "label_id", "label__hidden_at", *THROUGH)
    return [
        {**_row(row, place), "hidden": row["label__hidden_at"] is not None} for place, row in enumerate(found, start=1)
    ]


def _row(row: dict[str, Any], place: int) -> dict[str, Any]:
    return {"id": row["label_id"], **named(row, "label__"), "position": place, "is_public": row["is_public"]}


def _hold(person: Person) -> list[Wear]:
    """Read what someone wears, and keep it so until commit."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    return list(Wear.objects.filter(person=person).select_related("label").order_by("position", "id"))


def _as_worn(wears: Iterable[Wear]) -> list[Worn]:
    return [(wear.label.slug, wear.is_public) for wear in wears]


def _arrange(person: Person, before: list[Wear], worn: Sequence[Worn], at: datetime) -> list[Wear]:
    labels = _labels(worn, before)
    known = {wear.label_id: wear for wear in before}
    chosen = [(slug, _shown(labels[slug], known, asked)) for slug, asked in worn]
    if chosen == _as_worn(before):
        return before
    shown_before = {wear.label_id for wear in before if wear.is_public}
    after = []
    for position, (slug, is_public) in enumerate(chosen, start=1):
        label = labels[slug]
        wear = known.pop(label.pk, None) or Wear(person=person, label=label, is_public=False, since=at)
        if is_public and not wear.is_public:
            # How long it was worn unseen is nobody's business.
            wear.since = at
        wear.position, wear.is_public = position, is_public
        after.append(wear)
    Wear.objects.filter(pk__in=[wear.pk for wear in known.values()]).delete()
    Wear.objects.bulk_update([wear for wear in after if wear.pk], ["position", "is_public", "since"])
    Wear.objects.bulk_create([wear for wear in after if not wear.pk])
    shown = {wear.label_id for wear in after if wear.is_public}
    holding.count("wearers_count", holding.gained_and_lost(shown_before, shown))
    events.record(LabelsWorn(person_id=person.pk), at=at)
    return after


def _shown(label: Label, known: dict[int, Wear], asked: bool | None) -> bool:
    if asked is not None:
        return asked
    return known[label.pk].is_public if label.pk in known else not label.private_by_default


def _labels(worn: Sequence[Worn], before: list[Wear]) -> dict[str, Label]:
    """Return the labels by slug, or raise Refused with the first thing that is wrong with the list."""
    slugs = [slug for slug, _is_public in worn]
    labels = {wear.label.slug: wear.label for wear in before if wear.label.slug in set(slugs)}
    sound = [slug for slug in slugs[: MOST_WORN + 1] if SLUG.fullmatch(slug)]
    labels |= {label.slug: label for label in Label.objects.visible_to(None).filter(slug__in=sound)}
    if why := _problem(slugs, labels):
        raise Refused({"labels": why})
    return labels


def _problem(slugs: list[str], labels: dict[str, Label]) -> str | Promise | None:
    if len(slugs) > MOST_WORN:
        return format_lazy(_("One wears at most {most} labels. Take one off first."), most=MOST_WORN)
    if len(set(slugs)) < len(slugs):
        return _("Each label is worn once.")
    if not set(slugs) <= labels.keys():
        return _("There is no such label here.")
    return None
