"""What becomes of the catalogue's rows when a person is erased, and what of theirs an export holds."""

from collections.abc import Iterable
from typing import Any

from watercress.catalogue import feed_addresses
from watercress.catalogue.models import (
    Category,
    ColumnMapping,
    HostProof,
    ImportRun,
    Keeper,
    PricePoint,
    Product,
    ProductPicture,
    Shop,
    ShopFeed,
    Variant,
)
from watercress.kernel.registries import OnErasure, export, on_erasure


def register() -> None:
    on_erasure(Keeper, OnErasure.DELETE, "person")
    on_erasure(HostProof, OnErasure.DELETE, "person")
    on_erasure(Shop, OnErasure.FORGET, "opened_by")
    on_erasure(ImportRun, OnErasure.FORGET, "person", "confirmed_by", blank=("file_name",))
    # They are the shop's: what its keepers go by stays when one of them leaves.
    on_erasure(ColumnMapping, OnErasure.FORGET, "saved_by")
    on_erasure(ShopFeed, OnErasure.FORGET, "named_by")
    for model in (Category, Product, ProductPicture, Variant, PricePoint):
        on_erasure(model, OnErasure.NOT_PERSONAL)
    export("shops", _shops)
    export("imports", _imports)
    export("feeds", _feeds)
    export("column_mappings", _mappings)


def _shops(person: Any) -> Iterable[dict[str, Any]]:
    for keeper in Keeper.objects.filter(person=person).select_related("shop"):
        yield {"shop": keeper.shop.name, "host": keeper.shop.host, "since": keeper.since.isoformat()}


def _imports(person: Any) -> Iterable[dict[str, Any]]:
    for run in ImportRun.objects.filter(person=person).select_related("shop"):
        yield {"shop": run.shop.name, "file": run.file_name, "started_at": run.started_at.isoformat()}


def _feeds(person: Any) -> Iterable[dict[str, Any]]:
    for feed in ShopFeed.objects.filter(named_by=person).select_related("shop"):
        # Without its query, which may be a secret of the shop's.
        address = feed_addresses.shown(feed.address)
        yield {"shop": feed.shop.name, "address": address, "named_at": feed.named_at.isoformat()}


def _mappings(person: Any) -> Iterable[dict[str, Any]]:
    for mapping in ColumnMapping.objects.filter(saved_by=person).select_related("shop"):
        yield {"shop": mapping.shop.name, "columns": mapping.columns, "saved_at": mapping.saved_at.isoformat()}
