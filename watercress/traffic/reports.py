"""What a shop reads of its visitors: how many, against the days before, and which place sent them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Sum

from watercress.catalogue.models import Shop
from watercress.community.models import Community
from watercress.community.naming import named
from watercress.kernel import town
from watercress.kernel.few import A_FEW
from watercress.labels.models import Label
from watercress.shelves.models import Mark, Shelf
from watercress.shelves.models.marks import COUNTED

from . import sources
from .models import Tally, Visit
from .sources import Surface

GONE = "gone"


@dataclass(frozen=True)
class Number:
    """A sum of the span, and of as many days before."""

    is_: int = 0
    was: int = 0

    @property
    def percent(self) -> int | None:
        """By how much it grew; None where either is too few to say."""
        if min(self.is_, self.was) < A_FEW:
            return None
        return round(100 * (self.is_ - self.was) / self.was)


@dataclass
class Place:
    """What sent visitors: a community or a label by its name, or a kind of page."""

    surface: Surface
    kind: str = ""
    """"label", or the format of a community; "" for a kind of page; GONE for a place that is no longer here."""
    name: str = ""
    slug: str = ""
    lang: str = ""
    shown: int = 0
    visits: int = 0


@dataclass
class Report:
    days: int
    since: date
    until: date
    shown: Number
    visits: Number
    wants: Number
    """Wishes made in the span, and still wished."""
    places: list[Place] = field(default_factory=list)
    """Most visits first."""
    uncounted: dict[str, int] = field(default_factory=dict)
    """How many clicks are stored and not counted, by models.Reason."""


def of(shop: Shop, *, days: int, at: datetime) -> Report:
    """Return where a shop's visitors came from in the last `days` of the town: eight queries."""
    until = town.at_home(at).date()
    since = until - timedelta(days=days - 1)
    rows = Tally.objects.filter(shop=shop, day__lte=until).order_by()
    now, before = rows.filter(day__gte=since), rows.filter(day__gte=since - timedelta(days=days), day__lt=since)
    is_, was = _sums(now), _sums(before)
    sent: Iterable[tuple[str, str, int, int]] = now.values_list("surface", "place").annotate(
        shown_n=Sum("shown"), visits_n=Sum("visits")
    )
    clicks = Visit.objects.filter(shop=shop, day__gte=since, day__lte=until).exclude(reason="").order_by()
    return Report(
        days,
        since,
        until,
        Number(is_[0], was[0]),
        Number(is_[1], was[1]),
        Number(
            *(_wants(shop, first, first + timedelta(days=days), at) for first in (since, since - timedelta(days=days)))
        ),
        _places(sent),
        dict(clicks.values_list("reason").annotate(n=Count("pk"))),
    )


def _sums(rows: object) -> tuple[int, int]:
    found = rows.aggregate(shown_n=Sum("shown"), visits_n=Sum("visits"))  # type: ignore[attr-defined]
    return found["shown_n"] or 0, found["visits_n"] or 0


def _wants(shop: Shop, since: date, until: date, at: datetime) -> int:
    """How many wishes were made from the town's day `since` to before `until`."""
    today = town.day_starts(at)
    begin, end = (today - (town.at_home(at).date() - day) for day in (since, until))
    goods = Mark.objects.filter(COUNTED, product__shop=shop, shelf=Shelf.WANT)
    return goods.filter(marked_at__gte=begin, marked_at__lt=end).count()


def _places(sent: Iterable[tuple[str, str, int, int]]) -> list[Place]:
    """Put together what one place sent from several kinds of page: a circle's own page, and its topics."""
    found: dict[str, Place] = {}
    for surface, place, shown, visits in sent:
        here = found.setdefault(place or surface, Place(Surface(surface), kind=GONE if place else ""))
        here.shown += shown
        here.visits += visits
    _name(found)
    return sorted(found.values(), key=lambda each: (-each.visits, -each.shown, each.surface, each.name))


def _name(found: dict[str, Place]) -> None:
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for key in found:
        if key[1:]:
            numbers[key[0]].append(int(key[1:]))
    communities = Community.objects.filter(pk__in=numbers[sources.COMMUNITY])
    for pk, name, other, slug, format_key in communities.values_list("pk", "name", "other_name", "slug", "format_key"):
        here = found[f"{sources.COMMUNITY}{pk}"]
        called = named(name, other)
        here.kind, here.name, here.slug, here.lang = format_key, called.name, slug, called.lang
    for label in Label.objects.filter(pk__in=numbers[sources.LABEL]):
        here = found[f"{sources.LABEL}{label.pk}"]
        here.kind, here.name, here.slug = "label", label.name, label.slug
