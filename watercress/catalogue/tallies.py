"""Numbers about products and shops that come from above: shelves and traffic tell them, everyone reads plain columns."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import F

from watercress.catalogue.models import Product, Shop

COLUMNS = frozenset("wants_count haves_count hads_count stars_count stars_sum".split())
AT_ONCE = 500


def tally(product_id: int, **more: int) -> None:
    """
    Add to a product's numbers, in the caller's transaction: `tally(7, wants_count=1, haves_count=-1)`.

    Raises ValueError for a column that is not told from above.
    """
    tally_all({product_id: more})


def tally_all(more: Mapping[int, Mapping[str, int]]) -> None:
    """
    Add to the numbers of many products at once, in the caller's transaction: one statement for all that gain alike.

    Raises ValueError as `tally` does.
    """
    alike: defaultdict[tuple[tuple[str, int], ...], list[int]] = defaultdict(list)
    for product, columns in sorted(more.items()):
        if unknown := columns.keys() - COLUMNS:
            raise ValueError(f"nobody tells {', '.join(sorted(unknown))} from above")
        if changes := tuple(sorted((column, by) for column, by in columns.items() if by)):
            alike[changes].append(product)
    for changes, products in alike.items():
        changed: dict[str, Any] = {column: F(column) + by for column, by in changes}
        for start in range(0, len(products), AT_ONCE):
            Product.objects.filter(pk__in=products[start : start + AT_ONCE]).update(**changed)


def tally_shop(shop_id: int, *, visits_this_month: int) -> None:
    """Add visits that were sent to a shop, in the caller's transaction."""
    Shop.objects.filter(pk=shop_id).update(visits_this_month=F("visits_this_month") + visits_this_month)
