"""The keeper's way in, as tests walk it: a file is brought, the worker looks, the keeper decides."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.factories import NOON
from watercress.catalogue import import_decisions, import_files, import_runs
from watercress.catalogue.models import ImportRun, PricePoint, Product, ProductPicture, Shop, Variant
from watercress.kernel import outbox
from watercress.people.models import Person

SOON = timedelta(seconds=1)


def the_worker(at: datetime = NOON) -> None:
    """Have the worker do what is due a second after `at`."""
    outbox.deliver_due(at=at + SOON)


def looked_at(
    content: bytes | Path,
    shop: Shop,
    keeper: Person,
    *,
    at: datetime = NOON,
    name: str = "goods.csv",
    source: str = "auto",
) -> ImportRun:
    """A keeper brings a file, and the worker looks at it."""
    chunks = [content.read_bytes() if isinstance(content, Path) else content]
    run = import_runs.ask(shop, person=keeper, chunks=chunks, file_name=name, source=source, at=at)
    the_worker(at)
    run.refresh_from_db()
    return run


def put(run: ImportRun, keeper: Person, *, at: datetime = NOON) -> ImportRun:
    """The keeper says yes, and the worker puts it on the shelves."""
    assert import_decisions.confirm(run, person=keeper, at=at)
    the_worker(at)
    run.refresh_from_db()
    return run


def shelves() -> list[list[Any]]:
    """All that an import writes, to compare."""
    tables = (Product, Variant, PricePoint, ProductPicture)
    return [list(table.objects.order_by("pk").values()) for table in tables] + [list(Shop.objects.values())]


def counts(report: dict[str, Any]) -> dict[str, int]:
    return {name: value for name, value in report.items() if isinstance(value, int)}


def files_left() -> list[str]:
    folder = import_files.stored("")
    return [file.name for file in folder.iterdir()] if folder.is_dir() else []
