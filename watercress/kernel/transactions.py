"""What must not happen while a transaction is open."""

from django.db import connection


class InsideTransaction(RuntimeError):
    """Slow work was about to hold the database's writer: do it before the transaction, or in the worker after it."""

    def __init__(self, work: str) -> None:
        super().__init__(f"{work} inside a transaction: do it before the transaction, or in the worker")


def refuse_open(work: str) -> None:
    """
    Raise InsideTransaction if a transaction is open on this thread.

    The one a Django test case wraps around each test does not count, as it does not for `atomic(durable=True)`;
    that would be the public way to ask, but it would take SQLite's only writer just to answer.
    """
    if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise InsideTransaction(work)
