from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watercress.catalogue.models import Product, Shop

MOST_WORDS = 1000

COUNTED = Q(is_public=True, held_at=None)
"""What all may see, and so what a product's numbers count."""


class Shelf(models.TextChoices):
    WANT = "want", _("Want")
    HAVE = "have", _("Have")
    HAD = "had", _("Had")


class MarkQuerySet(models.QuerySet["Mark"]):
    def visible_to(self, person: Any) -> Self:
        """What people mark for all to see and nobody holds back, and one's own."""
        if not person.is_authenticated:
            return self.filter(COUNTED)
        return self.filter(COUNTED | Q(person=person))

    def reviews(self) -> Self:
        """What someone says of a thing they have or had: stars, words, a picture."""
        return self.filter(said_at__isnull=False, shelf__in=[Shelf.HAVE, Shelf.HAD])

    def waiting(self) -> Self:
        """Meant for all and held back, and nobody has decided since; what is private waits for nobody."""
        ruled = Ruling.objects.filter(mark=models.OuterRef("pk"), ruled_at__gte=models.OuterRef("held_at"))
        return self.filter(~models.Exists(ruled), is_public=True, held_at__isnull=False)


class Mark(models.Model):
    """
    A product on someone's shelf, with stars and words where they have or had it.

    With stars or words it is a review. Nothing but its age orders reviews: the newest stands first, for everyone.
    """

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
    said_at = models.DateTimeField(null=True)
    """When something was first said of it; a change of words does not make it newer."""
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
            models.CheckConstraint(condition=Q(shelf=Shelf.HAD) | Q(why_left=""), name="mark_left_what_one_had"),
        ]
        indexes = [
            models.Index(fields=["person", "shelf", "-marked_at"], name="mark_on_a_shelf"),
            models.Index(fields=["product", "shelf", "person"], name="mark_of_product"),
            models.Index(fields=["product", "-said_at"], name="mark_review", condition=Q(said_at__isnull=False)),
            models.Index(F("held_at"), name="mark_held", condition=Q(held_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.shelf} {self.product_id}"

    @property
    def counts(self) -> bool:
        return self.is_public and self.held_at is None


class Ruling(models.Model):
    """What the town decided about a review it held back, and why; the latest one counts."""

    mark = models.ForeignKey(Mark, on_delete=models.CASCADE, related_name="rulings")
    let_through = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ruled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(let_through=True) | ~Q(reason=""), name="ruling_no_has_a_reason")
        ]
        indexes = [models.Index(fields=["mark", "-ruled_at"], name="ruling_latest")]

    def __str__(self) -> str:
        return f"{self.let_through} on {self.mark_id}"


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
