"""Django's SQLite backend; the fair queue for writers comes here."""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    pass
