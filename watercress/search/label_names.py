"""The 240 labels, looked through in memory: nobody adds or renames one, so their words are cut once."""

from functools import cache

from watercress.labels import csv_file

from .asked import Asked
from .words import Columns, columns


def saying(asked: Asked) -> list[str]:
    """Return the slugs of the labels with these words in their name, in either language; hidden ones too."""
    return [slug for slug, name in _names().items() if asked.is_in(name)]


@cache
def _names() -> dict[str, Columns]:
    return {row["slug"]: columns(f"{row['en']} {row['zh_cn']}", ()) for row in csv_file.rows()}
