from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from watercress.catalogue.models import Category
from watercress.community import format as formats
from watercress.community.format import Audience, Format, Joining


class CommunityQuerySet(models.QuerySet["Community"]):
    def visible_to(self, person: Any) -> Self:
        """
        Every community that may be seen to exist: name, sentence, number of members.

        What is written inside is asked of `Post` and `Reply`.
        """
        return self.all()

    def readable_by(self, person: Any) -> Self:
        """Those whose posts `person` may read."""
        world = Q(readable_by=Audience.WORLD)
        if not person.is_authenticated:
            return self.filter(world)
        return self.filter(world | Q(pk__in=person.memberships.values("community")))

    def joined_by(self, person: Any) -> Self:
        if not person.is_authenticated:
            return self.none()
        return self.filter(memberships__person=person)


class Community(models.Model):
    """A place where people post, run by the rules of its format. Counters are kept by F() in each action."""

    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True)
    """Its address: words of any script, joined by hyphens."""
    format_key = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    other_name = models.CharField(max_length=60, blank=True)
    """The name in the town's other language."""
    sentence = models.CharField(max_length=200)
    lang = models.CharField(max_length=10, default="en")
    rules = models.TextField(max_length=5000, blank=True)
    rules_html = models.TextField(blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="communities")
    founder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="founded_communities"
    )
    heir = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    readable_by = models.CharField(max_length=10, choices=Audience, default=Audience.WORLD)
    joining = models.CharField(max_length=10, choices=Joining, default=Joining.OPEN)
    question = models.CharField(max_length=200, blank=True)
    member_name = models.CharField(max_length=40, blank=True)
    """What members call themselves, e.g. "tea friends"."""
    steward_name = models.CharField(max_length=40, blank=True)
    crest = models.ForeignKey("kernel.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    neighbours = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="neighbour_of")
    """Chosen by the founder, for this page only: nobody puts their circle on another's."""
    founded_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)
    members_count = models.PositiveIntegerField(default=0)
    posts_count = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(null=True)
    visits_this_month = models.PositiveIntegerField(default=0)
    """Visits sent to small shops; tallied from above."""

    objects = CommunityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(readable_by__in=Audience.values), name="community_readable_by_known"),
            models.CheckConstraint(condition=Q(joining__in=Joining.values), name="community_joining_known"),
            models.CheckConstraint(
                condition=~Q(joining=Joining.ASK) | ~Q(question=""), name="community_asks_a_question"
            ),
        ]
        indexes = [models.Index(fields=["format_key", "-members_count"], name="community_directory")]

    def __str__(self) -> str:
        return self.slug

    @property
    def format(self) -> Format:
        return formats.get(self.format_key)

    @property
    def is_open_to_the_world(self) -> bool:
        return self.readable_by == Audience.WORLD

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None


class Handover(models.Model):
    """A founder's offer to give the community to a member; nothing changes until that member accepts."""

    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="handover")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    offered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.community_id} to {self.to_id}"
