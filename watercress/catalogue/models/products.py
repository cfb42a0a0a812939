from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from .categories import Category
from .shops import Shop


class ProductQuerySet(models.QuerySet["Product"]):
    def visible_to(self, person: Any) -> Self:
        """
        Listed products and those that once were; a keeper also sees what their shop keeps off the shelf.
        """
        open_to_all = Q(listed=True) | Q(retired_at__isnull=False, first_listed_at__isnull=False)
        if not person.is_authenticated:
            return self.filter(open_to_all)
        kept = Shop.objects.kept_by(person).values("pk")
        return self.filter(open_to_all | Q(shop__in=kept))

    def on_the_shelf(self) -> Self:
        return self.filter(listed=True, retired_at=None)


class Product(models.Model):
    """
    One thing a shop sells: one handle in its export.

    Prices are integers in the currency's minor unit. `price` is the lowest of the available variants
    (of all, where none is), `price_most` the highest. Unlisted: draft, archived or unpublished at the shop.
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="products")
    handle = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    lang = models.CharField(max_length=10, default="en")
    description = models.TextField(blank=True)
    """Sanitised HTML."""
    vendor = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=120, blank=True)
    """The shop's own word for its type."""
    tags = models.JSONField(default=list)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="products")
    currency = models.CharField(max_length=3)
    price = models.BigIntegerField(null=True)
    price_most = models.BigIntegerField(null=True)
    compare_at = models.BigIntegerField(null=True)
    available = models.BooleanField(default=True)
    listed = models.BooleanField(default=True)
    first_listed_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    link = models.URLField(max_length=2000, blank=True)
    """The address the feed gave; empty means the one the shop's host implies."""
    picture = models.ForeignKey("kernel.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    """The first picture that has arrived."""
    fingerprint = models.CharField(max_length=64, blank=True)
    """Of all the source said, so that the same file again changes nothing."""
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    read_at = models.DateTimeField()
    # Tallied from above (catalogue.tallies), so that cards and pages read plain columns.
    wants_count = models.PositiveIntegerField(default=0)
    haves_count = models.PositiveIntegerField(default=0)
    hads_count = models.PositiveIntegerField(default=0)
    stars_count = models.PositiveIntegerField(default=0)
    """How many gave stars; `stars_sum` is what they gave together."""
    stars_sum = models.PositiveIntegerField(default=0)

    objects = ProductQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "handle"], name="product_handle_once"),
            models.CheckConstraint(
                condition=Q(price=None) | Q(price__gte=0, price_most__gte=F("price")), name="product_price_is_a_range"
            ),
        ]
        indexes = [
            models.Index(fields=["-added_at", "-id"], name="product_newest", condition=Q(listed=True)),
            models.Index(fields=["-wants_count", "-id"], name="product_most_wanted", condition=Q(listed=True)),
        ]

    def __str__(self) -> str:
        return self.handle


class Variant(models.Model):
    """One choice of a product's options, with its own price."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    position = models.PositiveSmallIntegerField()
    options = models.JSONField(default=dict)
    """Option name → value, in the shop's order."""
    sku = models.CharField(max_length=120, blank=True)
    price = models.BigIntegerField(null=True)
    compare_at = models.BigIntegerField(null=True)
    available = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "position"], name="variant_position_once")]

    def __str__(self) -> str:
        return " / ".join(self.options.values())


class ProductPicture(models.Model):
    """A picture the shop shows, and our copy once the worker has fetched it."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures")
    position = models.PositiveSmallIntegerField()
    source = models.URLField(max_length=2000, blank=True)
    words = models.CharField(max_length=300, blank=True)
    """What it shows, for those who do not see it."""
    picture = models.ForeignKey("kernel.Picture", on_delete=models.SET_NULL, null=True, related_name="+")
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "position"], name="product_picture_position_once")]

    def __str__(self) -> str:
        return self.source


class PricePoint(models.Model):
    """The price as it was from `at` on; only imports write here, nobody by hand."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="price_points")
    at = models.DateTimeField()
    price = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        indexes = [models.Index(fields=["product", "-at"], name="price_point_latest")]

    def __str__(self) -> str:
        return f"{self.price} {self.currency}"
