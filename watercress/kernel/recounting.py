"""Counters and what each must equal: found, mended and told where they do not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce


@dataclass(frozen=True)
class Discrepancy:
    """A counter that said one thing where the rows said another."""

    row: str
    counter: str
    said: Any
    is_: Any


def mend(rows: QuerySet[Any], counters: Mapping[str, Any]) -> list[Discrepancy]:
    """
    Set every counter of `rows` to the expression it must equal, and return those that were off; in a transaction.
    """
    suspects = [pk for pk, *_off_by in _off(rows, counters)]
    if not suspects:
        return []
    # Whoever writes a row that is counted also moves its counter: once these are held, what is read stays true.
    held = rows.model._default_manager.filter(pk__in=suspects)
    list(held.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    found = []
    for pk, name, said, is_ in _off(held, counters):
        rows.model._default_manager.filter(pk=pk).update(**{name: is_})
        found.append(Discrepancy(f"{rows.model._meta.model_name} {pk}", name, said, is_))
    return found


def count(rows: QuerySet[Any], by: str) -> Any:
    """An expression: how many `rows`, which name the outer row in their column `by`, there are."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n")), 0)


def _off(rows: QuerySet[Any], counters: Mapping[str, Any]) -> list[tuple[int, str, Any, Any]]:
    """Return row, counter, what it says and what is, for each counter that is off."""
    real = {f"real_{name}": expression for name, expression in counters.items()}
    counted: Any = rows.annotate(**real).values("pk", *counters, *real)
    return [
        (row["pk"], name, row[name], row[f"real_{name}"])
        for row in counted.iterator()
        for name in counters
        if row[name] != row[f"real_{name}"]
    ]
