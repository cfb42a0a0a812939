"""Marks on goods, what is said with them, and lists of goods."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Product, Shop

MOST_WORDS = 1000


class Shelf(models.TextChoices):
    WANT = "want", _("Want")
    HAVE = "have", _("Have")
    HAD = "had", _("Had")


class MarkQuerySet(models.QuerySet["Mark"]):
    def visible_to(self, person: Any) -> Self:
        """What people mark for all to see and nobody holds back, and one's own."""
        shown = Q(is_public=True, held_at=None, person__is_active=True)
        if person.is_authenticated:
            shown |= Q(person=person)
        return self.filter(shown)

    def reviews(self) -> Self:
        """A review is a Have or Had mark with words."""
        return self.filter(shelf__in=[Shelf.HAVE, Shelf.HAD]).exclude(words="")


class Mark(models.Model):
    """A product on someone's shelf, with stars and words where they have or had it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="marks")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="marks")
    shelf = models.CharField(max_length=4, choices=Shelf)
    is_public = models.BooleanField(default=True)
    stars = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    lang = models.CharField(max_length=10, default="en")
    why_left = models.CharField(max_length=200, blank=True)
    """Of what one had: why it left."""
    picture = models.ForeignKey("kernel.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    marked_at = models.DateTimeField()
    """When it came onto this shelf."""
    changed_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)
    """A rival's keeper's review waits for the town; until it is let through only its writer reads it."""

    objects = MarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "product"], name="mark_once"),
            models.CheckConstraint(condition=Q(shelf__in=Shelf.values), name="mark_shelf_known"),
            models.CheckConstraint(condition=Q(stars=None) | Q(stars__gte=1, stars__lte=5), name="mark_one_to_five"),
            models.CheckConstraint(condition=~Q(shelf=Shelf.WANT) | Q(stars=None), name="mark_no_stars_before_having"),
        ]
        indexes = [
            models.Index(fields=["person", "shelf", "-marked_at"], name="mark_on_a_shelf"),
            models.Index(fields=["product", "shelf", "-changed_at"], name="mark_of_product"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.shelf} {self.product_id}"


class Answer(models.Model):
    """What the shop says to a review. It may answer, never delete."""

    mark = models.OneToOneField(Mark, on_delete=models.CASCADE, related_name="answer")
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    words = models.TextField(max_length=MOST_WORDS)
    lang = models.CharField(max_length=10, default="en")
    answered_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"to {self.mark_id}"


class PriceDropQuerySet(models.QuerySet["PriceDrop"]):
    def visible_to(self, person: Any) -> Self:
        return self.filter(person=person) if person.is_authenticated else self.none()


class PriceDrop(models.Model):
    """Something one wants has become cheaper."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="price_drops")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    was = models.BigIntegerField()
    now = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    fell_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    objects = PriceDropQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "product", "fell_at"], name="price_drop_once"),
            models.CheckConstraint(condition=Q(now__lt=models.F("was")), name="price_drop_falls"),
        ]
        indexes = [models.Index(fields=["person", "-fell_at"], name="price_drop_unseen", condition=Q(seen_at=None))]

    def __str__(self) -> str:
        return f"{self.product_id} for {self.person_id}"


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
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class ListEntry(models.Model):
    list = models.ForeignKey(List, on_delete=models.CASCADE, related_name="entries")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True)
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
