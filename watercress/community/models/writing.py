from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from .communities import Community
from .posts import Post
from .replies import Reply


class Revision(models.Model):
    """A text as it stood before an edit."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="revisions")
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, null=True, related_name="revisions")
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    html = models.TextField()
    written_at = models.DateTimeField()
    """When this version was written, not when it was replaced."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post=None, reply__isnull=False) | Q(post__isnull=False, reply=None), name="revision_of_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, person: Any) -> Self:
        return self.filter(person=person) if person.is_authenticated else self.none()


class Draft(models.Model):
    """What someone has typed and not yet posted: a new post, or a reply under `post`."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="+")
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "community"], name="draft_post_once", condition=Q(post=None)),
            models.UniqueConstraint(
                fields=["person", "post"], name="draft_reply_once", condition=Q(post__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.community_id}"
