"""What becomes of the catalogue's rows when a person is erased, and what of theirs an export holds."""

from collections.abc import Iterable
from typing import Any

from watercress.catalogue.models import (
    Category,
    HostProof,
    ImportRun,
    Keeper,
    PricePoint,
    Product,
    ProductPicture,
    Shop,
    Variant,
)
from watercress.kernel.registries import OnErasure, export, on_erasure


def register() -> None:
    on_erasure(Keeper, OnErasure.DELETE, "person")
    on_erasure(HostProof, OnErasure.DELETE, "person")
    on_erasure(Shop, OnErasure.FORGET, "opened_by")
    on_erasure(ImportRun, OnErasure.FORGET, "person", blank=("file_name",))
    for model in (Category, Product, ProductPicture, Variant, PricePoint):
        on_erasure(model, OnErasure.NOT_PERSONAL)
    export("shops", _shops)
    export("imports", _imports)


def _shops(person: Any) -> Iterable[dict[str, Any]]:
    for keeper in Keeper.objects.filter(person=person).select_related("shop"):
        yield {"shop": keeper.shop.name, "host": keeper.shop.host, "since": keeper.since.isoformat()}


def _imports(person: Any) -> Iterable[dict[str, Any]]:
    for run in ImportRun.objects.filter(person=person).select_related("shop"):
        yield {"shop": run.shop.name, "file": run.file_name, "started_at": run.started_at.isoformat()}
