"""Numbers about a community that come from above: traffic tells them, headers read plain columns."""

from django.db.models import F

from .models import Community


def tally(community_id: int, *, visits_this_month: int) -> None:
    """Add visits that a community sent to small shops, in the caller's transaction."""
    Community.objects.filter(pk=community_id).update(visits_this_month=F("visits_this_month") + visits_this_month)
