"""What happens in communities, for whoever reacts to it later."""

from dataclasses import dataclass

from watercress.kernel.events import Event, event


@event("community.founded")
@dataclass(frozen=True, kw_only=True)
class CommunityFounded(Event):
    community_id: int


@event("community.changed")
@dataclass(frozen=True, kw_only=True)
class CommunityChanged(Event):
    """Says something else of itself, or goes by other rules."""

    community_id: int


@event("community.founder-changed")
@dataclass(frozen=True, kw_only=True)
class FounderChanged(Event):
    community_id: int
    person_id: int
    """The new one."""


@event("community.join-requested")
@dataclass(frozen=True, kw_only=True)
class JoinRequested(Event):
    community_id: int
    request_id: int
    person_id: int


@event("community.request-decided")
@dataclass(frozen=True, kw_only=True)
class RequestDecided(Event):
    community_id: int
    request_id: int
    person_id: int
    approved: bool


@event("community.member-joined")
@dataclass(frozen=True, kw_only=True)
class MemberJoined(Event):
    community_id: int
    person_id: int


@event("community.member-left")
@dataclass(frozen=True, kw_only=True)
class MemberLeft(Event):
    """Of their own will, or sent away; MemberBanned is recorded beside it for a ban."""

    community_id: int
    person_id: int


@event("community.member-banned")
@dataclass(frozen=True, kw_only=True)
class MemberBanned(Event):
    community_id: int
    person_id: int
    ban_id: int


@event("community.post-published")
@dataclass(frozen=True, kw_only=True)
class PostPublished(Event):
    community_id: int
    post_id: int
    author_id: int
    mentioned: tuple[int, ...] = ()
    """People named in it who want to hear from its author."""
    product_ids: tuple[int, ...] = ()


@event("community.post-edited")
@dataclass(frozen=True, kw_only=True)
class PostEdited(Event):
    community_id: int
    post_id: int


@event("community.post-taken-away")
@dataclass(frozen=True, kw_only=True)
class PostTakenAway(Event):
    """Withdrawn by its author or hidden by a steward: whoever keeps a copy drops it."""

    community_id: int
    post_id: int


@event("community.post-put-back")
@dataclass(frozen=True, kw_only=True)
class PostPutBack(Event):
    community_id: int
    post_id: int


@event("community.reply-published")
@dataclass(frozen=True, kw_only=True)
class ReplyPublished(Event):
    community_id: int
    post_id: int
    reply_id: int
    author_id: int
    answered: int | None = None
    """Author of the reply it answers or quotes."""
    mentioned: tuple[int, ...] = ()
    shop_id: int | None = None
    """The shop it speaks for."""


@event("community.shop-asked")
@dataclass(frozen=True, kw_only=True)
class ShopAsked(Event):
    community_id: int
    post_id: int
    reply_id: int
    shop_id: int


@event("community.reply-taken-away")
@dataclass(frozen=True, kw_only=True)
class ReplyTakenAway(Event):
    community_id: int
    post_id: int
    reply_id: int


@event("community.reply-put-back")
@dataclass(frozen=True, kw_only=True)
class ReplyPutBack(Event):
    community_id: int
    post_id: int
    reply_id: int


@event("community.liked")
@dataclass(frozen=True, kw_only=True)
class Liked(Event):
    """The first time only: taking a like back and giving it again says nothing new."""

    community_id: int
    person_id: int
    post_id: int
    reply_id: int | None = None
