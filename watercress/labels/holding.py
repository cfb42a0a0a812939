"""
Hold what an action decides about, always in this order: the shop, then its labels by number.

The shop and not the product, as imports do: whoever changes what a shop's goods bear waits for its other changes.
"""

from django.db.models import F

from watercress.catalogue.models import Shop

from .models import Label


def hold_shop(number: int) -> Shop:
    # Not FOR UPDATE: that would also stop whoever writes a row that points here.
    return Shop.objects.select_for_update(no_key=True).get(pk=number)


def count(column: str, by_label: dict[int, int]) -> None:
    """Move a number of several labels, in one order for everyone: two who swap labels must not wait for each other."""
    moved = {label: by for label, by in by_label.items() if by}
    list(Label.objects.select_for_update(no_key=True).filter(pk__in=moved).order_by("pk").values_list("pk"))
    for label, by in sorted(moved.items()):
        Label.objects.filter(pk=label).update(**{column: F(column) + by})


def gained_and_lost(before: set[int], after: set[int]) -> dict[int, int]:
    """Return by how much each label's number moves when `after` is worn instead of `before`."""
    return {**dict.fromkeys(after - before, 1), **dict.fromkeys(before - after, -1)}
