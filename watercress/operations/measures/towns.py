"""Empty towns to measure in, opened in place of the real one for this process alone, and gone afterwards."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings

from watercress.kernel import town


@contextmanager
def on_sqlite() -> Iterator[None]:
    """A file in the town's own folder, so on the disk it uses."""
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="bench-") as folder:
        here = {"ENGINE": "watercress.kernel.sqlite", "NAME": Path(folder) / "bench.sqlite3"}
        with _in_place(here):
            yield


@contextmanager
def apart() -> Iterator[Path]:
    """
    A folder of its own in the town's, to be opened by other processes as a town, with the database it would use.

    On PostgreSQL that is one beside the town's, which its user must be allowed to create.
    """
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=settings.HOME, prefix="bench-") as folder,
        override_settings(MEDIA_ROOT=Path(folder) / "pictures"),
    ):
        if connection.vendor == "sqlite":
            with _in_place({"NAME": Path(folder) / "town.sqlite3"}):
                yield Path(folder)
            return
        name = f"bench_{secrets.token_hex(6)}"
        _execute(f"CREATE DATABASE {name}")
        try:
            with _in_place({"NAME": name}):
                yield Path(folder)
        finally:
            _execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def as_configured() -> Iterator[None]:
    """The same kind of database as the town's: a file beside its own, or a schema beside its own."""
    if connection.vendor == "sqlite":
        with on_sqlite():
            yield
        return
    schema = f"bench_{secrets.token_hex(6)}"
    _execute(f"CREATE SCHEMA {schema}")
    try:
        with _in_place({"OPTIONS": {**connection.settings_dict["OPTIONS"], "options": f"-c search_path={schema}"}}):
            yield
    finally:
        _execute(f"DROP SCHEMA {schema} CASCADE")


@contextmanager
def _in_place(differing: dict[str, Any]) -> Iterator[None]:
    real = connections.databases["default"]
    _point_at({**real, **differing})
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        _point_at(real)


def _point_at(database: dict[str, Any]) -> None:
    connections.close_all()
    connections.databases["default"] = database
    del connections["default"]
    town.forget()


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
