"""How long rows are kept: what was shown a month, who went on thirteen, the daily totals for ever."""

from datetime import datetime, timedelta

from watercress.kernel import town

from .models import Impression, Visit

IMPRESSIONS_DAYS = 30
VISITS_DAYS = 396
AT_ONCE = 5_000


def forget(*, at: datetime) -> int:
    """Delete what is older, some thousands at a time so that nobody waits; returns how many."""
    today = town.at_home(at).date()
    gone = _forget(Impression, today - timedelta(days=IMPRESSIONS_DAYS))
    return gone + _forget(Visit, today - timedelta(days=VISITS_DAYS))


def _forget(model: type[Impression] | type[Visit], last: object) -> int:
    gone = 0
    while some := list(model.objects.filter(day__lte=last).values_list("pk", flat=True)[:AT_ONCE]):
        gone += model.objects.filter(pk__in=some).delete()[0]
    return gone
