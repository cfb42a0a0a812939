"""Each step returns whether there was anything to do, so that a second start costs next to nothing."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from watercress.kernel import events
from watercress.operations.messages import catalogue
from watercress.operations.terminal import Progress
from watercress.search import index
from watercress.search.events import IndexIncomplete

READ_AT_ONCE = 5_000
"""Entries a start waits for: a few seconds. More are read while the town is open, and found a little later."""


def migrate() -> bool:
    executor = MigrationExecutor(connection)
    waiting = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        call_command("migrate", interactive=False, verbosity=0)
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)
        return True
    return waiting


def collect_static() -> bool:
    """Gather, hash and compress the static files if any of them, or how they are stored, changed."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    wanted = _fingerprint_of_static()
    if mark.is_file() and mark.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    mark.write_text(wanted)
    return True


def _fingerprint_of_static() -> str:
    seen = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            seen.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def compile_messages() -> bool:
    stale = [language for language in catalogue.languages() if catalogue.is_stale(language)]
    for language in stale:
        catalogue.compile_language(language)
    return bool(stale)


def fill_index(*, at: datetime, progress: Progress) -> bool:
    """Have everything read that search does not know: a new demo, a restored town, or all after a new release."""
    waiting = index.incomplete()
    if waiting <= READ_AT_ONCE:
        index.complete(progress)
    else:
        with transaction.atomic():
            events.record(IndexIncomplete(), at=at)
    return bool(waiting)
