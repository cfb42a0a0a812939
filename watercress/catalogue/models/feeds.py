from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .shops import Shop


class Pace(models.TextChoices):
    """How often a feed is read."""

    SIX_HOURS = "6h", _("Every six hours")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    OFF = "off", _("Only when I press “Fetch now”")


PERIODS = {Pace.SIX_HOURS: timedelta(hours=6), Pace.DAILY: timedelta(days=1), Pace.WEEKLY: timedelta(days=7)}


class ShopFeedQuerySet(models.QuerySet["ShopFeed"]):
    def visible_to(self, person: Any) -> Self:
        """Only a shop's keepers know where its goods are read."""
        return self.filter(shop__in=Shop.objects.kept_by(person).values("pk"))


class ShopFeed(models.Model):
    """
    Where a shop's goods are read again and again; one for a shop, since each reading tells all that it sells.

    The address may hold a secret: nobody is shown its query again, not even who wrote it.
    """

    shop = models.OneToOneField(Shop, on_delete=models.CASCADE, related_name="feed")
    address = models.URLField(max_length=2000)
    source = models.CharField(max_length=40, default="auto")
    every = models.CharField(max_length=8, choices=Pace, default=Pace.DAILY)
    language = models.CharField(max_length=10, blank=True)
    """The one whoever named it was reading, for what its reports say."""
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    named_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    """When a keeper first put its goods on the shelves: from then on its schedule does."""
    due_at = models.DateTimeField(null=True)
    """When it is asked next; None while it is being asked, and where nothing is planned."""
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    """When the last asking came to its end, whichever."""
    content_at = models.DateTimeField(null=True)
    """Since when it says what it said last."""
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=200, blank=True)
    """The host's words for the version that is on the shelves, or waits for its keeper."""
    failures = models.PositiveSmallIntegerField(default=0)
    """One after another."""
    problem = models.TextField(blank=True)
    stopped_at = models.DateTimeField(null=True)
    """When it had failed too often to be asked any more."""

    objects = ShopFeedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="shop_feed_due")]

    def __str__(self) -> str:
        return f"feed of {self.shop_id}"

    @property
    def is_being_asked(self) -> bool:
        return self.asked_at is not None and (self.answered_at is None or self.answered_at < self.asked_at)

    @property
    def period(self) -> timedelta | None:
        return PERIODS.get(Pace(self.every))
