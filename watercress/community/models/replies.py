from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from watercress.catalogue.models import Shop

from .posts import STANDING, Post

THREAD = (Coalesce("parent_id", "id"), F("id"))
"""Each reply, then what answers it, each in the order of writing."""


class ReplyQuerySet(models.QuerySet["Reply"]):
    def visible_to(self, person: Any) -> Self:
        return self.filter(STANDING, post__in=Post.objects.visible_to(person).values("pk"))

    def kept_for(self, person: Any) -> Self:
        """What `visible_to` shows, and what was taken back or down where `person` wrote it or is a steward."""
        if not person.is_authenticated:
            return self.visible_to(person)
        looked_after = person.memberships.filter(is_steward=True).values("community")
        theirs = Q(author=person) | Q(post__community__in=looked_after)
        return self.filter(STANDING | theirs, post__in=Post.objects.kept_for(person).values("pk"))


class Reply(models.Model):
    """
    An answer under a post; `parent` is the reply it stands under, never deeper than one level.

    A withdrawn reply keeps its place, so that what answers it still makes sense.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="replies")
    as_shop = models.ForeignKey(Shop, on_delete=models.SET_NULL, null=True, blank=True, related_name="replies")
    """The mentioned shop this answers for."""
    asks_shop = models.ForeignKey(Shop, on_delete=models.SET_NULL, null=True, blank=True, related_name="asked_in")
    """The shop a member asks to answer (again)."""
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="answers")
    quoted = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    quote = models.CharField(max_length=500, blank=True)
    text = models.TextField(max_length=10_000)
    html = models.TextField(blank=True)
    lang = models.CharField(max_length=10, default="en")
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    likes_count = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(F("post"), *THREAD, name="reply_in_thread")]

    def __str__(self) -> str:
        return f"{self.pk} under {self.post_id}"

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None and self.hidden_at is None


class Like(models.Model):
    """One person's nod to one post or one reply."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="likes")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="likes")
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, null=True, related_name="likes")
    liked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "person"], name="like_post_once", condition=Q(reply=None)),
            models.UniqueConstraint(fields=["reply", "person"], name="like_reply_once", condition=Q(post=None)),
            models.CheckConstraint(
                condition=Q(post=None, reply__isnull=False) | Q(post__isnull=False, reply=None), name="like_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} likes"
