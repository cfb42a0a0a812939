"""Numbers about a label that come from above: traffic tells them, headers read plain columns."""

from django.db.models import F

from .models import Label


def tally(label_id: int, *, visits_this_month: int) -> None:
    """Add visits that a label's page sent to small shops, in the caller's transaction."""
    Label.objects.filter(pk=label_id).update(visits_this_month=F("visits_this_month") + visits_this_month)
