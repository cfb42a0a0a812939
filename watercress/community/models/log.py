from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .communities import Community


class Act(models.TextChoices):
    """What a steward may do that members can look up."""

    APPROVE = "approve", _("let someone in")
    DECLINE = "decline", _("declined a request to join")
    REMOVE = "remove", _("removed a member")
    BAN = "ban", _("banned someone")
    LIFT_BAN = "lift-ban", _("lifted a ban")
    PIN = "pin", _("pinned a topic")
    UNPIN = "unpin", _("unpinned a topic")
    LOCK = "lock", _("locked a topic")
    UNLOCK = "unlock", _("unlocked a topic")
    BEST = "best", _("put a topic among the best")
    UNBEST = "unbest", _("took a topic from the best")
    MOVE = "move", _("moved a topic to another section")
    HIDE = "hide", _("took down a text")
    RESTORE = "restore", _("put a text back")
    INVITE = "invite", _("made an invitation")
    REVOKE = "revoke", _("revoked an invitation")
    SETTINGS = "settings", _("changed the settings")
    STEWARD = "steward", _("made someone a steward")
    UNSTEWARD = "unsteward", _("ended someone's stewardship")
    HEIR = "heir", _("named an heir")
    FOUNDER = "founder", _("became the founder")
    ARCHIVE = "archive", _("closed the place to new writing")
    REOPEN = "reopen", _("opened the place again")
    SECTIONS = "sections", _("changed the sections")


class LogEntry(models.Model):
    """One act of a steward; never changed, never deleted."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="log")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    act = models.CharField(max_length=12, choices=Act)
    about = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    """The person it concerned, if any."""
    post = models.ForeignKey("community.Post", on_delete=models.SET_NULL, null=True, related_name="+")
    reply = models.ForeignKey("community.Reply", on_delete=models.SET_NULL, null=True, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    """The reason, or what was changed."""
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "-at"], name="log_latest")]

    def __str__(self) -> str:
        return f"{self.act} in {self.community_id}"
