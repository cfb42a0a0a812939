from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from watercress.catalogue.models import Product
from watercress.community.format import Order
from watercress.labels.models import Label

from .communities import Community

STANDING = Q(withdrawn_at=None, hidden_at=None)
"""Neither taken back nor taken down; of posts and of replies."""

UNPINNED = Q(is_pinned__in=[False])
"""For lists that leave out what stands on top. Not `is_pinned=False`: SQLite finds no index for NOT."""

ORDER_BY = {
    Order.LAST_REPLY: ("-is_pinned", "-bumped_at", "-id"),
    Order.NEWEST: ("-is_pinned", "-posted_at", "-id"),
}


class Section(models.Model):
    """A shelf of a community's posts."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="sections")
    name = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="section_name_once")]

    def __str__(self) -> str:
        return self.name


def _in_a_readable_place(person: Any) -> models.Exists:
    # Not `community__in`: SQLite then walks the places instead of the index that has the posts in order.
    return models.Exists(Community.objects.readable_by(person).filter(pk=models.OuterRef("community")))


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, person: Any) -> Self:
        """Posts that stand, in communities `person` may read."""
        return self.filter(STANDING, _in_a_readable_place(person))

    def kept_for(self, person: Any) -> Self:
        """
        What `visible_to` shows, and what was taken back or down where `person` wrote it or is a steward.

        For looking one up, never for lists.
        """
        if not person.is_authenticated:
            return self.visible_to(person)
        looked_after = person.memberships.filter(is_steward=True).values("community")
        theirs = Q(author=person) | Q(community__in=looked_after)
        return self.filter(STANDING | theirs, _in_a_readable_place(person))

    def in_order_of(self, order: Order) -> Self:
        return self.order_by(*ORDER_BY[order])


class Post(models.Model):
    """What someone put before a community; in a circle, a topic. `author` is None for someone who left."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="posts")
    title = models.CharField(max_length=120, blank=True)
    lang = models.CharField(max_length=10, default="en")
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="posts")
    products = models.ManyToManyField(Product, through="PostProduct", related_name="posts")
    labels = models.ManyToManyField(Label, through="PostLabel", related_name="posts")
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    bumped_at = models.DateTimeField()
    """Last reply by someone other than the author, or when it was posted."""
    last_reply_at = models.DateTimeField(null=True)
    replies_count = models.PositiveIntegerField(default=0)
    likes_count = models.PositiveIntegerField(default=0)
    pinned_at = models.DateTimeField(null=True)
    # PostgreSQL and SQLite disagree on where nulls stand, and SQLite's indexes cannot be told.
    is_pinned = models.GeneratedField(
        expression=models.ExpressionWrapper(Q(pinned_at__isnull=False), output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    best_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    """Taken back by its author."""
    hidden_at = models.DateTimeField(null=True)
    """Taken down by a steward; who and why stands in the log."""
    # Last in the row: SQLite walks a long text's pages to reach the columns after it.
    text = models.TextField(max_length=20_000, blank=True)
    html = models.TextField(blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="post_number_once")]
        indexes = [
            models.Index(
                fields=["community", "-is_pinned", "-bumped_at", "-id"], name="post_last_reply", condition=STANDING
            ),
            models.Index(fields=["community", "-posted_at", "-id"], name="post_newest", condition=STANDING),
            models.Index(fields=["-bumped_at", "-id"], name="post_latest", condition=STANDING),
            models.Index(fields=["author", "-posted_at"], name="post_by_author"),
        ]

    def __str__(self) -> str:
        return f"{self.community_id}/{self.number}"

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None and self.hidden_at is None


class PostProduct(models.Model):
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="cards")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="cards")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["post", "product"], name="post_product_once")]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.post_id}"


class PostLabel(models.Model):
    """A label a post carries, so that the label's page gathers it for those who may read it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="carried")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="carried")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["post", "label"], name="post_label_once")]
        indexes = [models.Index(fields=["label", "post"], name="post_label_of_label")]

    def __str__(self) -> str:
        return f"{self.label_id} on {self.post_id}"


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
