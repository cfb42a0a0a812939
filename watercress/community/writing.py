"""From what someone typed to what is kept beside it: safe HTML, its language, and whom it names."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.functions import Lower

from watercress.kernel import text
from watercress.people.models import Person

from .models import Post, Reply, Revision

REVISIONS = 50
"""Earlier versions kept of one text; the oldest goes first."""


@dataclass(frozen=True)
class Written:
    source: str
    html: str
    lang: str
    mentioned: tuple[int, ...]


def prepare(source: str, *, author: Any, lang: str) -> Written:
    """
    Render `source`, in one query for the people it names. Outside the transaction: this is the slow part.

    Only people who exist become links; those who blocked the author are linked, and not told.
    """
    named = {name.lower() for name in text.mentions(source)}
    found = (
        dict(Person.objects.annotate(key=Lower("username")).filter(key__in=named).values_list("pk", "username"))
        if named
        else {}
    )
    deaf = (
        {author.pk, *author.blocked_by.filter(blocker__in=found).values_list("blocker", flat=True)} if found else set()
    )
    return Written(
        source=source,
        html=text.render(source, people=frozenset(found.values())),
        lang=text.language_of(source, lang),
        mentioned=tuple(sorted(found.keys() - deaf)),
    )


def keep_revision(written: Post | Reply, *, written_at: datetime) -> None:
    """Keep the text as it stands before it changes; `written` must be held."""
    about: dict[str, Any] = {"post": written} if isinstance(written, Post) else {"reply": written}
    title = written.title if isinstance(written, Post) else ""
    Revision.objects.create(**about, title=title, text=written.text, html=written.html, written_at=written_at)
    kept = Revision.objects.filter(**about).order_by("-id").values_list("pk", flat=True)[:REVISIONS]
    Revision.objects.filter(**about).exclude(pk__in=list(kept)).delete()


def excerpt(source: str, most: int) -> str:
    """Return the beginning of a text without its Markdown, for a quote."""
    return text.plain(source, most)
