"""What the town itself keeps: its name, its queue of promises, its pictures."""

from django.db import models
from django.db.models import Q


class Town(models.Model):
    """The site: one row, written by the first operator."""

    name = models.CharField(max_length=60)
    sentence = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    language = models.CharField(max_length=10, default="en")
    is_demo = models.BooleanField(default=False)
    founded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="town_is_one")]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """
    One event on its way to one subscriber.

    Written in the transaction of the change it reports, so neither exists without the other. A worker
    leases it, and marks it delivered in the same transaction as the effect; then its payload is emptied.
    """

    event = models.CharField(max_length=100)
    subscriber = models.CharField(max_length=200)
    occurrence = models.CharField(max_length=100, db_index=True)
    """The same for all subscribers of one happening; names the key of what was scheduled."""
    effect_key = models.CharField(max_length=301, unique=True)
    payload = models.JSONField()
    recorded_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    """How often the subscriber failed."""
    interruptions = models.PositiveSmallIntegerField(default=0)
    """How often a worker was gone before it could say how it went."""
    delivered_at = models.DateTimeField(null=True)
    poisoned_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="delivery_waiting",
                condition=Q(delivered_at=None, poisoned_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.effect_key


class Picture(models.Model):
    """
    A picture the town keeps, re-encoded in a few widths; its files lie under its key.

    `public` pictures (faces, crests, goods) are served to anyone; the others only through the post that shows them.
    """

    key = models.CharField(max_length=40, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    bytes = models.PositiveIntegerField()
    public = models.BooleanField(default=True)
    source_sha256 = models.CharField(max_length=64, db_index=True)
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Fetch(models.Model):
    """When an address outside was last asked, so that one link posted 500 times is fetched once."""

    address_sha256 = models.CharField(max_length=64, unique=True)
    host = models.CharField(max_length=253)
    asked_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    not_before = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.host
