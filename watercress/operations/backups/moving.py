"""
Carries a town from a SQLite copy into PostgreSQL: the same migrations made both schemas, so every row fits.

Foreign keys are checked when the one transaction ends, so the order of the tables does not matter.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.models import Model

from . import BackupProblem

COPY = "copy"
AT_ONCE = 500


def carry(copy: Path) -> None:
    """Fill this town's PostgreSQL, which has no tables yet, with every row of `copy`."""
    call_command("migrate", interactive=False, verbosity=0)
    connections.settings[COPY] = connections.configure_settings(
        {"default": {}, COPY: {"ENGINE": "django.db.backends.sqlite3", "NAME": copy}}
    )[COPY]
    try:
        with transaction.atomic():
            models = _models()
            _empty(models)
            for model in models:
                _carry_rows(model)
            _count_on(models)
    finally:
        connections[COPY].close()
        del connections.settings[COPY]


def _models() -> list[type[Model]]:
    return [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]


def _empty(models: list[type[Model]]) -> None:
    """Migrations have filled a few tables; the copy brings its own rows for them."""
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables}")


def _carry_rows(model: type[Model]) -> None:
    rows: Iterator[Any] = model._base_manager.using(COPY).order_by("pk").iterator(chunk_size=AT_ONCE)
    carried = 0
    while some := list(islice(rows, AT_ONCE)):
        carried += len(model._base_manager.using("default").bulk_create(some))
    there = model._base_manager.using("default").count()
    if there != carried or carried != model._base_manager.using(COPY).count():
        raise BackupProblem(f"{model._meta.label}: {carried} rows were read and {there} arrived.")


def _count_on(models: list[type[Model]]) -> None:
    """Let the next new row come after those that were carried."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
