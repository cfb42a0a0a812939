"""Replying under a post, changing a reply, and taking it back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Shop
from watercress.kernel import events
from watercress.kernel.decisions import Refused

from . import counting, drafts, policies, standing, writing
from . import parts as vocabulary
from .events import ReplyPublished, ReplyPutBack, ReplyTakenAway, ShopAsked
from .locking import hold_post, hold_reply
from .models import Post, Reply
from .standing import Standing
from .writing import Written

QUOTE = 300
"""Characters kept of what a reply quotes."""


def reply(
    post: Post,
    *,
    author: Any,
    text: str,
    at: datetime,
    parent: Reply | None = None,
    quoted: Reply | None = None,
    asks_shop: Shop | None = None,
    beside: Callable[[Reply], object] | None = None,
) -> Reply:
    """
    Answer a post, or `parent`, a reply under it. Replies stand one level deep: an answer to an answer stands beside
    it and quotes it. `asks_shop` lets a shop whose goods the post shows answer once more. `beside` writes what a
    feature keeps with the reply, in the same transaction.

    Raises NotAllowed, or Refused with everything that is wrong at once. The author's draft under this post is gone
    once the reply stands.
    """
    _require(post, author, parent, quoted)
    written = read(post, author=author, source=text, wrong=_asking(post, author, asks_shop))
    with transaction.atomic():
        held = hold_post(post)
        _require(held, author, parent, quoted)
        made = add(held, author=author, written=written, at=at, parent=parent, quoted=quoted, asks_shop=asks_shop)
        if asks_shop:
            shop_asked = ShopAsked(
                community_id=held.community_id, post_id=held.pk, reply_id=made.pk, shop_id=asks_shop.pk
            )
            events.record(shop_asked, at=at)
        if beside:
            beside(made)
    return made


def edit(
    reply: Reply, *, author: Any, text: str, at: datetime, beside: Callable[[Reply], object] | None = None
) -> Reply:
    """Change one's own reply; the text before it is kept as a revision. The same text again is no edit."""
    community = reply.post.community
    policies.can_edit(standing.of(author, community), reply).require()
    written = read(reply.post, author=author, source=text)
    with transaction.atomic():
        held = hold_reply(reply)
        policies.can_edit(standing.of(author, community), held).require()
        if held.text != written.source:
            writing.keep_revision(held, written_at=held.edited_at or held.posted_at)
            held.text, held.html, held.lang, held.edited_at = written.source, written.html, written.lang, at
            held.save(update_fields=["text", "html", "lang", "edited_at"])
        if beside:
            beside(held)
    return held


@transaction.atomic
def withdraw(reply: Reply, *, author: Any, at: datetime) -> None:
    """Take one's own reply back; what answers it stays. A second time changes nothing."""
    reply = hold_reply(reply)
    policies.can_withdraw(standing.of(author, reply.post.community), reply).require()
    if reply.withdrawn_at is None:
        change_presence(reply, at=at, withdrawn_at=at)


@transaction.atomic
def restore(reply: Reply, *, author: Any, at: datetime) -> None:
    """Put back what one has withdrawn."""
    reply = hold_reply(reply)
    policies.can_restore(standing.of(author, reply.post.community), reply).require()
    if reply.withdrawn_at is not None:
        change_presence(reply, at=at, withdrawn_at=None)


def change_presence(reply: Reply, *, at: datetime, **change: datetime | None) -> None:
    """Set `withdrawn_at` or `hidden_at` of a held reply, and count and tell it if it thereby comes or goes."""
    before = reply.stands
    for column, moment in change.items():
        setattr(reply, column, moment)
    reply.save(update_fields=list(change))
    if reply.stands == before:
        return
    counting.reply_came_or_went(reply.post, +1 if reply.stands else -1)
    kind = ReplyPutBack if reply.stands else ReplyTakenAway
    events.record(kind(community_id=reply.post.community_id, post_id=reply.post_id, reply_id=reply.pk), at=at)


def read(post: Post, *, author: Any, source: str, wrong: dict[str, str | Promise] | None = None) -> Written:
    """Read a reply's text as the format wants it; raises Refused with its problems and those in `wrong`."""
    clean, problems = vocabulary.problems(post.community.format.reply_parts, {"text": source})
    if problems or wrong:
        raise Refused(problems | (wrong or {}))
    return writing.prepare(clean["text"], author=author, lang=post.community.lang)


def add(
    post: Post,
    *,
    author: Any,
    written: Written,
    at: datetime,
    parent: Reply | None = None,
    quoted: Reply | None = None,
    asks_shop: Shop | None = None,
    as_shop: Shop | None = None,
) -> Reply:
    """Write the reply down and count it; whoever calls has asked a policy, and holds the post."""
    if parent and parent.parent_id:
        quoted = quoted or parent
    made = Reply.objects.create(
        post=post,
        author=author,
        as_shop=as_shop,
        asks_shop=asks_shop,
        parent_id=(parent.parent_id or parent.pk) if parent else None,
        quoted=quoted,
        quote=writing.excerpt(quoted.text, QUOTE) if quoted else "",
        text=written.source,
        html=written.html,
        lang=written.lang,
        posted_at=at,
    )
    counting.reply_came(post, lifts=as_shop is None and author.pk != post.author_id, at=at)
    drafts.discard(post.community, person=author, post=post)
    answered = quoted or parent
    _tell(made, answered=answered.author_id if answered else None, mentioned=written.mentioned, at=at)
    return made


def require_answerable(stands: Standing, post: Post, *answered: Reply | None) -> None:
    """Raise Refused for a reply under another post, NotAllowed for one that is gone or whose author will not hear."""
    wanted = {reply.pk for reply in answered if reply}
    found = list(Reply.objects.filter(post=post, pk__in=wanted)) if wanted else []
    if len(found) != len(wanted):
        raise Refused({"parent": _("What you answer stands under another topic.")})
    for reply in found:
        reply.post = post
        policies.answerable(stands, reply).require()


def _tell(reply: Reply, *, answered: int | None, mentioned: tuple[int, ...], at: datetime) -> None:
    happened = ReplyPublished(
        community_id=reply.post.community_id,
        post_id=reply.post_id,
        reply_id=reply.pk,
        author_id=reply.author.pk,  # type: ignore[union-attr]
        answered=answered,
        mentioned=mentioned,
        shop_id=reply.as_shop_id,
    )
    events.record(happened, at=at)


def _require(post: Post, author: Any, *answered: Reply | None) -> None:
    stands = standing.of(author, post.community)
    policies.can_reply(stands, post).require()
    require_answerable(stands, post, *answered)


def _asking(post: Post, author: Any, shop: Shop | None) -> dict[str, str | Promise]:
    if shop is None:
        return {}
    if not post.cards.filter(product__shop=shop).exists():
        return {"asks_shop": _("None of this shop's goods is shown here.")}
    if shop.keepers.filter(person=author).exists():
        return {"asks_shop": _("You keep this shop; let someone else ask it.")}
    return {}
