"""
What features add to the core's rows, and what they have against a change; each says so when its app is ready.

The core imports no feature: it asks here, and need not know who answers.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from .models import Post

Objection = Callable[["Post", Sequence[int]], Mapping[str, str | Promise]]
"""Told a post and the products it is about to show, answers with what is wrong with that, by part."""

topic_columns: dict[str, Any] = {}
"""Expressions over posts that every list of topics reads besides its own columns, by name."""
post_columns: dict[str, Any] = {}
"""What is read besides those of the one post whose page is shown."""
reply_columns: dict[str, Any] = {}
"""Expressions over replies, read for each that stands."""
objections: list[Objection] = []
