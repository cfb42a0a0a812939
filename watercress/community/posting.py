"""Publishing, changing, and taking back what stands before a community."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from watercress.kernel import events

from . import composing, counting, drafts, policies, standing, writing
from .composing import Composed
from .events import PostEdited, PostPublished, PostPutBack, PostTakenAway
from .locking import hold, hold_post
from .models import Community, Post, PostLabel, PostPicture, PostProduct
from .writing import Written


def publish(
    community: Community,
    *,
    author: Any,
    parts: Mapping[str, Any],
    at: datetime,
    beside: Callable[[Post], object] | None = None,
) -> Post:
    """
    Put a post before the community, made of the parts its format names; `section` may be given beside them.

    Products are numbers of listed products, labels of labels this town uses. Pictures are numbers the caller has seen
    this author upload. `beside` writes what a feature keeps with the post, in the same transaction. Raises NotAllowed,
    or Refused with everything that is wrong at once. The author's draft is gone once it stands.
    """
    policies.can_post(standing.of(author, community)).require()
    composed = composing.compose(community, author=author, parts=parts)
    written = writing.prepare(composed.text, author=author, lang=community.lang)
    with transaction.atomic():
        community = hold(community)
        policies.can_post(standing.of(author, community)).require()
        post = Post.objects.create(
            community=community,
            number=counting.post_numbered(community, at=at),
            author=author,
            title=composed.title,
            section=composed.section,
            posted_at=at,
            bumped_at=at,
            text=written.source,
            html=written.html,
            lang=written.lang,
        )
        _show(post, composed)
        if beside:
            beside(post)
        drafts.discard(community, person=author)
        _tell(post, composed, written, at=at)
    return post


def edit(post: Post, *, author: Any, parts: Mapping[str, Any], at: datetime) -> Post:
    """
    Change one's own post; parts left out stay as they are. The text before it is kept as a revision.

    Raises NotAllowed or Refused, as `publish` does. The same text again is no edit.
    """
    policies.can_edit(standing.of(author, post.community), post).require()
    composed = composing.recompose(post, author=author, parts=parts)
    written = writing.prepare(composed.text, author=author, lang=post.community.lang)
    with transaction.atomic():
        held = hold_post(post)
        policies.can_edit(standing.of(author, held.community), held).require()
        if (held.title, held.text) != (composed.title, written.source):
            writing.keep_revision(held, written_at=held.edited_at or held.posted_at)
            held.title, held.text, held.html, held.lang = composed.title, written.source, written.html, written.lang
            held.edited_at = at
        held.section = composed.section
        held.save(update_fields=["title", "text", "html", "lang", "edited_at", "section"])
        PostProduct.objects.filter(post=held).delete()
        PostPicture.objects.filter(post=held).delete()
        PostLabel.objects.filter(post=held).delete()
        _show(held, composed)
        events.record(PostEdited(community_id=held.community_id, post_id=held.pk), at=at)
    return held


@transaction.atomic
def withdraw(post: Post, *, author: Any, at: datetime) -> None:
    """Take one's own post back; it can be put back. A second time changes nothing."""
    hold(post.community)
    post = hold_post(post)
    policies.can_withdraw(standing.of(author, post.community), post).require()
    if post.withdrawn_at is None:
        change_presence(post, at=at, withdrawn_at=at)


@transaction.atomic
def restore(post: Post, *, author: Any, at: datetime) -> None:
    """Put back what one has withdrawn."""
    hold(post.community)
    post = hold_post(post)
    policies.can_restore(standing.of(author, post.community), post).require()
    if post.withdrawn_at is not None:
        change_presence(post, at=at, withdrawn_at=None)


def change_presence(post: Post, *, at: datetime, **change: datetime | None) -> None:
    """Set `withdrawn_at` or `hidden_at` of a held post, and count and tell it if it thereby comes or goes."""
    before = post.stands
    for column, moment in change.items():
        setattr(post, column, moment)
    post.save(update_fields=list(change))
    if post.stands == before:
        return
    counting.post_came_or_went(post, +1 if post.stands else -1)
    kind = PostPutBack if post.stands else PostTakenAway
    events.record(kind(community_id=post.community_id, post_id=post.pk), at=at)


def _tell(post: Post, composed: Composed, written: Written, *, at: datetime) -> None:
    happened = PostPublished(
        community_id=post.community_id,
        post_id=post.pk,
        author_id=post.author.pk,  # type: ignore[union-attr]
        mentioned=written.mentioned,
        product_ids=composed.products,
    )
    events.record(happened, at=at)


def _show(post: Post, composed: Composed) -> None:
    PostProduct.objects.bulk_create(
        PostProduct(post=post, product_id=product, position=place) for place, product in enumerate(composed.products)
    )
    PostPicture.objects.bulk_create(
        PostPicture(post=post, picture_id=picture, words=words, position=place)
        for place, (picture, words) in enumerate(composed.pictures)
    )
    PostLabel.objects.bulk_create(
        PostLabel(post=post, label_id=label, position=place) for place, label in enumerate(composed.labels)
    )
