"""What the daily totals must equal, and a recount that says which did not."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from watercress.kernel import town
from watercress.kernel.recounting import Discrepancy

from . import recording, retention
from .models import Impression, Tally, Visit
from .tallying import Line, More

Totals = dict[Line, More]


@transaction.atomic
def recount(*, at: datetime) -> list[Discrepancy]:
    """
    Compare each day's totals with the rows they sum, as far back as those are kept, and set what was off.

    Days older than the rows stay as they are.
    """
    today = town.at_home(at).date()
    looks_since = today - timedelta(days=retention.IMPRESSIONS_DAYS - 1)
    visits_since = today - timedelta(days=retention.VISITS_DAYS - 1)
    real = _real(looks_since, visits_since)
    found: list[Discrepancy] = []
    kept = {_line(row): row for row in Tally.objects.filter(day__gte=visits_since).select_for_update()}
    for line in sorted(real.keys() | kept.keys()):
        row = kept.get(line) or Tally(shop_id=line.shop, day=line.day, surface=line.surface, place=line.place)
        is_ = real.get(line, More())
        names = ["visits", "small_visits", *(["shown"] if line.day >= looks_since else [])]
        off = [name for name in names if getattr(row, name) != getattr(is_, name)]
        found += [Discrepancy(f"tally {row}", name, getattr(row, name), getattr(is_, name)) for name in off]
        if off:
            for name in off:
                setattr(row, name, getattr(is_, name))
            row.save()
    return found


def _real(looks_since: date, visits_since: date) -> Totals:
    real: defaultdict[Line, More] = defaultdict(More)
    looks = Impression.objects.filter(day__gte=looks_since, reason="")
    columns = ("day", "surface", "place", "shown", "reason")
    for line, more in recording.shown(looks.only(*columns).iterator(chunk_size=2000)).items():
        real[line].shown += more.shown
    counted = Visit.objects.filter(day__gte=visits_since, reason="").order_by()
    rows = counted.values_list("shop", "day", "surface", "place")
    for *line_, visits, small in rows.annotate(n=Count("pk"), small_n=Count("pk", filter=Q(small=True))):
        line = Line(*line_)
        real[line].visits, real[line].small_visits = visits, small
    return real


def _line(row: Tally) -> Line:
    return Line(row.shop_id, row.day, row.surface, row.place)
