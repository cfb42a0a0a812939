"""What must be right before the town opens, asked by `watercress check` and by every command."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

from watercress.sqlite_library import SAFE_SINCE


def sqlite_is_safe(**_: Any) -> list[CheckMessage]:
    """Refuse a SQLite that can corrupt the town's file when several processes write."""
    found = [connection.get_database_version() for connection in connections.all() if connection.vendor == "sqlite"]
    return [
        Error(
            f"SQLite {_dotted(version)} can corrupt a database that several processes write.",
            hint=(
                f"The town needs SQLite {_dotted(SAFE_SINCE)} or newer: install the pysqlite3 wheel (Linux x86-64), "
                "a newer system library, or set DATABASE_URL to a PostgreSQL."
            ),
            id="watercress.E001",
        )
        for version in found
        if version < SAFE_SINCE
    ]


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
