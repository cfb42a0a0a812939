"""Labels, worn by people and borne by goods."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from watercress.catalogue.models import Product

from .naming import in_chinese

MOST_WORN = 12
MOST_ON_A_PRODUCT = 6
MOST_WORDS = 300


class LabelQuerySet(models.QuerySet["Label"]):
    def visible_to(self, person: Any) -> Self:
        """All but those the operator hides in this town; the argument keeps one way of asking everywhere."""
        return self.filter(hidden_at=None)


class Label(models.Model):
    """
    A style someone may call theirs, in both languages. Exactly 240 ship, by a migration from labels.csv.

    A label owns nothing: people wear it, goods bear it, posts carry it.
    """

    slug = models.SlugField(max_length=60, unique=True)
    en = models.CharField(max_length=60)
    zh = models.CharField(max_length=60)
    group = models.CharField(max_length=1)
    group_en = models.CharField(max_length=60)
    group_zh = models.CharField(max_length=60)
    ord = models.PositiveSmallIntegerField()
    """Within its group."""
    private_by_default = models.BooleanField(default=False)
    wearers_count = models.PositiveIntegerField(default=0)
    """People who wear it for all to see; who wears it privately is counted nowhere."""
    goods_count = models.PositiveIntegerField(default=0)
    """Products that bear it, on the shelf or not; kept by F() in each action."""
    visits_this_month = models.PositiveIntegerField(default=0)
    """Visits sent to small shops; tallied from above."""
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = LabelQuerySet.as_manager()

    class Meta:
        ordering = ["group", "ord"]
        constraints = [models.UniqueConstraint(fields=["group", "ord"], name="label_place_once")]

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> str:
        return self.zh if in_chinese() else self.en

    @property
    def other_name(self) -> str:
        return self.en if in_chinese() else self.zh

    @property
    def group_name(self) -> str:
        return self.group_zh if in_chinese() else self.group_en


class WearQuerySet(models.QuerySet["Wear"]):
    def visible_to(self, person: Any) -> Self:
        """What is worn for all to see, and one's own."""
        shown = Q(is_public=True, person__is_active=True)
        if person.is_authenticated:
            shown |= Q(person=person)
        return self.filter(shown, label__hidden_at=None)


class Wear(models.Model):
    """One label a person positions themselves by: the first says most about them."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wears")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="wears")
    position = models.PositiveSmallIntegerField()
    """From 1."""
    is_public = models.BooleanField()
    since = models.DateTimeField()
    """When it was put on; of one worn unseen before, when it was first shown."""

    objects = WearQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["person", "label"], name="wear_once"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=MOST_WORN), name="wear_at_most_twelve"),
        ]
        indexes = [models.Index(fields=["label", "-since"], name="wear_latest", condition=Q(is_public=True))]

    def __str__(self) -> str:
        return f"{self.person_id} wears {self.label_id}"


class Tag(models.Model):
    """A label a product bears: put there by its shop, or by a decision."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="label_tags")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="tags")
    position = models.PositiveSmallIntegerField()
    """From 1."""
    tagged_at = models.DateTimeField()
    tagged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["product", "label"], name="tag_once"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_ON_A_PRODUCT), name="tag_at_most_six"
            ),
        ]
        indexes = [models.Index(fields=["label", "product"], name="tag_of_label")]

    def __str__(self) -> str:
        return f"{self.label_id} on {self.product_id}"


class TagDecision(models.Model):
    """What was decided about a label on a product, by its shop or for the town, and why."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="label_decisions")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="decisions")
    borne = models.BooleanField()
    """Whether the product bears the label from then on."""
    by_town = models.BooleanField(default=False)
    """By whoever looks after the town: it binds the shop for a while."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=MOST_WORDS, blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["product", "-decided_at"], name="tag_decision_latest")]

    def __str__(self) -> str:
        return f"{self.label_id} {'on' if self.borne else 'off'} {self.product_id}"


class Says(models.TextChoices):
    SUGGEST = "suggest"
    DISPUTE = "dispute"


OPEN = Q(decision=None)
"""Voices that nobody has decided about."""


class TagVoiceQuerySet(models.QuerySet["TagVoice"]):
    def standing(self) -> Self:
        """
        What people say now and nobody has answered.

        A dispute falls silent while its shop has taken the label off, and speaks up when it comes back.
        """
        borne = models.Exists(Tag.objects.filter(product=models.OuterRef("product"), label=models.OuterRef("label")))
        concerns = Q(borne, says=Says.DISPUTE) | (Q(says=Says.SUGGEST) & ~Q(borne))
        return self.filter(OPEN, concerns, person__is_active=True, label__hidden_at=None)


class TagVoice(models.Model):
    """Someone's word for a label a product does not bear, or against one it does; one decision answers all of them."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="label_voices")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="voices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    says = models.CharField(max_length=7, choices=Says)
    words = models.CharField(max_length=MOST_WORDS, blank=True)
    said_at = models.DateTimeField()
    decision = models.ForeignKey(TagDecision, on_delete=models.CASCADE, null=True, related_name="voices")

    objects = TagVoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "label", "person", "says"], name="tag_voice_once", condition=OPEN
            ),
            models.CheckConstraint(condition=Q(says__in=Says.values), name="tag_voice_says_known"),
        ]
        indexes = [models.Index(fields=["product", "label", "says"], name="tag_voice_open", condition=OPEN)]

    def __str__(self) -> str:
        return f"{self.person_id} {self.says}s {self.label_id} on {self.product_id}"
