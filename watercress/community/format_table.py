"""
docs/formats.md, made from the formats themselves: `python -m watercress.community.format_table > docs/formats.md`.

What stands there is what the engine does; a test fails if the page is stale.
"""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.utils import translation

from watercress.community.format import Format, known

HEADINGS = (
    *("key", "label", "revives", "who founds", "at most", "who joins", "how", "who reads"),
    *("who posts", "a post", "who replies", "who likes", "features", "order"),
)


def rows(formats: Iterable[Format]) -> list[dict[str, str]]:
    """Return one row a format, by `HEADINGS`, in English."""
    with translation.override("en"):
        return [dict(zip(HEADINGS, _cells(format), strict=True)) for format in formats]


def markdown(formats: Iterable[Format]) -> str:
    """Return the page: each format as a list of what it allows."""
    said = [
        "# Kinds of community",
        "",
        "Made by `python -m watercress.community.format_table > docs/formats.md`; a test fails if this page is stale.",
        "",
    ]
    for row in rows(formats):
        said += [f"## {row['label']}", "", *(f"- **{name}**: {row[name]}" for name in HEADINGS if name != "label"), ""]
    return "\n".join(said[:-1]) + "\n"


def _cells(format: Format) -> Iterable[str]:
    yield f"`{format.key}`"
    yield str(format.label)
    yield format.revives
    yield str(format.may_found.who)
    yield str(format.founded_at_most)
    yield str(format.may_join.who)
    yield " / ".join(str(joining.label) for joining in format.joining)
    yield " / ".join(str(audience.label) for audience in format.readable_by)
    yield str(format.may_post.who)
    yield ", ".join(map(_told, format.parts))
    yield f"{format.may_reply.who}: {', '.join(map(_told, format.reply_parts))}"
    yield str(format.may_like.who)
    yield ", ".join(map(_told, format.features))
    yield str(format.order.label)


def _told(piece: Any) -> str:
    """Tell a part or a feature with its settings, e.g. "Title (most 80, least 2)"."""
    settings = ", ".join(
        f"{field.name} {getattr(piece, field.name)}" for field in fields(piece) if field.name != "name"
    )
    return f"{type(piece).__name__} ({settings})" if settings else type(piece).__name__


if __name__ == "__main__":
    import os
    import sys

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watercress.config.settings")
    import django

    django.setup()
    sys.stdout.write(markdown(known()))
