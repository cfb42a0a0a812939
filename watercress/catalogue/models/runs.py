from typing import Any, Self

from django.conf import settings
from django.db import models

from .shops import Shop


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, person: Any) -> Self:
        """Only a shop's keepers read what its imports did."""
        return self.filter(shop__in=Shop.objects.kept_by(person).values("pk"))


class ImportRun(models.Model):
    """One reading of one file: who brought it, how far it has come, what it did, what it refused."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="import_runs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    """None for the command line."""
    file_name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    progress = models.PositiveSmallIntegerField(default=0)
    """Percent of the file read."""
    report = models.JSONField(default=dict)
    """The counts of `watercress import --json`, with the rejected lines."""
    problem = models.TextField(blank=True)
    """Why the file as a whole was refused."""

    objects = ImportRunQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name
