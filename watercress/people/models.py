"""Who is here, and who has had enough of whom."""

from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, person: Any) -> Self:
        """Everyone with an account that stands: a public profile is public."""
        return self.filter(is_active=True)


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)["Person"]):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username__iexact=username)


class Theme(models.TextChoices):
    AUTO = "auto", _("As my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Person(AbstractBaseUser):
    """
    Someone with an account: `username` is in their address, `name` is what others read.

    No e-mail address stands here, so none can slip out with a list of people: they are allauth's
    `EmailAddress`, of which only a confirmed one belongs to one person alone.
    """

    username = models.CharField(max_length=24, unique=True)
    likeness = models.CharField(max_length=48, blank=True, editable=False)
    """What the username looks like (names.likeness): no second person may look the same."""
    name = models.CharField(max_length=40, blank=True)
    about = models.CharField(max_length=300, blank=True)
    picture = models.ForeignKey("kernel.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    is_operator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    session_round = models.PositiveIntegerField(default=0)
    """Counted up to end every session that was opened before."""

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = []

    objects = PersonManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="person_username_once"),
            models.UniqueConstraint(fields=["likeness"], name="person_likeness_once", condition=~Q(likeness="")),
            models.CheckConstraint(condition=Q(theme__in=Theme.values), name="person_theme_known"),
        ]

    def __str__(self) -> str:
        return self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        told = f"{self.password}/{self.session_round}" if self.session_round else self.password
        return salted_hmac("watercress.people.session", told, secret=secret, algorithm="sha256").hexdigest()

    @property
    def shown_name(self) -> str:
        return self.name or self.username


class Block(models.Model):
    """`blocker` no longer hears from `blocked`: no replies, no mentions."""

    blocker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="blocked_by")
    blocked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="block_once"),
            models.CheckConstraint(condition=~Q(blocker=F("blocked")), name="block_not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.blocker_id} blocks {self.blocked_id}"


class Tally(models.Model):
    """How often something was tried lately, under a keyed hash of who tried: no address is kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at}"
