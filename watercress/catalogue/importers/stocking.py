"""
Put what a source told on a shop's shelves: a few hundred products a transaction, and only what differs.

Killed between two batches, the next run finds the finished ones unchanged and goes on from there.
"""

import re
from collections.abc import Collection, Container, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import F

from watercress.catalogue import prices
from watercress.catalogue.categories import Filing
from watercress.catalogue.events import PicturesWanted, PricesFell, ProductsChanged
from watercress.catalogue.models import ImportRun, Product, ProductPicture, Shop
from watercress.kernel import events
from watercress.kernel.text import clean_html, language_of

from . import details
from .records import SourceProduct
from .report import Report
from .told import Told

AT_ONCE = 200
_TAGS = re.compile("<[^<>]*>")
FILLED = (
    "title", "lang", "description", "vendor", "kind", "tags", "category", "currency", "price", "price_most",
    "compare_at", "available", "listed", "link", "fingerprint", "first_listed_at", "retired_at", "changed_at",
    "read_at", "picture",
)  # fmt: skip
MET = (
    "shop_id", "handle", "fingerprint", "retired_at", "listed", "price", "currency", "first_listed_at", "picture_id",
    "added_at", "changed_at",
)  # fmt: skip


class Superseded(Exception):
    """Another import of the same shop began meanwhile; this one stops where it stands."""


def put(
    batch: Sequence[SourceProduct],
    *,
    shop: Shop,
    filing: Filing,
    report: Report,
    at: datetime,
    run: ImportRun | None = None,
    again: bool = False,
) -> None:
    """
    Write one batch in one transaction, with the wish for its pictures, and count it in `report`.

    `again` says that this run was interrupted: what it had written then counts as it did then. Raises Superseded if
    `run` has been closed.
    """
    told = _told(batch, shop)
    _meet(told, shop=shop)
    for each in told.values():
        if not each.is_the_same:
            # Cleaned before the town's one writer is kept waiting.
            each.description = clean_html(each.source.description)
    with transaction.atomic():
        _take_turn(shop, run)
        _meet(told, shop=shop)
        differing = [each for each in told.values() if not each.is_the_same]
        fresh = [each for each in differing if each.is_new]
        changed = [each for each in differing if not each.is_new]
        mine = [each for each in told.values() if again and each.is_the_same and each.row.changed_at == at]
        _write(fresh, changed, shop=shop, filing=filing, at=at)
        _count_on_the_shelf(shop, sum(each.source.listed - each.was_on_the_shelf for each in differing))
    before = sum(each.row.added_at == at for each in mine)
    _count(told.values(), report, created=len(fresh) + before, updated=len(changed) + len(mine) - before)


def weigh(batch: Sequence[SourceProduct], *, shop: Shop, report: Report) -> list[Told]:
    """Count in `report` what `put` would do with a batch, and write nothing; a shop that is not saved has nothing."""
    told = _told(batch, shop)
    _meet(told, shop=shop)
    fresh = sum(each.is_new for each in told.values())
    changed = sum(not each.is_new and not each.is_the_same for each in told.values())
    _count(told.values(), report, created=fresh, updated=changed)
    return list(told.values())


def missing(shop: Shop, seen: Container[str]) -> list[int]:
    """Return the numbers of what is still sold here and not among the handles `seen`."""
    if shop.pk is None:
        return []
    left = Product.objects.filter(shop=shop, retired_at=None).values_list("pk", "handle")
    return [number for number, handle in left.iterator() if handle not in seen]


def retire_missing(
    shop: Shop,
    *,
    seen: Container[str],
    report: Report,
    at: datetime,
    run: ImportRun | None = None,
    again: bool = False,
) -> None:
    """Take what the file no longer has off the shelf; its page stays, grey, for those who talk about it."""
    if again:
        report.retired = Product.objects.filter(shop=shop, retired_at=at).count()
    gone = iter(missing(shop, seen))
    while numbers := list(islice(gone, AT_ONCE)):
        with transaction.atomic():
            _take_turn(shop, run)
            rows = Product.objects.filter(pk__in=numbers, retired_at=None)
            _count_on_the_shelf(shop, -rows.filter(listed=True).count())
            report.retired += rows.update(retired_at=at, changed_at=at)
            events.record(ProductsChanged(product_ids=tuple(numbers)), at=at)


def _told(batch: Sequence[SourceProduct], shop: Shop) -> dict[str, Told]:
    return {
        source.handle: Told(source, source.fingerprint(), Product(shop=shop, handle=source.handle)) for source in batch
    }


def _count(told: Collection[Told], report: Report, *, created: int, updated: int) -> None:
    report.read += len(told)
    report.created += created
    report.updated += updated
    report.unchanged += len(told) - created - updated
    report.unlisted += sum(not each.source.listed for each in told)
    report.variants += sum(len(each.source.variants) for each in told)


def _take_turn(shop: Shop, run: ImportRun | None) -> None:
    """Be the only one who writes to this shop's shelves, until the transaction ends."""
    Shop.objects.select_for_update().get(pk=shop.pk)
    if run and not ImportRun.objects.filter(pk=run.pk, finished_at=None).exists():
        raise Superseded


def _meet(told: dict[str, Told], *, shop: Shop) -> None:
    """Set beside each product told the row we have of it."""
    if shop.pk is None:
        return
    rows = Product.objects.filter(shop=shop, handle__in=told).only(*MET)
    for row in rows:
        told[row.handle].row = row


def _write(fresh: list[Told], changed: list[Told], *, shop: Shop, filing: Filing, at: datetime) -> None:
    for each in changed:
        each.was_on_the_shelf = each.row.listed and each.row.retired_at is None
        each.cost = (each.row.price, each.row.currency) if each.row.first_listed_at else None
    told = [*fresh, *changed]
    for each in told:
        _fill(each, shop=shop, filing=filing, at=at)
    Product.objects.bulk_create([each.row for each in fresh])
    details.hang_pictures(fresh, changed)
    Product.objects.bulk_update([each.row for each in changed], FILLED)
    details.set_out_variants(fresh, changed)
    prices.note([(each.row, each.cost) for each in told], at=at)
    _tell(told, at=at)
    wanted = ProductPicture.objects.filter(product__in=[each.row for each in told if each.row.listed], picture=None)
    numbers = wanted.filter(problem="").exclude(source="").order_by("product_id").values_list("product_id", flat=True)
    if some := tuple(numbers.distinct()):
        events.record(PicturesWanted(product_ids=some), at=at)


def _tell(told: list[Told], *, at: datetime) -> None:
    """Record what others react to: that these changed, and which of them cost less than before."""
    if told:
        events.record(ProductsChanged(product_ids=tuple(each.row.pk for each in told)), at=at)
    if fell := [(each.row.pk, cost, each.row.price) for each in told if (cost := _fallen_from(each)) is not None]:
        numbers, was, now = zip(*fell, strict=True)
        currency = told[0].row.currency
        events.record(PricesFell(product_ids=numbers, was=was, now=now, currency=currency, fell_at=at), at=at)


def _fallen_from(each: Told) -> int | None:
    """Return what it cost before, where it is on the shelf for less now."""
    was, currency = each.cost or (None, "")
    if was is None or each.row.price is None or not each.source.listed or currency != each.row.currency:
        return None
    return was if each.row.price < was else None


def _fill(each: Told, *, shop: Shop, filing: Filing, at: datetime) -> None:
    """Bring a row up to what its source says."""
    source, row = each.source, each.row
    if each.is_new:
        row.added_at = at
    row.title = source.title
    row.description = clean_html(source.description) if each.description is None else each.description
    row.lang = language_of(f"{source.title} {_TAGS.sub(' ', row.description[:2000])}", shop.lang)
    row.vendor, row.kind, row.tags = source.vendor, source.kind, list(source.tags)
    row.category_id = filing.number_for(source.category)
    row.currency, row.link = source.currency, source.link
    row.price, row.price_most, row.compare_at = price_range(source)
    row.available = any(variant.available for variant in source.variants)
    row.listed, row.retired_at = source.listed, None
    row.first_listed_at = row.first_listed_at or (at if source.listed else None)
    row.fingerprint = each.fingerprint
    row.changed_at = row.read_at = at


def price_range(source: SourceProduct) -> tuple[int | None, int | None, int | None]:
    """Return the lowest price, the highest, and what the lowest is said to have been reduced from."""
    priced = [variant for variant in source.variants if variant.price is not None]
    sold = [variant for variant in priced if variant.available] or priced
    if not sold:
        return None, None, None
    lowest = min(sold, key=lambda variant: variant.price or 0)
    return lowest.price, max(variant.price or 0 for variant in sold), lowest.compare_at


def _count_on_the_shelf(shop: Shop, more: int) -> None:
    if more:
        Shop.objects.filter(pk=shop.pk).update(products_count=F("products_count") + more)
