"""Restores a backup: read to the end and checked before anything of the town is touched."""

import hashlib
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings

from watercress.operations.terminal import Progress

from . import BackupProblem, databases, manifest
from . import home as town_home
from .writing import CHECKSUMS

BLOCK = 1024 * 1024


def restore(source: Path, *, at: datetime, force: bool, progress: Progress) -> manifest.Manifest:
    """
    Bring the town in `source` into this town's empty folder and database.

    With `force` they need not be empty: what is there is set aside under a name with the date, never deleted.
    Raises BackupProblem, and changes nothing, if the backup is damaged or made by a newer version.
    """
    home = Path(settings.HOME)
    if not source.is_file():
        raise BackupProblem(f"There is no file {source}.")
    if not force and not (town_home.is_empty(home) and databases.is_empty()):
        raise BackupProblem(f"There is a town in {home} already. --force sets it aside and restores all the same.")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if source.stat().st_size > shutil.disk_usage(home).free:
        raise BackupProblem(f"There is not enough room for it in {home}.")
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=home) as scratch:
        told = _unpack(source, Path(scratch), progress)
        copy = Path(scratch, "database", databases.NAMES[told.database])
        if not copy.is_file():
            raise BackupProblem("This backup holds no database.")
        databases.check(copy)
        aside = home / f"{town_home.ASIDE}{at:%Y%m%d-%H%M%S}"
        databases.put_in_place(copy, aside=aside)
        town_home.set_aside(home, aside)
        for top in Path(scratch, "home").glob("*"):
            os.replace(top, home / top.name)
    return told


def _unpack(source: Path, scratch: Path, progress: Progress) -> manifest.Manifest:
    """Write every member under `scratch`, comparing each with its checksum; return the manifest."""
    told: manifest.Manifest | None = None
    complete = False
    size = source.stat().st_size
    try:
        with (
            source.open("rb") as file,
            tarfile.open(fileobj=file, mode="r|") as archive,
            tempfile.TemporaryFile(dir=scratch) as sums,
        ):
            for member, content in _members(archive):
                if told is None:
                    told, seen = _manifest(member, content)
                elif member.name == CHECKSUMS:
                    _compare(sums, content)
                    complete = True
                    continue
                else:
                    seen = _write(content, _inside(scratch, member.name))
                sums.write(f"{seen}  {member.name}\n".encode())
                progress(file.tell(), size)
    except (tarfile.TarError, EOFError) as problem:
        raise BackupProblem(f"This backup cannot be read: {problem}") from None
    if told is None or not complete:
        raise BackupProblem("This backup is not complete: its end is missing.")
    return told


def _members(archive: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    for member in archive:
        # We write nothing but plain files, so a link or a device was put in by someone else.
        content = archive.extractfile(member) if member.isreg() else None
        if content is None:
            raise BackupProblem(f"This is not a Watercress backup: {member.name!r} is not a plain file.")
        yield member, content


def _manifest(member: tarfile.TarInfo, content: IO[bytes]) -> tuple[manifest.Manifest, str]:
    if member.name != manifest.NAME or member.size > manifest.LARGEST:
        raise BackupProblem("This is not a Watercress backup: it does not begin with a manifest.")
    written = content.read()
    return manifest.read(written), hashlib.sha256(written).hexdigest()


def _inside(scratch: Path, name: str) -> Path:
    """Raises BackupProblem for a name that leads out of `scratch`, or to a place no backup has."""
    parts = PurePosixPath(name).parts
    if len(parts) < 2 or parts[0] not in ("home", "database") or ".." in parts or "\\" in name or "\0" in name:
        raise BackupProblem(f"This is not a Watercress backup: it holds {name!r}.")
    return scratch.joinpath(*parts)


def _write(content: IO[bytes], place: Path) -> str:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    seen = hashlib.sha256()
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while block := content.read(BLOCK):
            seen.update(block)
            file.write(block)
    return seen.hexdigest()


def _compare(sums: IO[bytes], content: IO[bytes]) -> None:
    sums.seek(0)
    for seen, expected in zip_longest(sums, content, fillvalue=b""):
        if seen != expected:
            name = (expected or seen).decode(errors="replace").split("  ", 1)[-1].strip()
            raise BackupProblem(f"This backup is damaged: {name} is not as it was written.")
