from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from watercress.catalogue.models import Product

from .marks import Mark, Shelf


class PriceDropQuerySet(models.QuerySet["PriceDrop"]):
    def visible_to(self, person: Any) -> Self:
        """One's own, of what one still wants, as long as it costs no more than was told."""
        if not person.is_authenticated:
            return self.none()
        wanted = Mark.objects.filter(person=person, shelf=Shelf.WANT, product=models.OuterRef("product"))
        still = Q(product__price__lte=F("now"), product__currency=F("currency"))
        on_the_shelf = Q(product__listed=True, product__retired_at=None)
        return self.filter(models.Exists(wanted), still, on_the_shelf, person=person)


class PriceDrop(models.Model):
    """
    Something one wants has become cheaper: the lowest price told so far, and what it cost before that.

    One row for each wish, moved down when the price falls further, so that nobody is told the same price twice.
    """

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
            models.UniqueConstraint(fields=["person", "product"], name="price_drop_once"),
            models.CheckConstraint(condition=Q(now__lt=F("was")), name="price_drop_falls"),
        ]
        indexes = [models.Index(fields=["person", "-fell_at"], name="price_drop_unseen", condition=Q(seen_at=None))]

    def __str__(self) -> str:
        return f"{self.product_id} for {self.person_id}"
