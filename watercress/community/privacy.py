"""What becomes of someone's rows when they are erased, and what they get when they ask for all that is theirs."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from watercress.kernel.registries import OnErasure, export, notify_of, on_erasure

from . import models


def register() -> None:
    """Fill the kernel's registries; called once, when the app is ready."""
    _erasures()
    for name, rows in EXPORTS.items():
        export(f"community/{name}", rows)
    for key, label in NOTIFICATIONS.items():
        notify_of(f"community.{key}", label)


def _erasures() -> None:
    # The texts go, the places stay, and threads hold together: "someone who left".
    on_erasure(models.Post, OnErasure.FORGET, "author", blank=("title", "text", "html"))
    on_erasure(models.Reply, OnErasure.FORGET, "author", blank=("text", "html"))
    on_erasure(models.Community, OnErasure.FORGET, "founder", "heir")
    on_erasure(models.LogEntry, OnErasure.FORGET, "by", "about")
    on_erasure(models.Invitation, OnErasure.FORGET, "made_by")
    for model in (models.Membership, models.JoinRequest, models.Ban, models.Like, models.Draft):
        on_erasure(model, OnErasure.DELETE, "person")
    on_erasure(models.Handover, OnErasure.DELETE, "to", "offered_by")
    # Earlier versions go with the text: through the post or the reply.
    on_erasure(models.Revision, OnErasure.DELETE, "post__author", "reply__author")
    on_erasure(models.PostPicture, OnErasure.DELETE, "post__author")
    # What someone filed their words under goes with them.
    on_erasure(models.PostLabel, OnErasure.DELETE, "post__author")
    on_erasure(models.Section, OnErasure.NOT_PERSONAL)
    on_erasure(models.PostProduct, OnErasure.NOT_PERSONAL)


def _posts(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = models.Post.objects.filter(author=person).order_by("id")
    return rows.values(
        *("title", "text", "lang", "posted_at", "edited_at", "withdrawn_at", "replies_count", "likes_count"),
        community_name=F("community__name"),
    ).iterator()


def _labels(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = models.PostLabel.objects.filter(post__author=person).order_by("post", "position")
    return rows.values(topic=F("post__title"), carries=F("label__slug")).iterator()


def _replies(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = models.Reply.objects.filter(author=person).order_by("id")
    return rows.values(
        *("text", "quote", "lang", "posted_at", "edited_at", "withdrawn_at", "likes_count"),
        community_name=F("post__community__name"),
        topic=F("post__title"),
        shop=F("as_shop__name"),
    ).iterator()


def _revisions(person: Any) -> Iterable[dict[str, Any]]:
    for of in ("post", "reply"):
        rows: Any = models.Revision.objects.filter(**{f"{of}__author": person}).order_by("id")
        yield from rows.values("title", "text", "written_at").iterator()


def _memberships(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = models.Membership.objects.filter(person=person).order_by("id")
    return rows.values("joined_at", "is_steward", community_name=F("community__name")).iterator()


def _requests(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = models.JoinRequest.objects.filter(person=person).order_by("id")
    columns = ("question", "answer", "asked_at", "decided_at", "approved", "reason")
    return rows.values(*columns, community_name=F("community__name")).iterator()


def _bans(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = models.Ban.objects.filter(person=person).order_by("id")
    return rows.values("reason", "banned_at", "lifted_at", community_name=F("community__name")).iterator()


def _likes(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = models.Like.objects.filter(person=person).order_by("id")
    return rows.values("liked_at", "post_id", "reply_id").iterator()


def _drafts(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = models.Draft.objects.filter(person=person).order_by("id")
    return rows.values("fields", "saved_at", community_name=F("community__name")).iterator()


def _acts(person: Any) -> Iterable[dict[str, Any]]:
    rows: Any = models.LogEntry.objects.filter(by=person).order_by("id")
    return rows.values("act", "words", "at", community_name=F("community__name")).iterator()


EXPORTS: dict[str, Callable[[Any], Iterable[dict[str, Any]]]] = {
    "posts": _posts,
    "labels-of-posts": _labels,
    "replies": _replies,
    "revisions": _revisions,
    "memberships": _memberships,
    "join-requests": _requests,
    "bans": _bans,
    "likes": _likes,
    "drafts": _drafts,
    "acts-as-steward": _acts,
}

NOTIFICATIONS = {
    "replied": _("Someone replied to your topic"),
    "answered": _("Someone answered or quoted your reply"),
    "mentioned": _("Someone named you"),
    "liked": _("Someone liked what you wrote"),
    "request-decided": _("A steward answered your request to join"),
    "join-requested": _("Someone asks to join a place you look after"),
    "shop-mentioned": _("A topic shows your shop's goods, or asks your shop to answer"),
    "made-founder": _("You became the founder of a place"),
    "taken-down": _("A steward took down what you wrote"),
}
