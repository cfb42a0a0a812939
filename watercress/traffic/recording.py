"""Writing impressions: many at once, with the totals they add to, in one transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import Count

from .models import Impression, Loss, Reason
from .tallying import Line, More, add
from .validity import MOST_SLATES_A_DAY

_LOST = """
INSERT INTO traffic_loss (day, dropped) VALUES (%s, %s)
ON CONFLICT (day) DO UPDATE SET dropped = traffic_loss.dropped + excluded.dropped
"""


@transaction.atomic
def write(impressions: Sequence[Impression]) -> None:
    """Store slates that were served. Those of a day key that has had its share are stored and do not count."""
    _judge(impressions)
    Impression.objects.bulk_create(impressions, batch_size=500)
    add(shown(impressions))


def shown(impressions: Iterable[Impression]) -> dict[Line, More]:
    """Return what these add to the totals."""
    more: defaultdict[Line, More] = defaultdict(More)
    for each in impressions:
        if not each.reason:
            for _product, shop in each.shown:
                more[Line(shop, each.day, each.surface, each.place)].shown += 1
    return more


@transaction.atomic
def tell_losses(days: Iterable[date]) -> None:
    """Write down how many slates of each day were shown and could not be stored."""
    with connection.cursor() as cursor:
        for day, dropped in Counter(days).items():
            cursor.execute(_LOST, [Loss._meta.get_field("day").get_db_prep_value(day, connection), dropped])


def _judge(impressions: Sequence[Impression]) -> None:
    told = {(each.day, each.day_key) for each in impressions if each.day_key and not each.reason}
    if not told:
        return
    days, keys = {day for day, _key in told}, {key for _day, key in told}
    counted = Impression.objects.filter(day__in=days, day_key__in=keys, reason="").order_by()
    rows = counted.values_list("day", "day_key").annotate(n=Count("pk"))
    so_far = Counter({(day, key): n for day, key, n in rows})
    for each in impressions:
        if each.day_key and not each.reason:
            so_far[each.day, each.day_key] += 1
            if so_far[each.day, each.day_key] > MOST_SLATES_A_DAY:
                each.reason = Reason.TOO_MANY
