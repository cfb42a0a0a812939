""" "This month", as headers say it: begun anew with the month, and recounted from the totals."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import CharField, F, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, Concat

from watercress.catalogue.models import Shop
from watercress.community.models import Community
from watercress.kernel import town
from watercress.kernel.recounting import Discrepancy, mend
from watercress.labels.models import Label

from . import sources
from .models import Tally


def first_day(at: datetime) -> date:
    """Return the first day of the town's month."""
    return town.at_home(at).date().replace(day=1)


@transaction.atomic
def recount(*, at: datetime) -> list[Discrepancy]:
    """Set "this month" everywhere to what the totals say, and return what was off: after midnight of the first, much."""
    since = first_day(at)
    return [
        *mend(Community.objects.all(), {"visits_this_month": _sent(sources.COMMUNITY, since)}),
        *mend(Label.objects.all(), {"visits_this_month": _sent(sources.LABEL, since)}),
        *mend(Shop.objects.all(), {"visits_this_month": _came(since)}),
    ]


def _sent(kind: str, since: date) -> Any:
    written = Concat(Value(kind), Cast(OuterRef("pk"), CharField()))
    rows = Tally.objects.filter(place=written, day__gte=since).order_by().values("place")
    return Coalesce(Subquery(rows.annotate(n=Sum("small_visits")).values("n")), 0)


def _came(since: date) -> Any:
    rows = Tally.objects.filter(shop=OuterRef("pk"), day__gte=since).order_by().values("shop")
    return Coalesce(Subquery(rows.annotate(n=Sum(F("visits"))).values("n")), 0)
