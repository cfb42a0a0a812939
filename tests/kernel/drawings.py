"""Picture files made for tests: honest ones, and ones that broke other decoders."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image


def a_picture(width: int = 700, height: int = 500, mode: str = "RGB", format: str = "JPEG", **options: Any) -> bytes:
    """A picture with a gradient in it, so that a copy can be told from an empty one."""
    picture = Image.linear_gradient("L").resize((width, height))
    if mode == "I;16":
        picture = picture.convert("I").point(lambda level: level * 256)
    picture = (picture.convert("RGB") if mode in ("CMYK", "P") else picture).convert(mode)
    written = BytesIO()
    picture.save(written, format, **options)
    return written.getvalue()


def a_photo_with_a_place(orientation: int = 1, **size: int) -> bytes:
    """A JPEG whose EXIF says where it was taken, and which way up."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCameraMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 14.0, 6.0), 3: "E", 4: (121.0, 28.0, 5.0)})
    return a_picture(exif=exif.tobytes(), **size)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def a_png_that_claims(width: int, height: int, *, body: bytes = b"\0" * 8_000_000) -> bytes:
    """A PNG of some 10 KB that says it is `width` × `height`."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(body, 9)) + _chunk(b"IEND", b"")


def a_gif(frames: int = 1) -> bytes:
    frame = b"\x21\xf9\x04\x00\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00"
    return b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff" + frame * frames + b"\x3b"


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
GIF_AND_HTML = b"GIF89a/*" + b"\x00" * 20 + b"*/=1;<html><script>alert(1)</script></html>"
