"""The rows below a product: its pictures and its variants."""

from collections import defaultdict
from collections.abc import Iterable

from watercress.catalogue.models import ProductPicture, Variant

from .told import Told

AT_ONCE = 500


def hang_pictures(fresh: Iterable[Told], changed: Iterable[Told]) -> None:
    """Write the rows of pictures; what we have fetched of an address is kept when its place changes."""
    hung = defaultdict(list)
    of_changed = ProductPicture.objects.filter(product__in=[each.row for each in changed]).order_by("position")
    for picture in of_changed:
        hung[picture.product_id].append(picture)
    rewritten, rows = [], []
    for each in changed:
        had = hung[each.row.pk]
        if [(old.source, old.words) for old in had] != [(new.address, new.words) for new in each.source.pictures]:
            rewritten.append(each.row)
            rows += _pictures(each, {old.source: old for old in had})
    for each in fresh:
        rows += _pictures(each, {})
    ProductPicture.objects.filter(product__in=rewritten).delete()
    ProductPicture.objects.bulk_create(rows)


def _pictures(each: Told, had: dict[str, ProductPicture]) -> list[ProductPicture]:
    rows = [
        ProductPicture(
            product=each.row,
            position=position,
            source=told.address,
            words=told.words,
            picture_id=had[told.address].picture_id if told.address in had else None,
        )
        for position, told in enumerate(each.source.pictures, start=1)
    ]
    each.row.picture_id = next((row.picture_id for row in rows if row.picture_id), None)
    return rows


def set_out_variants(fresh: Iterable[Told], changed: Iterable[Told]) -> None:
    """Write the variants; the row at a position stays the same row, so that what points at it still does."""
    told = [*fresh, *changed]
    laid = {
        (variant.product_id, variant.position): variant
        for variant in Variant.objects.filter(product__in=[each.row for each in changed])
    }
    new: list[Variant] = []
    kept: list[Variant] = []
    for each in told:
        for position, variant in enumerate(each.source.variants, start=1):
            row = laid.pop((each.row.pk, position), None)
            (kept if row else new).append(row := row or Variant(product=each.row, position=position))
            row.options, row.sku = variant.options, variant.sku
            row.price, row.compare_at, row.available = variant.price, variant.compare_at, variant.available
    Variant.objects.filter(pk__in=[row.pk for row in laid.values()]).delete()
    Variant.objects.bulk_update(kept, ("options", "sku", "price", "compare_at", "available"), batch_size=AT_ONCE)
    Variant.objects.bulk_create(new, batch_size=1000)
