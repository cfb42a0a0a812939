from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .communities import Community


class Membership(models.Model):
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    is_steward = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "person"], name="membership_once")]
        indexes = [models.Index(fields=["community", "joined_at", "id"], name="membership_longest")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.community_id}"


class JoinRequest(models.Model):
    """Someone's answer to the community's question, and what a steward said to it."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests")
    question = models.CharField(max_length=200)
    answer = models.TextField(max_length=1000)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    approved = models.BooleanField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"], name="join_request_one_open", condition=Q(decided_at=None)
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, approved=None) | Q(decided_at__isnull=False, approved__isnull=False),
                name="join_request_decided_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} asks {self.community_id}"


class Invitation(models.Model):
    """A link that lets a number of people in, for a while."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="invitations")
    token = models.CharField(max_length=40, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    uses = models.PositiveSmallIntegerField(default=1)
    """How many it was made for."""
    uses_left = models.PositiveSmallIntegerField(default=1)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(uses_left__lte=F("uses")), name="invitation_uses_left_of_uses")
        ]
        indexes = [models.Index(fields=["community", "-made_at"], name="invitation_latest")]

    def __str__(self) -> str:
        return f"into {self.community_id}"


class Ban(models.Model):
    """Someone who may no longer join, post or like here."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="bans")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bans")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500)
    banned_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person"], name="ban_once", condition=Q(lifted_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.community_id}"
