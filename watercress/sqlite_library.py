"""
Put a recent SQLite in place of the interpreter's own, before anything imports it.

Versions before 3.51.3 can corrupt a WAL that several processes write; the wheel brings a newer one
on Linux x86-64. Elsewhere the system's library serves if it is new enough (config.checks says so).
"""

import sys

SAFE_SINCE = (3, 51, 3)


def use_recent() -> None:
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
