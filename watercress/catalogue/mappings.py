"""Which column of a shop's own table plays which role: chosen once by a keeper, remembered for tables with those columns."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from watercress.catalogue.importers import mapped_csv, table
from watercress.catalogue.importers.records import Feed, FileRefused
from watercress.catalogue.models import ColumnMapping, Shop
from watercress.people.models import Person

MOST_REMEMBERED = 50
MOST_COLUMNS = 200
MOST_NAME = 200
SAMPLES = 3
MOST_SHOWN = 60
ROWS_LOOKED_AT = 40


def signature(header: Sequence[str]) -> str:
    """Return the same for the same columns, in whatever order a later export has them."""
    return hashlib.sha256(json.dumps(sorted(set(header)), ensure_ascii=False).encode()).hexdigest()


def remembered(shop: Shop, header: Sequence[str]) -> dict[str, str]:
    """Return what this shop's keepers chose for these columns before, or nothing."""
    found = ColumnMapping.objects.filter(shop=shop.pk, signature=signature(header)).values_list("columns", flat=True)
    return dict(found.first() or {})


def suggested(shop: Shop, header: Sequence[str]) -> dict[str, str]:
    """Return what to begin with: the choice made before, else a guess by the columns' names."""
    return remembered(shop, header) or mapped_csv.guess(header)


def remember(shop: Shop, header: Sequence[str], columns: Mapping[str, str], *, person: Person, at: datetime) -> None:
    """Keep a mapping for this shop; beyond fifty the oldest are forgotten."""
    with transaction.atomic():
        Shop.objects.select_for_update().get(pk=shop.pk)
        ColumnMapping.objects.update_or_create(
            shop=shop,
            signature=signature(header),
            defaults={"columns": dict(columns), "saved_by": person, "saved_at": at},
        )
        latest = ColumnMapping.objects.filter(shop=shop).order_by("-saved_at", "-pk").values_list("pk", flat=True)
        ColumnMapping.objects.filter(pk__in=list(latest[MOST_REMEMBERED:])).delete()


def forget(shop: Shop, header: Sequence[str]) -> None:
    ColumnMapping.objects.filter(shop=shop, signature=signature(header)).delete()


def header_of(feed: Feed) -> list[str]:
    """Return the names of a table's columns by which one may map it; none for a file that is no table."""
    return _usable(_names(feed))


def samples(feed: Feed) -> list[dict[str, Any]]:
    """Return each of those columns with a few of the things that stand in it."""
    names = _names(feed)
    seen: list[list[str]] = [[] for _name in names[:MOST_COLUMNS]]
    try:
        for _number, row in zip(range(ROWS_LOOKED_AT), table.rows(feed), strict=False):
            for cell, kept in zip(row.cells, seen, strict=False):
                said = " ".join(cell[:1000].replace("\0", "").split())[:MOST_SHOWN]
                if said and said not in kept and len(kept) < SAMPLES:
                    kept.append(said)
    except (FileRefused, StopIteration):  # Further down it is no table any more; what was seen is as good.
        pass
    feed.read = 0
    return [{"name": name, "samples": seen[names.index(name)]} for name in _usable(names)]


def _names(feed: Feed) -> list[str]:
    try:
        return table.header(feed)
    except FileRefused:
        return []


def _usable(names: Sequence[str]) -> list[str]:
    """Leave out what has no name, and of two with one name the second, as the readers do; nothing of a damaged header."""
    if any("\0" in name for name in names):
        return []
    return [name for name in dict.fromkeys(names[:MOST_COLUMNS]) if name and len(name) <= MOST_NAME]
