"""
Impressions, visits, and the daily totals that reports read.

What sent a visit is kept as its number and not as a foreign key: what was counted stays counted when that is gone.
Nothing here says who anyone is. A day key tells visits of one day apart, and its salt is destroyed a day later.
"""

from django.db import models
from django.db.models import Q

from watercress.catalogue.models import Product, Shop

from .sources import NAMES, Surface

SURFACES = [(surface.value, NAMES[surface]) for surface in Surface]


class Reason(models.TextChoices):
    """Why something is stored and not counted."""

    COUNTED = ""
    HEAD = "head"
    PREFETCH = "prefetch"
    BOT = "bot"
    TOO_MANY = "too-many"
    TOO_SOON = "too-soon"
    REPEAT = "repeat"
    REUSED = "reused"
    OWN = "own"


class Impression(models.Model):
    """One slate served: the goods of a page, by their places."""

    slate = models.CharField(max_length=24, unique=True)
    at = models.DateTimeField()
    day = models.DateField()
    surface = models.CharField(max_length=1, choices=SURFACES)
    place = models.CharField(max_length=21, blank=True)
    """The community or the label whose page it was: "c4", "l12", or ""."""
    post = models.BigIntegerField(null=True)
    shown = models.JSONField()
    """[[product, shop], …], the first place first; the product is 0 for a shop's own front."""
    why = models.CharField(max_length=40, blank=True)
    """Under which its reasons are kept, where it was ranked."""
    day_key = models.CharField(max_length=16, blank=True)
    """Empty for who refused to be measured."""
    reason = models.CharField(max_length=10, blank=True, choices=Reason.choices)
    """Empty if it counts."""

    class Meta:
        indexes = [
            models.Index(fields=["day", "day_key"], name="impression_of_a_day"),
        ]

    def __str__(self) -> str:
        return self.slate


class Visit(models.Model):
    """One click that led out of the town."""

    click = models.CharField(max_length=22, unique=True)
    """Goes along to the shop, so that an order can be traced to it."""
    slate = models.CharField(max_length=24)
    position = models.PositiveSmallIntegerField()
    """The place in the slate, from 0."""
    at = models.DateTimeField()
    day = models.DateField()
    product = models.ForeignKey(Product, on_delete=models.CASCADE, null=True, related_name="+")
    """None for a shop's own front."""
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="visits")
    small = models.BooleanField(default=False)
    """Whether the shop was small that moment."""
    surface = models.CharField(max_length=1, choices=SURFACES)
    place = models.CharField(max_length=21, blank=True)
    post = models.BigIntegerField(null=True)
    day_key = models.CharField(max_length=16, blank=True)
    reason = models.CharField(max_length=10, blank=True, choices=Reason.choices)

    class Meta:
        constraints = [
            # Two clicks at once on one place of one slate: one of them counts.
            models.UniqueConstraint(fields=["slate", "position"], condition=Q(reason=""), name="visit_counts_once"),
        ]
        indexes = [
            models.Index(fields=["day_key", "shop", "at"], name="visit_again", condition=~Q(day_key="")),
            models.Index(fields=["day"], name="visit_of_a_day"),
        ]

    def __str__(self) -> str:
        return self.click


class Tally(models.Model):
    """
    What counted on one day for one shop from one place: the sum of impressions' places and of visits.

    Kept for ever; the rows it sums are not.
    """

    day = models.DateField()
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="tallies")
    surface = models.CharField(max_length=1, choices=SURFACES)
    place = models.CharField(max_length=21, blank=True)
    shown = models.PositiveIntegerField(default=0)
    visits = models.PositiveIntegerField(default=0)
    small_visits = models.PositiveIntegerField(default=0)
    """Those made while the shop was small."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "day", "surface", "place"], name="tally_is_one"),
            models.CheckConstraint(condition=Q(small_visits__lte=models.F("visits")), name="tally_small_of_all"),
        ]
        indexes = [models.Index(fields=["place", "day"], name="tally_of_a_place")]

    def __str__(self) -> str:
        return f"{self.day} {self.shop_id} {self.surface}{self.place}"


class Salt(models.Model):
    """What a day's keys are made with; nobody can make them again once it is gone."""

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=43)

    def __str__(self) -> str:
        return f"{self.day}"


class Loss(models.Model):
    """How many slates of a day were shown and could not be written."""

    day = models.DateField(unique=True)
    dropped = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.day}: {self.dropped}"
