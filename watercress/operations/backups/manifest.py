"""What a backup says of itself, and whether this Watercress can read it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

import watercress

from . import BackupProblem

LAYOUT = 1
NAME = "manifest.json"
LARGEST = 1_000_000


@dataclass(frozen=True)
class Manifest:
    layout: int
    watercress: str
    made_at: str
    database: str
    """Django's vendor name: "sqlite" or "postgresql"."""
    migrations: list[str]

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()


def of_this_town(at: datetime) -> Manifest:
    applied = sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())
    return Manifest(LAYOUT, watercress.__version__, at.isoformat(), connection.vendor, applied)


def read(written: bytes) -> Manifest:
    """Raises BackupProblem if these bytes describe no backup, or one this version cannot use."""
    try:
        said = json.loads(written)
        made_by, layout = str(said["watercress"]), int(said["layout"])
        manifest = Manifest(**said) if layout == LAYOUT else None
    except (ValueError, TypeError, KeyError):
        raise BackupProblem("This is not a Watercress backup: its manifest cannot be read.") from None
    if manifest is None or not _known().issuperset(manifest.migrations):
        raise BackupProblem(
            f"This backup was made by Watercress {made_by}, which is newer than {watercress.__version__} here. "
            "Install that version or a later one first."
        )
    if manifest.database != connection.vendor:
        _require_movable(manifest)
    return manifest


def _require_movable(manifest: Manifest) -> None:
    if (manifest.database, connection.vendor) != ("sqlite", "postgresql"):
        raise BackupProblem(
            f"This backup holds a {manifest.database} database, and this town is set up for {connection.vendor}. "
            "Set DATABASE_URL accordingly."
        )
    if waiting(manifest):
        raise BackupProblem(
            f"This backup was made by Watercress {manifest.watercress}. To move it to PostgreSQL, open that town once "
            f"with {watercress.__version__}, and back it up again."
        )


def waiting(manifest: Manifest) -> int:
    """Return how many migrations this version will apply on top."""
    return len(_known() - set(manifest.migrations))


def _known() -> set[str]:
    return {".".join(key) for key in MigrationLoader(None).disk_migrations}
