"""
The entries, and beside them what each database searches by.

On SQLite a table that is altered is made anew, and its triggers are gone: whoever alters `Entry` makes them again.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class OnlyOn(migrations.RunSQL):
    """Statements for one kind of database; the others have nothing to do."""

    def __init__(self, vendor, sql, reverse_sql=None):
        self.vendor = vendor
        super().__init__(sql, reverse_sql)

    def deconstruct(self):
        return type(self).__name__, [self.vendor, self.sql, self.reverse_sql], {}

    def _run_sql(self, schema_editor, sqls):
        if schema_editor.connection.vendor == self.vendor:
            super()._run_sql(schema_editor, sqls)


COLUMNS = ("words", "name", "body")
LISTED = ", ".join(COLUMNS)
OLD, NEW = (", ".join(f"{row}.{column}" for column in COLUMNS) for row in ("old", "new"))
FORGET = f"INSERT INTO search_words (search_words, rowid, {LISTED}) VALUES ('delete', old.id, {OLD});"
KEEP = f"INSERT INTO search_words (rowid, {LISTED}) VALUES (new.id, {NEW});"

# `ascii` takes every letter beyond ASCII for a letter, so a word of ours is a word of its; of where in the text it
# stood nothing is kept, as nobody asks.
SQLITE = [
    f"CREATE VIRTUAL TABLE search_words USING fts5 ({LISTED}, content='search_entry', content_rowid='id', "
    "tokenize='ascii', detail='column', columnsize=0)",
    f"CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN {KEEP} END",
    f"CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN {FORGET} END",
    f"CREATE TRIGGER search_entry_changed AFTER UPDATE OF {LISTED} ON search_entry BEGIN {FORGET} {KEEP} END",
]
# Without the pending list, which every search would walk: the worker waits when it writes, no reader when they look.
POSTGRESQL = [
    f"CREATE INDEX search_entry_{column} ON search_entry USING gin (array_to_tsvector(string_to_array({column}, ' '))) "
    "WITH (fastupdate = off)"
    for column in COLUMNS
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.PositiveSmallIntegerField(default=0)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("name", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
            ],
        ),
        OnlyOn("sqlite", SQLITE, ["DROP TABLE search_words"]),
        OnlyOn("postgresql", POSTGRESQL, [f"DROP INDEX search_entry_{column}" for column in COLUMNS]),
    ]
