"""Numbers about products and shops that come from above: shelves and traffic tell them, everyone reads plain columns."""

from django.db.models import F

from watercress.catalogue.models import Product, Shop

COLUMNS = frozenset("wants_count haves_count hads_count stars_count stars_sum".split())


def tally(product_id: int, **more: int) -> None:
    """
    Add to a product's numbers, in the caller's transaction: `tally(7, wants_count=1, haves_count=-1)`.

    Raises ValueError for a column that is not told from above.
    """
    if unknown := more.keys() - COLUMNS:
        raise ValueError(f"nobody tells {', '.join(sorted(unknown))} from above")
    changed = {column: F(column) + by for column, by in more.items() if by}
    if changed:
        Product.objects.filter(pk=product_id).update(**changed)


def tally_shop(shop_id: int, *, visits_this_month: int) -> None:
    """Add visits that were sent to a shop, in the caller's transaction."""
    Shop.objects.filter(pk=shop_id).update(visits_this_month=F("visits_this_month") + visits_this_month)
