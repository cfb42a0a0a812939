from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class ShopQuerySet(models.QuerySet["Shop"]):
    def visible_to(self, person: Any) -> Self:
        """Every shop is public; the argument keeps one way of asking everywhere."""
        return self.all()

    def kept_by(self, person: Any) -> Self:
        if not person.is_authenticated:
            return self.none()
        return self.filter(keepers__person=person)


class Shop(models.Model):
    """A shop with a checkout of its own elsewhere, under `host`; unclaimed while it has no keeper."""

    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True)
    name = models.CharField(max_length=80)
    host = models.CharField(max_length=253, blank=True)
    host_proved_at = models.DateTimeField(null=True)
    """When a keeper showed that the host is the shop's; gone when the host changes."""
    currency = models.CharField(max_length=3)
    country = models.CharField(max_length=2, blank=True)
    lang = models.CharField(max_length=10, default="en")
    about = models.TextField(max_length=2000, blank=True)
    crest = models.ForeignKey("kernel.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    products_count = models.PositiveIntegerField(default=0)
    """Listed products, kept by the importers and by what lists or retires one."""
    small_since = models.DateTimeField(null=True)
    visits_this_month = models.PositiveIntegerField(default=0)
    """When a keeper said that the shop is small by the town's rule: at most ten people and 500 orders a month."""
    read_at = models.DateTimeField(null=True)
    """When an import last went through all its goods: a price that did not change was read then, too."""

    objects = ShopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("host"), name="shop_host_once", condition=~Q(host="")),
            models.CheckConstraint(condition=~Q(host="") | Q(host_proved_at=None), name="shop_proves_a_host"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="shop_currency_is_a_code"),
        ]

    def __str__(self) -> str:
        return self.slug


class Keeper(models.Model):
    """Someone who keeps a shop: speaks for it here and feeds its shelves."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="keepers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="keeps")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "person"], name="keeper_once")]

    def __str__(self) -> str:
        return f"{self.person_id} keeps {self.shop_id}"


class ProofMethod(models.TextChoices):
    FILE = "file", _("A file on the shop's site")
    META = "meta", _("A meta tag on the shop's front page")
    DNS = "dns", _("A DNS record")


class HostProof(models.Model):
    """
    What we last saw when one person had us look for their word on one shop's host.

    Words are personal: of two who claim an unclaimed shop, the one whose word stands on the host is its keeper.
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="proofs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    host = models.CharField(max_length=253)
    method = models.CharField(max_length=4, choices=ProofMethod, blank=True)
    asked_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    proved_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shop", "person"], name="host_proof_once")]

    def __str__(self) -> str:
        return self.host
