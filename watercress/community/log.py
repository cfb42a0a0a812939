"""What stewards did, for members to read."""

from datetime import datetime
from typing import Any

from .models import Community, LogEntry, Post, Reply
from .models.log import Act


def write(
    community: Community,
    *,
    act: Act,
    by: Any,
    at: datetime,
    about: Any = None,
    post: Post | None = None,
    reply: Reply | None = None,
    words: str = "",
) -> LogEntry:
    """Note an act in the transaction that does it; `words` are its reason, or what was changed."""
    return LogEntry.objects.create(
        community=community, act=act, by=by, about=about, post=post, reply=reply, words=words[:500], at=at
    )
