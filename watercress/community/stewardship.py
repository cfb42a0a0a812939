"""Closing a topic to replies, and taking texts down: each with its line in the log."""

from datetime import datetime
from typing import Any

from django.db import transaction

from . import log, policies, posting, replying, standing
from .locking import hold, hold_post, hold_reply
from .models import Community, Post, Reply
from .models.log import Act
from .reasons import read_reason


@transaction.atomic
def lock(post: Post, *, by: Any, at: datetime, reason: str = "") -> None:
    """Close a topic to replies, its author's included; what was written can still be edited. Twice is once."""
    post = hold_post(post)
    policies.can_lock(standing.of(by, post.community), post).require()
    if Post.objects.filter(pk=post.pk, locked_at=None).update(locked_at=at):
        log.write(post.community, act=Act.LOCK, by=by, post=post, words=reason.strip(), at=at)


@transaction.atomic
def unlock(post: Post, *, by: Any, at: datetime) -> None:
    post = hold_post(post)
    policies.can_lock(standing.of(by, post.community), post).require()
    if Post.objects.filter(pk=post.pk).exclude(locked_at=None).update(locked_at=None):
        log.write(post.community, act=Act.UNLOCK, by=by, post=post, at=at)


@transaction.atomic
def hide(text: Post | Reply, *, by: Any, reason: str, at: datetime) -> None:
    """Take down a post or a reply; Refused without a reason. Twice leaves the first reason standing."""
    community, text = _held(text)
    policies.can_hide(standing.of(by, community), text).require()
    words = read_reason(reason)
    if text.hidden_at is None:
        _change(text, at=at, hidden_at=at)
        log.write(community, act=Act.HIDE, by=by, about=text.author, words=words, at=at, **_which(text))


@transaction.atomic
def unhide(text: Post | Reply, *, by: Any, at: datetime, reason: str = "") -> None:
    """Put back what a steward took down; what its author withdrew stays withdrawn."""
    community, text = _held(text)
    policies.can_unhide(standing.of(by, community), text).require()
    _change(text, at=at, hidden_at=None)
    log.write(community, act=Act.RESTORE, by=by, about=text.author, words=reason.strip(), at=at, **_which(text))


def _held(text: Post | Reply) -> tuple[Community, Post | Reply]:
    if isinstance(text, Post):
        community = hold(text.community)
        return community, hold_post(text)
    reply = hold_reply(text)
    return reply.post.community, reply


def _change(text: Post | Reply, *, at: datetime, hidden_at: datetime | None) -> None:
    if isinstance(text, Post):
        posting.change_presence(text, at=at, hidden_at=hidden_at)
    else:
        replying.change_presence(text, at=at, hidden_at=hidden_at)


def _which(text: Post | Reply) -> dict[str, Any]:
    return {"post": text} if isinstance(text, Post) else {"post": text.post, "reply": text}
