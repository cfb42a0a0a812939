"""Keeping what people upload."""

import secrets
import tempfile
from datetime import datetime

from watercress.kernel.models import Picture
from watercress.kernel.transactions import refuse_open

from . import files
from .decoding import MOST_BYTES, Copies, Stream, decode, spooled


def keep(source: bytes | Stream, *, at: datetime, public: bool = True, most_bytes: int = MOST_BYTES) -> Picture:
    """
    Keep an uploaded picture and return its row; the same public picture twice is kept once.

    `public` pictures are served to anyone who has the key; others only through `open_file(…, public=False)`.
    Raises NotAPicture or PictureTooLarge, both Refused with words for the form. To be called before an action's
    transaction and not inside it (InsideTransaction): decoding takes a tenth of a second, and SQLite has one writer.
    """
    refuse_open("Decoding a picture")
    with tempfile.TemporaryFile() as file:
        sha256 = spooled(source, file, most_bytes=most_bytes)
        # A private picture is never shared between the posts that show it: each goes with its own post.
        if public and (kept := Picture.objects.filter(source_sha256=sha256, public=True).first()):
            return kept
        copies = decode(file)
    picture = on_disk(copies, sha256=sha256, at=at, public=public)
    picture.save(force_insert=True)
    return picture


def on_disk(copies: Copies, *, sha256: str, at: datetime, public: bool) -> Picture:
    """Write the copies under a new key and return the row that is to name them, not yet saved."""
    key = secrets.token_hex(16)
    files.write(key, copies.by_width, public=public)
    return Picture(
        key=key,
        width=copies.width,
        height=copies.height,
        bytes=sum(map(len, copies.by_width.values())),
        public=public,
        source_sha256=sha256,
        kept_at=at,
    )
