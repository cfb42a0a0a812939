"""What was suggested, with every reason, so that whoever saw it can ask why; never to whom."""

from typing import Any, Self

from django.db import models
from django.db.models import Q


class Surface(models.TextChoices):
    HOME = "home"
    FRONT = "front"
    """The home page of a visitor who chose labels."""


class SlateQuerySet(models.QuerySet["Slate"]):
    def visible_to(self, person: Any) -> Self:
        """Whoever knows its key: it speaks of goods and reasons, and of nobody."""
        return self.all()


class Slate(models.Model):
    """
    Goods as they were suggested, best first, each with the terms of its score, and the ones just behind them.

    It says nothing of the person: not who, not when but the day, and of a label worn privately not which. The same
    slate again is the same row.
    """

    key = models.CharField(max_length=40, unique=True)
    """A keyed digest of all the rest: nobody can find out by guessing what somebody else was shown."""
    surface = models.CharField(max_length=8, choices=Surface)
    day = models.DateField()
    """The town's."""
    town = models.PositiveIntegerField()
    """How many goods were on its shelves: what the rarity of a label is measured by."""
    parameters = models.JSONField()
    """`scoring.Parameters` in force."""
    places = models.JSONField()
    """[{"product", "shop", "terms": [{"kind", "points", …}]}]"""
    bench = models.JSONField()

    objects = SlateQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(surface__in=Surface.values), name="slate_surface_known")]
        indexes = [models.Index(fields=["day", "surface"], name="slate_of_a_day")]

    def __str__(self) -> str:
        return self.key
