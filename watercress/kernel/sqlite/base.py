"""
Django's SQLite backend with a fair queue for writers.

A connection takes its place before BEGIN IMMEDIATE, or before a single write outside a transaction, and leaves it
after COMMIT, ROLLBACK or close. Reading never waits. A database in memory has no queue.
"""

import re
from functools import partial
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from .writers import Place, TooLong

_WRITES = re.compile(r"\s*(insert|update|delete|replace|create|drop|alter|reindex|vacuum|analyze)\b", re.IGNORECASE)


class Cursor(base.SQLiteCursorWrapper):
    """Stands in the queue for a write that has no transaction around it."""

    def __init__(self, *args: Any, wrapper: "DatabaseWrapper") -> None:
        super().__init__(*args)
        self._wrapper = wrapper
        self._holds = False

    def execute(self, query: str, params: Any = None) -> Any:
        self._take_place(query)
        try:
            return super().execute(query, params)
        finally:
            self._leave_place(query)

    def executemany(self, query: str, param_list: Any) -> Any:
        self._take_place(query)
        try:
            return super().executemany(query, param_list)
        finally:
            self._leave_place(query)

    def close(self) -> None:
        super().close()
        self._leave_place("")

    def __del__(self) -> None:
        self._leave_place("")

    def _take_place(self, query: str) -> None:
        self._leave_place("")
        if _WRITES.match(query) and not self._wrapper.holds_place:
            self._wrapper.take_place()
            self._holds = True

    def _leave_place(self, query: str) -> None:
        # INSERT … RETURNING writes until its rows are read, so it leaves when the cursor is closed or used again.
        # Without autocommit the first write opened a transaction, which leaves when it ends.
        if self._holds and "RETURNING" not in query:
            self._holds = False
            if not self.connection.in_transaction:
                self._wrapper.leave_place()


class DatabaseWrapper(base.DatabaseWrapper):
    """
    Django's own, with a `Place` in the queue of the file it opens.

    A second connection of the same thread to the same file would wait for the first; there is only ever one.
    """

    _place: Place | None = None

    @property
    def holds_place(self) -> bool:
        return self._place is not None and self._place.held

    def take_place(self) -> None:
        if self._place is None and not self.is_in_memory_db():
            file = Path(self.settings_dict["NAME"])
            patience = self.settings_dict["OPTIONS"].get("timeout", 20)
            self._place = Place(file.with_name(file.name + ".queue"), patience=patience)
        if self._place is not None and not self._place.held:
            try:
                self._place.take()
            except TooLong as error:
                raise OperationalError(f"database is locked: {error}") from error

    def leave_place(self) -> None:
        if self._place is not None:
            self._place.leave()

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=partial(Cursor, wrapper=self))

    def _start_transaction_under_autocommit(self) -> None:
        self.take_place()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self.leave_place()
            raise

    def _commit(self) -> None:
        # A commit that fails leaves its transaction open, and with it our place; Django then rolls back or closes.
        super()._commit()  # type: ignore[misc]
        self.leave_place()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self.leave_place()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._place is not None:
                self._place.close()
                self._place = None
