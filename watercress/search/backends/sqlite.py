"""FTS5: an index over the entries' columns, without their text, kept by triggers (migration 0001)."""

from django.db import connection

from watercress.search.asked import Asked, Column, Term, Ways
from watercress.search.models import Kind


def numbers(kind: Kind, column: Column, asked: Asked) -> tuple[str, tuple[str | int, ...]]:
    sql = "SELECT rowid - %s FROM search_words WHERE search_words MATCH %s AND rowid BETWEEN %s AND %s"
    wanted = " AND ".join(f"({_any(word.ways(column))})" for word in asked.words)
    return sql, (kind.first, f"{{{column}}} : ({wanted})", kind.first, kind.last)


def holds(number: str, numbers: str) -> str:
    return f"{number} IN ({numbers})"


def rebuild() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")


def _any(ways: Ways) -> str:
    return " OR ".join(f"({' AND '.join(map(_term, way))})" for way in ways)


def _term(term: Term) -> str:
    return f'"{term.word}"{" *" if term.begins else ""}'
