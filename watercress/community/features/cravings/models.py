"""What someone craves, and what others say to it."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Product
from watercress.community.models import Post, Reply

MOST_WORDS = 300


class Verdict(models.TextChoices):
    """How a craving ended, or that it is put off; "" until its author says."""

    BOUGHT = "bought", _("Bought")
    TALKED_OUT = "talked-out", _("Talked out")
    WAITING = "waiting", _("Waiting")


class Leaning(models.TextChoices):
    LEAVE = "leave", _("Leave it")
    BUY = "buy", _("Buy it")


OPEN = ("", Verdict.WAITING.value)
"""Verdicts under which one can still be talked out of it."""


def last_moment(ends_at: datetime | None) -> datetime | None:
    """Return when a wait that ends at 24:00 is still on: a moment of its last day, for people to read the day of."""
    return ends_at - timedelta(microseconds=1) if ends_at else None


class CravingQuerySet(models.QuerySet["Craving"]):
    def visible_to(self, person: Any) -> Self:
        """Those whose post `person` may read."""
        # Not `post__in`: SQLite would gather all posts first, and not walk the index that has the latest in order.
        return self.filter(Exists(Post.objects.visible_to(person).filter(pk=OuterRef("post"))))

    def open(self) -> Self:
        return self.filter(verdict__in=OPEN)


class Craving(models.Model):
    """
    A post whose author asks to be talked out of one of the products it shows.

    There is no reopening: who craves it again says that they wait.
    """

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="craving")
    # The post's author, who does not change: here too, so that the craving goes with them, and so that one index
    # finds each person's latest of a product.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cravings")
    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, related_name="cravings")
    """The craved one, retired or not; None once the shop took it out of the town altogether."""
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    words = models.CharField(max_length=MOST_WORDS, blank=True)
    words_lang = models.CharField(max_length=10, default="en")
    decided_at = models.DateTimeField(null=True)
    """When the verdict became what it is, or was last confirmed."""
    remind_at = models.DateTimeField(null=True)
    """When the cool-off ends: at 24:00 of the town's day."""
    reminded_at = models.DateTimeField(null=True)

    objects = CravingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=["", *Verdict.values]), name="craving_verdict_known"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None, words="") | (~Q(verdict="") & Q(decided_at__isnull=False)),
                name="craving_decided_or_not",
            ),
            models.CheckConstraint(
                condition=Q(remind_at=None) | Q(verdict=Verdict.WAITING), name="craving_reminds_who_waits"
            ),
            models.CheckConstraint(
                condition=Q(reminded_at=None) | Q(remind_at__isnull=False), name="craving_reminded_as_asked"
            ),
        ]
        indexes = [
            models.Index(fields=["verdict", "-id"], name="craving_by_verdict"),
            models.Index(fields=["-id"], name="craving_open", condition=Q(verdict__in=OPEN)),
            models.Index(fields=["product", "person", "-id"], name="craving_of_product"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict or 'open'}: {self.post_id}"

    @property
    def is_open(self) -> bool:
        return self.verdict in OPEN

    @property
    def waits_until(self) -> datetime | None:
        return last_moment(self.remind_at)


class Argument(models.Model):
    """What a reply speaks for. Who argues twice counts once, by what they said last."""

    reply = models.OneToOneField(Reply, on_delete=models.CASCADE, related_name="argument")
    craving = models.ForeignKey(Craving, on_delete=models.CASCADE, related_name="arguments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="arguments")
    """The reply's author."""
    leans = models.CharField(max_length=5, choices=Leaning)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(leans__in=Leaning.values), name="argument_leans_known")]
        indexes = [models.Index(fields=["craving", "person", "-reply"], name="argument_latest")]

    def __str__(self) -> str:
        return f"{self.leans} in {self.reply_id}"
