"""How large pictures are kept. Also run inside the child process, so nothing of ours and nothing of Django is here."""

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

WIDTHS = (96, 240, 480, 960)
TALLEST = 4
"""Times its width: a picture taller than this is made smaller, never cropped."""


def fitted(width: int, height: int) -> tuple[int, int]:
    """Return the size of the largest copy: within the largest width and height, never larger than the original."""
    scale = min(1, WIDTHS[-1] / width, WIDTHS[-1] * TALLEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def made_for(width: int) -> list[int]:
    """Return the widths kept of a picture `width` wide: all below it, and the first above it at the picture's own size."""
    return [w for place, w in enumerate(WIDTHS) if not place or WIDTHS[place - 1] < width]


def encode(picture: "Image.Image", *, quality: int = 82, method: int = 4) -> dict[int, bytes]:
    """Return WebP copies by width of a picture that already has its `fitted` size, in RGB or RGBA."""
    copies = {}
    largest = picture.size
    for width in reversed(made_for(picture.width)):
        if width < picture.width:
            # From the copy above it, not from the largest: a quarter of the work, and no difference to see.
            picture = picture.resize((width, max(1, round(largest[1] * width / largest[0]))), resample=1)
        written = BytesIO()
        picture.save(written, "WEBP", quality=quality, method=method, exif=b"", icc_profile=b"", xmp=b"")
        copies[width] = written.getvalue()
    return copies
