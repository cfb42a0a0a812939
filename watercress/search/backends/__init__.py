"""
The same question to either database: SQLite's FTS5 or PostgreSQL's GIN.

Both only ever see words that `words` made, letters and digits of any script, each in quotes: nothing anyone typed is
read as an operator. Neither cuts, folds or stems anything itself, so neither can find what the other does not.
"""

from typing import Protocol

from watercress.search.asked import Asked, Column
from watercress.search.models import Kind

from . import postgresql, sqlite

Query = tuple[str, tuple[str | int, ...]]


class Backend(Protocol):
    def numbers(self, kind: Kind, column: Column, asked: Asked) -> Query:
        """Return a query for the numbers of the rows of `kind` whose `column` says what is asked."""

    def holds(self, number: str, numbers: str) -> str:
        """Return the condition that a column is one of what the query `numbers` returns, which is asked once."""

    def rebuild(self) -> None:
        """Make what lies beside the entries anew from them."""


BACKENDS: dict[str, Backend] = {"sqlite": sqlite, "postgresql": postgresql}
"""By Django's name for the kind of database."""
