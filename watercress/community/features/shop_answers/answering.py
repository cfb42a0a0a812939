"""A shop whose goods are shown says its word, under a badge."""

from datetime import datetime
from typing import Any

from django.db import transaction

from watercress.catalogue.models import Shop
from watercress.community import replying, standing
from watercress.community.locking import hold_post
from watercress.community.models import Post, Reply

from .policies import can_answer_as_shop

__all__ = ["answer", "can_answer_as_shop"]


def answer(post: Post, *, shop: Shop, author: Any, text: str, at: datetime, parent: Reply | None = None) -> Reply:
    """
    Answer for `shop` under a post that shows its goods; `author` keeps the shop and need not be a member.

    Raises NotAllowed once the shop has had its turn and nobody has asked it again, Refused for the text.
    """
    can_answer_as_shop(standing.of(author, post.community), post, shop).require()
    written = replying.read(post, author=author, source=text)
    with transaction.atomic():
        # Two keepers answering at once: the second finds the first one's answer.
        held = hold_post(post)
        stands = standing.of(author, held.community)
        can_answer_as_shop(stands, held, shop).require()
        if parent:
            replying.require_answerable(stands, held, parent)
        return replying.add(held, author=author, written=written, at=at, parent=parent, as_shop=shop)
