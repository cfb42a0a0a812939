"""Rows of a table, asked by the name of a column."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from . import table
from .records import Feed


class NamedRow:
    """One row; a column the file does not have is empty."""

    __slots__ = ("_cells", "_columns", "line")

    def __init__(self, line: int, cells: list[str], columns: Mapping[str, int]) -> None:
        self.line = line
        self._cells = cells
        self._columns = columns

    def __getitem__(self, name: str) -> str:
        place = self._columns.get(name, -1)
        return self._cells[place].strip() if 0 <= place < len(self._cells) else ""


def places(names: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """
    Return where each column we know stands: the first of two with one name, the first of its spellings.

    `columns` names each with the other spellings it may have; case does not matter.
    """
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        found.setdefault(name.casefold(), place)
    return {
        name: found[spelling.casefold()]
        for name, others in columns.items()
        for spelling in (*others, name)
        if spelling.casefold() in found
    }


def rows(feed: Feed, columns: Mapping[str, int], *, width: int) -> Iterator[tuple[NamedRow, str]]:
    """Yield each row below the header, and why it cannot be read if it cannot."""
    for row in table.rows(feed):
        yield NamedRow(row.line, row.cells, columns), _why_not(row, width)


def _why_not(row: table.Row, width: int) -> str:
    if row.broken:
        return _("The row holds NUL characters: the file is damaged here.")
    if any(row.cells[width:]):
        return _("The row has more cells than the header has columns.")
    return ""
