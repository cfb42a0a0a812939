from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from watercress.catalogue.models import Product
from watercress.community.format import Order

from .communities import Community

# Pinned ones first, whatever the order; PostgreSQL and SQLite disagree on where nulls stand.
_PINNED = models.F("pinned_at").desc(nulls_last=True)
ORDER_BY = {
    Order.LAST_REPLY: (_PINNED, "-bumped_at", "-id"),
    Order.NEWEST: (_PINNED, "-posted_at", "-id"),
}


class Section(models.Model):
    """A shelf of a community's posts."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="sections")
    name = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="section_name_once"),
            models.UniqueConstraint(fields=["community", "position"], name="section_position_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, person: Any) -> Self:
        """Posts that stand, in communities `person` may read."""
        readable = Community.objects.readable_by(person).values("pk")
        return self.filter(community__in=readable, withdrawn_at=None, hidden_at=None)

    def in_order_of(self, order: Order) -> Self:
        return self.order_by(*ORDER_BY[order])


class Post(models.Model):
    """What someone put before a community; in a circle, a topic. `author` is None for someone who left."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="posts")
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(max_length=20_000, blank=True)
    html = models.TextField(blank=True)
    lang = models.CharField(max_length=10, default="en")
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="posts")
    products = models.ManyToManyField(Product, through="PostProduct", related_name="posts")
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    bumped_at = models.DateTimeField()
    """Last reply by someone other than the author, or when it was posted."""
    last_reply_at = models.DateTimeField(null=True)
    replies_count = models.PositiveIntegerField(default=0)
    likes_count = models.PositiveIntegerField(default=0)
    pinned_at = models.DateTimeField(null=True)
    best_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    """Taken back by its author."""
    hidden_at = models.DateTimeField(null=True)
    """Taken down by a steward; who and why stands in the log."""

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="post_number_once")]
        indexes = [
            models.Index(fields=["community", "-bumped_at", "-id"], name="post_last_reply"),
            models.Index(fields=["community", "-posted_at", "-id"], name="post_newest"),
            models.Index(fields=["author", "-posted_at"], name="post_by_author"),
        ]

    def __str__(self) -> str:
        return f"{self.community_id}/{self.number}"


class PostProduct(models.Model):
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="cards")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="cards")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["post", "product"], name="post_product_once")]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.post_id}"


class PostPicture(models.Model):
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("kernel.Picture", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["post", "position"], name="post_picture_position_once")]

    def __str__(self) -> str:
        return f"{self.picture_id} in {self.post_id}"


STANDING = Q(withdrawn_at=None, hidden_at=None)
"""Neither taken back nor taken down; of posts and of replies."""
