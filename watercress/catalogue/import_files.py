"""The files that wait to be read: in the town's folder, under names that nobody outside can choose."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from watercress.catalogue.models import ImportRun
from watercress.kernel.decisions import Refused
from watercress.kernel.ids import token

MOST_BYTES = 100 * 1024 * 1024
LEFT_BEHIND = timedelta(days=1)


def stored(name: str) -> Path:
    return Path(settings.HOME) / "imports" / name


def keep(chunks: Iterable[bytes]) -> str:
    """Write what someone sent into a file of our own and return its name; raises Refused if it is empty or too large."""
    with receiving() as (name, to):
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise Refused({"file": _("The file is larger than 100 MB.")})
            to.write(chunk)
        if not size:
            raise Refused({"file": _("The file is empty.")})
    return name


@contextmanager
def receiving() -> Iterator[tuple[str, BinaryIO]]:
    """Open a new file to write into; nothing is left of it if that fails."""
    name = token().replace("_", "-") + ".file"
    place = stored(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with place.open("xb") as to:
            yield name, to
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def drop(*names: str) -> None:
    for name in filter(None, names):
        stored(name).unlink(missing_ok=True)


def sweep(*, at: datetime) -> None:
    """Drop what nobody waits for any more: left behind by a process that died between two steps."""
    folder = stored("")
    wanted = set(ImportRun.objects.filter(finished_at=None).values_list("stored_as", flat=True))
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name not in wanted and at.timestamp() - file.stat().st_mtime > LEFT_BEHIND.total_seconds():
            file.unlink(missing_ok=True)
