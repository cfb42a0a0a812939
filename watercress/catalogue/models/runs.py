from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .feeds import ShopFeed
from .shops import Shop


class Outcome(models.TextChoices):
    """How a run ended."""

    DONE = "done", _("On the shelves")
    REFUSED = "refused", _("Not read")
    THROWN_AWAY = "thrown-away", _("Thrown away")
    EXPIRED = "expired", _("Waited too long")
    SUPERSEDED = "superseded", _("Overtaken by another import")


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, person: Any) -> Self:
        """Only a shop's keepers read what its imports did."""
        return self.filter(shop__in=Shop.objects.kept_by(person).values("pk"))

    def waiting(self) -> Self:
        """Looked at, and for a keeper to decide."""
        return self.filter(finished_at=None, confirmed_at=None, previewed_at__isnull=False)

    def being_put(self) -> Self:
        return self.filter(finished_at=None, confirmed_at__isnull=False)


class ImportRun(models.Model):
    """
    One file on its way to the shelves: who brought it, what it would do, what it did, what it refused.

    It is looked at (`previewed_at`), waits for its keeper, is confirmed and put on the shelves; `outcome` is how it ended.
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="import_runs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    """None for the command line."""
    feed = models.ForeignKey(ShopFeed, on_delete=models.SET_NULL, null=True, related_name="runs")
    """The feed whose schedule brought it, if one did."""
    address = models.URLField(max_length=2000, blank=True)
    """Of the one product's page that is read; empty for files and feeds."""
    file_name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=40, blank=True)
    mapping = models.JSONField(default=dict)
    """Role → column, where a keeper mapped the columns; empty elsewhere."""
    looks = models.PositiveSmallIntegerField(default=0)
    """How often someone had it looked at again; what an earlier look finds out is of no interest any more."""
    started_at = models.DateTimeField()
    previewed_at = models.DateTimeField(null=True)
    """When it was compared with the shelves: `preview` is what it would do to them as they were then."""
    preview = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    """None where a schedule or the command line did."""
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    """Percent of the file read."""
    report = models.JSONField(default=dict)
    """The counts of `watercress import --json`, with the rejected lines."""
    problem = models.TextField(blank=True)
    """Why the file as a whole was refused."""

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None, outcome="") | (Q(finished_at__isnull=False) & ~Q(outcome="")),
                name="import_run_ends_somehow",
            )
        ]
        indexes = [models.Index(fields=["previewed_at"], name="import_run_open", condition=Q(finished_at=None))]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_waiting(self) -> bool:
        """For its keeper to decide."""
        return not self.finished_at and not self.confirmed_at and self.previewed_at is not None

    @property
    def is_busy(self) -> bool:
        """The worker has it in hand, or will."""
        return not self.finished_at and not self.is_waiting


class ColumnMapping(models.Model):
    """Which column plays which role, as one shop's keepers said of tables with these columns."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="column_mappings")
    signature = models.CharField(max_length=64)
    """Of the set of the columns' names, in any order."""
    columns = models.JSONField(default=dict)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "signature"], name="column_mapping_once")]

    def __str__(self) -> str:
        return self.signature
