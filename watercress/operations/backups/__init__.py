"""
A town in one file: a consistent copy of its database, and everything else its folder holds.

A plain tar: `manifest.json`, `database/…`, `home/…`, and `checksums.txt` last. The database is copied before
the files. Pictures are written before the rows that name them and never change, so every row finds its file.
"""


class BackupProblem(Exception):
    """A backup cannot be made or used; the words are for whoever typed the command."""
