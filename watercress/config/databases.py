"""From one address to Django's database settings: SQLite in the town's folder, or PostgreSQL."""

from pathlib import Path
from typing import Any

from watercress.kernel.sqlite import OPTIONS

from .environment import address

# Kept open: opening the file anew for each request took 2.6 ms of it, and 15 ms when it wrote.
SQLITE = {"ENGINE": "watercress.kernel.sqlite", "OPTIONS": OPTIONS, "CONN_MAX_AGE": None}


def database(url: str, home: Path) -> dict[str, Any]:
    """
    Return Django's settings for the database at `url`, or for a SQLite file in `home` if it is empty.

    Raises ValueError for an address of any other kind.
    """
    if not url:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return {**SQLITE, "NAME": home / "town.sqlite3"}
    parts = address(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"DATABASE_URL must begin with postgres://, not {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path,
        "USER": parts.user,
        "PASSWORD": parts.password,
        "HOST": parts.options.get("host", parts.host),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
