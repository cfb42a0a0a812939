"""
Decodes one picture in a process that has little to lose: reads it from stdin, writes small WebP copies to stdout.

Run by path (`python -I child.py`), so it imports neither Django nor the town. The first line of the answer is JSON:
{"width", "height", "copies": [[width, bytes], …]} before the copies themselves, or {"refused": "not_a_picture"}.
"""

import json
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
MOST_MEMORY = 768 * 1024 * 1024
MOST_SECONDS = 10
MOST_WRITTEN = 8 * 1024 * 1024


def limit_self() -> None:
    """Give up memory, time and files before a byte of the picture is looked at."""
    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        # macOS knows RLIMIT_AS but does not let it be set; the others hold there.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def decoded(picture: Any) -> Any:
    """Return the picture upright, in sRGB, at the size of its largest copy, without anything said about it."""
    from PIL import ImageOps
    from widths import WIDTHS, fitted  # type: ignore[import-not-found]

    colours = picture.info.get("icc_profile")
    # libjpeg can decode at a half, a quarter, an eighth: enough for copies this small, and a photo takes 40 ms.
    picture.draft("RGB", (WIDTHS[-1] * 2, WIDTHS[-1] * 2))
    picture.load()
    with suppress(Exception):  # Broken EXIF is no reason to refuse a picture that can be seen.
        picture = ImageOps.exif_transpose(picture)
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if picture.mode not in ("RGB", "RGBA", "L", "CMYK"):
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture = picture.resize(fitted(*picture.size), resample=1, reducing_gap=2.0)
    picture = in_srgb(picture, colours)
    return picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGB")


def in_srgb(picture: Any, colours: bytes | None) -> Any:
    """Move a phone's wide colours into the web's, while the profile that explains them is still there."""
    if colours:
        from io import BytesIO

        from PIL import ImageCms

        with suppress(Exception):
            profile = ImageCms.ImageCmsProfile(BytesIO(colours))
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            return ImageCms.profileToProfile(picture, profile, ImageCms.createProfile("sRGB"), outputMode=mode)
    return picture


def answer(stream: Any) -> tuple[dict[str, Any], list[bytes]]:
    from PIL import Image, UnidentifiedImageError, WebPImagePlugin  # noqa: F401  the plugin registers itself
    from widths import encode

    Image.MAX_IMAGE_PIXELS = None  # Ours is checked below, from the header.
    try:
        with Image.open(stream, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return {"refused": "too_large"}, []
            upright = decoded(picture)
            copies = encode(upright)
    except MemoryError:
        return {"refused": "too_large"}, []
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError):
        return {"refused": "not_a_picture"}, []
    sizes = [[width, len(copy)] for width, copy in copies.items()]
    return {"width": upright.width, "height": upright.height, "copies": sizes}, list(copies.values())


def main() -> None:
    sys.path.insert(0, str(Path(__file__).parent))  # -I leaves it out; widths.py is all that is wanted
    limit_self()
    head, copies = answer(sys.stdin.buffer)
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(copies))


if __name__ == "__main__":
    main()
