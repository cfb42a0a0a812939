"""
The town's pictures: uploads decoded in a child process, kept as WebP in a few widths, found again by their key.

No row is read to show a public picture: its key names its folder.
"""

from .addresses import address, srcset
from .decoding import MOST_BYTES, NotAPicture, PictureTooLarge
from .drawn import keep_drawn
from .files import NoSuchPicture, open_file, path_of
from .keeping import keep
from .widths import WIDTHS

__all__ = [
    "MOST_BYTES",
    "WIDTHS",
    "NoSuchPicture",
    "NotAPicture",
    "PictureTooLarge",
    "address",
    "keep",
    "keep_drawn",
    "open_file",
    "path_of",
    "srcset",
]
