"""Tables for people's spreadsheets, in which no cell is a formula (S39)."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: Any) -> Any:
    """Return a cell a spreadsheet shows as it is; numbers are numbers, and only text could be taken for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_BEGINS_A_FORMULA) else cell


def written(rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as CSV, with the mark at its beginning by which spreadsheets know UTF-8."""
    to = io.StringIO(newline="")
    csv.writer(to).writerows([safe(cell) for cell in row] for row in rows)
    return "\ufeff" + to.getvalue()
