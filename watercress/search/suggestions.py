"""A few things whose words begin as someone types; the same rules and the same rows as the page of hits."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value

from . import asked as questions
from . import hits
from .asked import Asked
from .words import columns

MOST = 8
EACH = {"products": 4, "shops": 2, "circles": 2, "topics": 2, "people": 2, "labels": 2}


@dataclass(frozen=True)
class Suggestion:
    tab: str
    number: int
    name: str
    other_name: str
    """A label's Chinese name, or the shop that sells a product."""
    slug: str
    """What its address is made of: of a topic, its circle's."""
    inside: int
    """A topic's number in its circle."""
    lang: str
    weight: int


def suggest(text: str, *, person: Any) -> list[Suggestion]:
    """Return at most eight things `person` may see, those of one kind together: one query."""
    asked = questions.read(text, unfinished=True)
    if not asked:
        return []
    first, *others = (_some(tab, asked, person) for tab in hits.TABS)
    by_tab: defaultdict[str, list[Suggestion]] = defaultdict(list)
    for row in first.union(*others, all=True):
        by_tab[row[0]].append(Suggestion(*row))
    for found in by_tab.values():
        found.sort(key=lambda each: (not asked.is_in(columns(each.name, ()), "words"), -each.weight, -each.number))
    # Each kind has its first before any has its second.
    turns = zip_longest(*(by_tab[tab] for tab in hits.TABS))
    chosen = [each for turn in turns for each in turn if each][:MOST]
    return sorted(chosen, key=lambda each: hits.TABS.index(each.tab))


def _some(tab: str, asked: Asked, person: Any) -> QuerySet[Any]:
    found = hits.FIND[tab](asked, person=person)
    best = hits.in_order(tab, found, asked)[: EACH[tab]]
    # Chosen inside, as SQLite takes no order and no end within a union.
    rows: QuerySet[Any] = found.model._default_manager.filter(pk__in=best.values("pk")).order_by()
    return rows.values_list(Value(tab, output_field=CharField()), "pk", *_COLUMNS[tab])


_NO_WORDS, _NO_NUMBER = Value("", output_field=CharField()), Value(0, output_field=IntegerField())
_COLUMNS: dict[str, tuple[Any, ...]] = {
    "products": ("title", "shop__name", _NO_WORDS, _NO_NUMBER, "lang", "wants_count"),
    "shops": ("name", _NO_WORDS, "slug", _NO_NUMBER, "lang", "products_count"),
    "circles": ("name", "other_name", "slug", _NO_NUMBER, "lang", "members_count"),
    "topics": ("title", F("community__name"), F("community__slug"), "number", "lang", "replies_count"),
    "people": ("name", _NO_WORDS, "username", _NO_NUMBER, _NO_WORDS, _NO_NUMBER),
    "labels": ("en", "zh", "slug", _NO_NUMBER, _NO_WORDS, "wearers_count"),
}
