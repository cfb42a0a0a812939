"""Where the copies lie: `public/ab/<key>/<width>.webp`, and the same under `private/`."""

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from .widths import WIDTHS

_KEY = re.compile(r"[0-9a-f]{32}")


class NoSuchPicture(Exception):
    """No picture has this key, or pictures are not kept in this width."""


def folder(key: str, *, public: bool) -> Path:
    """Return where a picture's copies lie. Raises NoSuchPicture for what is not a key, so no path leaves the folder."""
    if not _KEY.fullmatch(key):
        raise NoSuchPicture(key[:40])
    return Path(settings.MEDIA_ROOT) / ("public" if public else "private") / key[:2] / key


def path_of(key: str, width: int, *, public: bool = True) -> Path:
    """
    Return the file for one of WIDTHS, or the next smaller one if the picture is not that large.

    Raises NoSuchPicture.
    """
    place = folder(key, public=public)
    if width in WIDTHS:
        for kept in reversed(WIDTHS[: WIDTHS.index(width) + 1]):
            if (file := place / f"{kept}.webp").is_file():
                return file
    raise NoSuchPicture(f"{key}/{width}")


def open_file(key: str, width: int, *, public: bool = True) -> BinaryIO:
    """Open one copy for reading. Who may see a private one is for the caller to know. Raises NoSuchPicture."""
    try:
        return path_of(key, width, public=public).open("rb")
    except FileNotFoundError:
        raise NoSuchPicture(f"{key}/{width}") from None


def write(key: str, copies: dict[int, bytes], *, public: bool) -> None:
    """Put all copies in place at once, and on the disk itself, so that a row never names files a power cut took."""
    place = folder(key, public=public)
    place.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=place.parent))
    try:
        for width, copy in copies.items():
            with (making / f"{width}.webp").open("wb") as file:
                file.write(copy)
                file.flush()
                os.fsync(file.fileno())
        making.chmod(0o755)
        _sync(making)
        making.rename(place)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    for above in (place.parent, place.parent.parent):
        _sync(above)


def _sync(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
