"""
GIN over the entries' words, each column an expression (migration 0001).

The words become a `tsvector` as they are: `array_to_tsvector` asks no parser and no dictionary.
"""

from django.db import connection

from watercress.search.asked import Asked, Column, Term, Ways
from watercress.search.models import Kind


def numbers(kind: Kind, column: Column, asked: Asked) -> tuple[str, tuple[str | int, ...]]:
    sql = (
        "SELECT id - %s FROM search_entry "  # noqa: S608  (a column is one of three words of ours)
        # Not plain `id`: a planner that has seen no statistics yet would walk all keys, and cut each text into words.
        f"WHERE array_to_tsvector(string_to_array({column}, ' ')) @@ %s::tsquery AND id + 0 BETWEEN %s AND %s"
    )
    wanted = " & ".join(f"({_any(word.ways(column))})" for word in asked.words)
    return sql, (kind.first, wanted, kind.first, kind.last)


def holds(number: str, numbers: str) -> str:
    # An array is made once. A plain IN may become a join that asks the index again for each row it is joined to.
    return f"{number} = ANY(ARRAY({numbers}))"


def rebuild() -> None:
    with connection.cursor() as cursor:
        for column in ("words", "name", "body"):
            cursor.execute(f"REINDEX INDEX search_entry_{column}")


def _any(ways: Ways) -> str:
    return " | ".join(f"({' & '.join(map(_term, way))})" for way in ways)


def _term(term: Term) -> str:
    return f"'{term.word}'{':*' if term.begins else ''}"
