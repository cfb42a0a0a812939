"""One consistent copy of the database while others write to it, and back; one pair of functions for each kind."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction
from django.db.backends.sqlite3 import _functions  # type: ignore[attr-defined]

from . import BackupProblem, moving
from .home import ASIDE

NAMES = {"sqlite": "town.sqlite3", "postgresql": "town.pgdump"}


def name_in_backup() -> str:
    return NAMES[connection.vendor]


def copy_to(place: Path) -> None:
    """Write a consistent copy to `place`; writers go on meanwhile."""
    {"sqlite": _copy_sqlite, "postgresql": _dump_postgres}[connection.vendor](place)


def check(copy: Path) -> None:
    """Raises BackupProblem unless `copy` is whole."""
    (_check_sqlite if copy.name == NAMES["sqlite"] else _check_postgres)(copy)


def is_empty() -> bool:
    """True if this town has no database yet, or one without tables."""
    if connection.vendor == "sqlite":
        return not Path(_settings()["NAME"]).exists()
    return not connection.introspection.table_names()


def put_in_place(copy: Path, *, aside: Path) -> None:
    """Make `copy` the town's database. One that is there already is kept: in `aside`, or as a schema of that name."""
    connections.close_all()
    if connection.vendor == "sqlite":
        _replace_sqlite(copy, aside)
    else:
        _load_postgres(copy, aside.name.replace("-", "_"))


def _settings() -> dict[str, Any]:
    return connection.settings_dict


def _copy_sqlite(place: Path) -> None:
    name = _settings()["NAME"]
    if not Path(name).exists():
        raise BackupProblem(f"There is no town here: {name} does not exist.")
    with closing(sqlite3.connect(name, timeout=20)) as town, closing(sqlite3.connect(place)) as copy:
        town.backup(copy)  # All pages in one step: one reading transaction, which a WAL's writers do not wait for.
        copy.execute("PRAGMA journal_mode=DELETE")  # One file, without a WAL beside it.


def _check_sqlite(copy: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as database:
            _functions.register(database)  # The checks of our tables call some of Django's.
            said = database.execute("PRAGMA integrity_check").fetchall()
            orphans = database.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as problem:
        raise BackupProblem(f"The database in this backup cannot be read: {problem}") from None
    if said != [("ok",)] or orphans:
        raise BackupProblem(f"The database in this backup is damaged: {said[:3]} {orphans[:3]}")


def _dump_postgres(place: Path) -> None:
    # A town that a restore set aside is a schema of its own, and no part of this one.
    aside = f"--exclude-schema={ASIDE.replace('-', '_')}*"
    _postgres("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", aside, f"--file={place}"])


def _check_postgres(copy: Path) -> None:
    # Reads and decompresses every row, so a dump cut short or altered does not pass.
    _postgres("pg_restore", ["--file=/dev/null", str(copy)])


def _replace_sqlite(copy: Path, aside: Path) -> None:
    name = Path(_settings()["NAME"])
    for old in sorted(name.parent.glob(f"{name.name}*")):  # With its WAL, which belongs to it.
        aside.mkdir(mode=0o700, exist_ok=True)
        old.replace(aside / old.name)
    copy.replace(name)


def _load_postgres(copy: Path, set_aside_as: str) -> None:
    was_empty = is_empty()
    if not was_empty:
        _postgres_schemas(f"ALTER SCHEMA public RENAME TO {set_aside_as}", "CREATE SCHEMA public")
    try:
        if copy.name == NAMES["sqlite"]:
            moving.carry(copy)
        else:
            database = f"--dbname={_settings()['NAME']}"
            _postgres("pg_restore", ["--no-owner", "--no-privileges", "--single-transaction", database, str(copy)])
    except BaseException:
        _postgres_schemas("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
        if not was_empty:
            _postgres_schemas("DROP SCHEMA public", f"ALTER SCHEMA {set_aside_as} RENAME TO public")
        raise
    finally:
        connections.close_all()


def _postgres_schemas(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connections.close_all()


def _postgres(tool: str, arguments: Sequence[str]) -> None:
    given = _settings()
    told = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = {name: str(given[key]) for name, key in told.items() if given[key]}
    ran = subprocess.run(
        [_find(tool), *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise BackupProblem(f"{tool} failed: {ran.stderr.strip()[-500:]}")


def _find(tool: str) -> str:
    """Debian keeps each version's programs in a folder of its own; the newest reads what the older ones wrote."""
    versions = Path("/usr/lib/postgresql")
    newest = sorted(versions.glob(f"*/bin/{tool}"), key=lambda place: float(place.parts[-3]), reverse=True)
    found = str(newest[0]) if newest else shutil.which(tool)
    if not found:
        raise BackupProblem(f"{tool} is not installed; on Debian or Ubuntu: apt-get install postgresql-client")
    return found
