from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from watercress.catalogue.models import Product


class ListQuerySet(models.QuerySet["List"]):
    def visible_to(self, person: Any) -> Self:
        """Lists open to the world, and one's own."""
        shown = Q(is_public=True, owner__is_active=True)
        if person.is_authenticated:
            shown |= Q(owner=person)
        return self.filter(shown)


class List(models.Model):
    """Goods in an order somebody thought about, with a note to each; others may follow it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lists")
    title = models.CharField(max_length=80)
    about = models.TextField(max_length=1000, blank=True)
    lang = models.CharField(max_length=10, default="en")
    is_public = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    entries_count = models.PositiveIntegerField(default=0)
    followers_count = models.PositiveIntegerField(default=0)

    objects = ListQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="list_latest", condition=Q(is_public=True)),
            models.Index(fields=["-followers_count", "-id"], name="list_followed", condition=Q(is_public=True)),
            models.Index(fields=["owner", "-changed_at"], name="list_by_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class ListEntry(models.Model):
    list = models.ForeignKey(List, on_delete=models.CASCADE, related_name="entries")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True)
    lang = models.CharField(max_length=10, default="en")
    """Of the note."""
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["list", "product"], name="list_entry_once")]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.list_id}"


class ListFollow(models.Model):
    list = models.ForeignKey(List, on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lists_followed")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "person"], name="list_follow_once")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.list_id}"
