"""Asks a limited child process to decode a picture, and believes nothing it says without looking."""

import hashlib
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Any, Protocol

from django.utils.translation import gettext_lazy as _

from watercress.kernel.decisions import Refused

from . import child
from .widths import TALLEST, WIDTHS, made_for

MOST_BYTES = 12 * 1024 * 1024
MOST_SECONDS = 15
# Each child may take `child.MOST_MEMORY`; a burst of uploads waits its turn instead of filling the machine.
_turns = BoundedSemaphore(2)


class NotAPicture(Refused):
    """What was sent is no JPEG, PNG or WebP picture (HTTP calls this 415)."""

    def __init__(self) -> None:
        super().__init__({"picture": _("This is not a picture we can read. JPEG, PNG and WebP will do.")})


class PictureTooLarge(Refused):
    """More bytes, pixels, memory or time than one picture may take (HTTP calls this 413)."""

    def __init__(self) -> None:
        super().__init__({"picture": _("This picture is too large. Up to 12 MB and 50 megapixels will do.")})


class Stream(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Copies:
    """A picture as it will be kept: the size of its largest copy, and the copies by width."""

    width: int
    height: int
    by_width: dict[int, bytes]


def spooled(source: bytes | Stream, file: IO[bytes], *, most_bytes: int) -> str:
    """
    Write what was sent to `file` and return its SHA-256.

    Raises PictureTooLarge as soon as there is a byte too many, whatever length was announced.
    """
    seen, total = hashlib.sha256(), 0
    pieces = iter([source]) if isinstance(source, bytes) else iter(lambda: source.read(64 * 1024), b"")
    for piece in pieces:
        total += len(piece)
        if total > most_bytes:
            raise PictureTooLarge
        seen.update(piece)
        file.write(piece)
    file.flush()
    file.seek(0)
    return seen.hexdigest()


def decode(file: IO[bytes]) -> Copies:
    """
    Return the copies of the picture in `file`, decoded outside this process.

    Raises NotAPicture or PictureTooLarge. Whatever the picture does to its decoder ends with the child: its memory,
    its seconds and what it may write are limited.
    """
    # -I: nothing from the environment or this folder decides what the child imports.
    command = [sys.executable, "-I", str(Path(child.__file__))]
    with _turns, tempfile.TemporaryFile() as answer:
        try:
            ended = subprocess.run(  # noqa: S603  our own file, no words of anyone's in the command
                command, stdin=file, stdout=answer, stderr=subprocess.DEVNULL, timeout=MOST_SECONDS, env={}, check=False
            )
        except subprocess.TimeoutExpired:
            raise PictureTooLarge from None
        if ended.returncode:
            # Killed for time or memory by a limit, or by the kernel.
            raise PictureTooLarge if ended.returncode < 0 else NotAPicture
        answer.seek(0)
        return _read(answer)


def _read(answer: IO[bytes]) -> Copies:
    try:
        head: dict[str, Any] = json.loads(answer.readline(4096))
        if head.get("refused") == "too_large":
            raise PictureTooLarge
        copies = {int(width): answer.read(int(size)) for width, size in head["copies"]}
        large, tall = int(head["width"]), int(head["height"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotAPicture from None
    if not 0 < large <= WIDTHS[-1] or not 0 < tall <= WIDTHS[-1] * TALLEST or set(copies) != set(made_for(large)):
        raise NotAPicture
    if not all(copy[:4] == b"RIFF" and copy[8:12] == b"WEBP" for copy in copies.values()):
        raise NotAPicture
    return Copies(large, tall, copies)
