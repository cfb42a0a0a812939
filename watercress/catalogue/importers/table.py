"""
Rows out of a CSV file, a few at a time, whatever is in it.

Python's csv module would take a line of any length, keep NULs and guess at encodings; this refuses first.
"""

import csv
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from . import kinds
from .records import Feed, FileRefused

MOST_COLUMNS = 1000
MOST_IN_A_CELL = 1024 * 1024
MOST_IN_A_LINE = 2 * 1024 * 1024
# The one setting of the csv module that is not per reader; a cell is also bounded by it across quoted lines.
csv.field_size_limit(MOST_IN_A_CELL)


class Row(NamedTuple):
    line: int
    """The one it begins on; a quoted cell may run over several."""
    cells: list[str]
    broken: bool
    """It holds a NUL, as a damaged file does."""


def header(feed: Feed) -> list[str]:
    """Return the names of the columns; raises FileRefused for an empty file or one that is no CSV at all."""
    if kinds.kind_of(feed) is not kinds.Kind.TABLE:
        raise FileRefused(_("This is a web page or XML, not a CSV file. Export the products as CSV."))
    with feed.path.open("rb") as file:
        for row in _rows(file, feed):
            return [cell.strip() for cell in row.cells]
    raise FileRefused(_("The file is empty."))


def check(feed: Feed) -> None:
    """Parse the whole file once and keep nothing: encoding, quotes and sizes are sound when this returns."""
    names = header(feed)
    any_row = False
    with feed.path.open("rb") as file:
        rows = _rows(file, feed)
        next(rows)
        for row in rows:
            any_row = any_row or any(row.cells)
    if not any_row:
        raise FileRefused(_("The file has a header of %(count)d columns and nothing below it.") % {"count": len(names)})
    feed.read = 0


def rows(feed: Feed) -> Iterator[Row]:
    """Yield each row below the header; lines that hold nothing are passed over."""
    with feed.path.open("rb") as file:
        feed.read = 0
        below = _rows(file, feed)
        next(below)
        for row in below:
            if any(row.cells):
                yield row


class _Lines:
    """The lines of a file as text, none of them longer than MOST_IN_A_LINE."""

    def __init__(self, file: BinaryIO, feed: Feed) -> None:
        self.file = file
        self.feed = feed
        self.number = 0
        self.nul_on = 0
        self.delimiter = _delimiter(file)

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.file.readline(MOST_IN_A_LINE + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.feed.read += len(line)
        if len(line) > MOST_IN_A_LINE:
            raise FileRefused(
                _("Line %(line)d is longer than 2 MB. This does not look like a table of products.")
                % {"line": self.number}
            )
        if b"\0" in line:
            self.nul_on = self.number
        if self.number == 1 and line.count(self.delimiter.encode()) >= MOST_COLUMNS:
            raise FileRefused(
                _("The first line has more than %(most)d columns; an export has fewer than a hundred.")
                % {"most": MOST_COLUMNS}
            )
        try:
            return line.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise FileRefused(
                _(
                    "Line %(line)d is not written in UTF-8. Open the file in your spreadsheet, choose “Save as”, "
                    "“CSV UTF-8”, and bring the new file."
                )
                % {"line": self.number}
            ) from None


def _delimiter(file: BinaryIO) -> str:
    """Find what parts the columns: a comma, or what spreadsheets in half of Europe write instead."""
    begin = file.tell()
    first = file.readline(MOST_IN_A_LINE)
    file.seek(begin)
    return max((",", ";", "\t"), key=lambda mark: first.count(mark.encode()))


def _rows(file: BinaryIO, feed: Feed) -> Iterator[Row]:
    lines = _Lines(file, feed)
    reader = csv.reader(lines, delimiter=lines.delimiter)
    while True:
        begins = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise FileRefused(_why_not(problem, begins)) from None
        yield Row(begins, cells, broken=lines.nul_on >= begins)


def _why_not(problem: csv.Error, line: int) -> str:
    if "field larger" in str(problem):
        return _(
            "The row that begins on line %(line)d has a cell larger than 1 MB; "
            "perhaps a quotation mark there is never closed."
        ) % {"line": line}
    return _("The row that begins on line %(line)d cannot be read as CSV (%(problem)s).") % {
        "line": line,
        "problem": problem,
    }
