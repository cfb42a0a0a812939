"""Keeping a topic on top, and putting it among the best."""

from datetime import datetime
from typing import Any

from django.db import transaction

from watercress.community import log, standing
from watercress.community.locking import hold, hold_post
from watercress.community.models import Post
from watercress.community.models.log import Act

from . import policies


@transaction.atomic
def pin(post: Post, *, by: Any, at: datetime) -> None:
    """Keep a topic on top; NotAllowed where there is no room left. Twice is once."""
    community = hold(post.community)
    post = hold_post(post)
    policies.can_pin(standing.of(by, community), post).require()
    if Post.objects.filter(pk=post.pk, pinned_at=None).update(pinned_at=at):
        log.write(community, act=Act.PIN, by=by, post=post, at=at)


@transaction.atomic
def unpin(post: Post, *, by: Any, at: datetime) -> None:
    policies.can_pin(standing.of(by, post.community)).require()
    if Post.objects.filter(pk=post.pk).exclude(pinned_at=None).update(pinned_at=None):
        log.write(post.community, act=Act.UNPIN, by=by, post=post, at=at)


@transaction.atomic
def best(post: Post, *, by: Any, at: datetime) -> None:
    """Put a topic among the best of the place."""
    post = hold_post(post)
    policies.can_choose_best(standing.of(by, post.community), post).require()
    if Post.objects.filter(pk=post.pk, best_at=None).update(best_at=at):
        log.write(post.community, act=Act.BEST, by=by, post=post, at=at)


@transaction.atomic
def unbest(post: Post, *, by: Any, at: datetime) -> None:
    policies.can_choose_best(standing.of(by, post.community)).require()
    if Post.objects.filter(pk=post.pk).exclude(best_at=None).update(best_at=None):
        log.write(post.community, act=Act.UNBEST, by=by, post=post, at=at)
