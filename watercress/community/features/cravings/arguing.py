"""Replies that speak for leaving it, or for buying it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from watercress.community import replying, standing
from watercress.community.models import Post, Reply
from watercress.kernel.decisions import Refused

from . import policies
from .models import Argument, Craving, Leaning


def argue(post: Post, *, author: Any, text: str, leans: str, at: datetime, **more: Any) -> Reply:
    """
    Reply under a craving and lean to one side; `more` is what `replying.reply` takes besides.

    Raises NotAllowed for who may not reply at all; Refused with `leans` where the topic craves nothing, is decided,
    or is one's own or about one's own goods.
    """
    _require_known(leans)
    return replying.reply(post, author=author, text=text, at=at, beside=lambda made: _lean(made, author, leans), **more)


def edit(reply: Reply, *, author: Any, text: str, leans: str, at: datetime) -> Reply:
    """Change one's own reply and the side it leans to, which is neither for ""."""
    _require_known(leans, or_none=True)
    return replying.edit(reply, author=author, text=text, at=at, beside=lambda held: _change(held, author, leans))


def _change(reply: Reply, author: Any, leans: str) -> None:
    now = Argument.objects.filter(reply=reply).values_list("leans", flat=True).first() or ""
    if leans == now:
        return
    Argument.objects.filter(reply=reply).delete()
    if leans:
        _lean(reply, author, leans)


def _lean(reply: Reply, author: Any, leans: str) -> None:
    """Write the argument down; the post is held, so nobody decides it meanwhile."""
    craving = Craving.objects.select_related("product").filter(post=reply.post_id).first()
    if craving is None:
        raise Refused({"leans": _("Nobody asks to be talked out of anything here.")})
    if reply.as_shop_id is not None:
        raise Refused({"leans": _("A shop answers, and takes no side.")})
    decision = policies.can_argue(standing.of(author, reply.post.community), craving)
    if not decision:
        raise Refused({"leans": decision.reason})
    Argument.objects.create(reply=reply, craving=craving, person=author, leans=leans)


def _require_known(leans: str, *, or_none: bool = False) -> None:
    if leans not in Leaning.values and not (or_none and leans == ""):
        raise Refused({"leans": _("This cannot be chosen.")})
