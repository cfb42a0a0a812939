"""Writes a backup: the database first, then the files, streamed."""

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings

from watercress.operations.terminal import Progress

from . import BackupProblem, databases, manifest
from . import home as town_home

CHECKSUMS = "checksums.txt"


def write(target: Path, *, at: datetime, progress: Progress) -> int:
    """
    Write the whole town to `target` and return how many files it holds.

    `target` appears complete or not at all; one that was there before stays until then.
    Raises BackupProblem for a place that would not do.
    """
    home = Path(settings.HOME)
    target = target.expanduser().resolve()
    if target.is_relative_to(home):
        raise BackupProblem(f"Put the backup outside {home}, or it is lost together with the town.")
    if not target.parent.is_dir():
        raise BackupProblem(f"There is no folder {target.parent}.")
    with tempfile.TemporaryDirectory(prefix=".watercress-", dir=target.parent) as scratch, _appearing(target) as file:
        copy = Path(scratch, databases.name_in_backup())
        databases.copy_to(copy)
        with tarfile.open(fileobj=file, mode="w|") as archive, tempfile.TemporaryFile(dir=scratch) as sums:
            said = manifest.of_this_town(at).to_bytes()
            _add(archive, manifest.NAME, io.BytesIO(said), len(said), sums)
            with copy.open("rb") as database:
                _add(archive, f"database/{copy.name}", database, copy.stat().st_size, sums)
            copy.unlink()
            count = _add_files(archive, home, sums, progress)
            size = sums.tell()
            sums.seek(0)
            _add(archive, CHECKSUMS, sums, size)
    return count


def _add_files(archive: tarfile.TarFile, home: Path, sums: IO[bytes], progress: Progress) -> int:
    total = sum(1 for _ in town_home.files(home))
    count = 0
    for path in town_home.files(home):
        try:
            file = path.open("rb")
        except FileNotFoundError:  # Gone since it was listed.
            continue
        with file:
            _add(archive, f"home/{path.relative_to(home)}", file, os.fstat(file.fileno()).st_size, sums)
        count += 1
        progress(count, total)
    return count


def _add(archive: tarfile.TarFile, name: str, file: IO[bytes], size: int, sums: IO[bytes] | None = None) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    reading = _Hashing(file)
    archive.addfile(member, reading)
    if sums is not None:
        sums.write(f"{reading.seen.hexdigest()}  {name}\n".encode())


class _Hashing:
    """Reads a file and remembers the digest of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.seen = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.seen.update(block)
        return block


@contextmanager
def _appearing(target: Path) -> Iterator[IO[bytes]]:
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        # The town's keys are inside: nobody else's to read.
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
