"""A shop's feed: where its goods are read again and again, and how often. A keeper names it; the worker asks it."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from watercress.catalogue import feed_addresses, import_runs, importers, policies
from watercress.catalogue.events import FeedAsked
from watercress.catalogue.models import ImportRun, Shop, ShopFeed
from watercress.catalogue.models.feeds import Pace
from watercress.catalogue.models.runs import Outcome
from watercress.kernel import events
from watercress.kernel.decisions import Refused
from watercress.people.models import Person

AGAIN_AFTER = timedelta(minutes=5)
AT_ONCE = 20
"""So many are asked at one turn of the clock: after a day without the worker all are due, and none the worse for waiting."""
LOST_AFTER = timedelta(hours=12)
ANEW = {
    "etag": "",
    "modified": "",
    "content_at": None,
    "failures": 0,
    "problem": "",
    "stopped_at": None,
    "due_at": None,
}


Problems = dict[str, str | Promise]


def of(shop: Shop) -> ShopFeed | None:
    return ShopFeed.objects.filter(shop=shop).first()


def name(shop: Shop, *, person: Person, address: str, every: str, at: datetime) -> ShopFeed:
    """
    Say where the shop's goods are read from now on, and how often; it is fetched at once, and looked at first.

    Another address than before is a new feed: nothing of it is put on the shelves until a keeper says so.
    Raises NotAllowed, or Refused with what is wrong with each field.
    """
    policies.can_import(person, shop).require()
    problems: Problems = {}
    try:
        address = feed_addresses.normalised(address)
    except feed_addresses.NotAnAddress as wrong:
        problems["address"] = wrong.reason
    problems |= _against(every)
    if problems:
        raise Refused(problems)
    with transaction.atomic():
        Shop.objects.select_for_update().get(pk=shop.pk)
        _end_what_waits(ShopFeed.objects.filter(shop=shop).exclude(address=address), at=at)
        said = {"address": address, "every": every, "named_by": person, "named_at": at, "source": importers.AUTO}
        language = translation.get_language() or ""
        before = ShopFeed.objects.filter(shop=shop, address=address).exists()
        kept = {} if before else {"confirmed_at": None}
        feed, _created = ShopFeed.objects.update_or_create(
            shop=shop, defaults={**ANEW, **said, **kept, "language": language}
        )
        _ask(feed, at=at)
    return feed


def set_pace(feed: ShopFeed, *, person: Person, every: str, at: datetime) -> None:
    """Have it read more or less often; one that had stopped goes on."""
    policies.can_import(person, feed.shop).require()
    if problems := _against(every):
        raise Refused(problems)
    with transaction.atomic():
        ours = ShopFeed.objects.select_for_update().get(pk=feed.pk)
        ours.every, ours.stopped_at, ours.failures = every, None, 0
        ours.due_at = next_due(ours, at=ours.answered_at or at)
        ours.save(update_fields=["every", "stopped_at", "failures", "due_at"])
    feed.refresh_from_db()


def fetch_now(feed: ShopFeed, *, person: Person, at: datetime) -> None:
    """Have it asked now, whatever its schedule; raises NotAllowed, or Refused when it has just been asked."""
    policies.can_import(person, feed.shop).require()
    with transaction.atomic():
        ours = ShopFeed.objects.select_for_update().get(pk=feed.pk)
        if ours.asked_at and at - ours.asked_at < AGAIN_AFTER:
            raise Refused({"": _("It was asked a moment ago. Try again in five minutes.")})
        _ask(ours, at=at)
    feed.refresh_from_db()


def remove(feed: ShopFeed, *, person: Person, at: datetime) -> None:
    """Forget the address; what it brought stays on the shelves, and what of it waits for a keeper ends."""
    policies.can_import(person, feed.shop).require()
    with transaction.atomic():
        Shop.objects.select_for_update().get(pk=feed.shop_id)
        _end_what_waits(ShopFeed.objects.filter(pk=feed.pk), at=at)
        ShopFeed.objects.filter(pk=feed.pk).delete()


def ask_due(*, at: datetime) -> int:
    """Ask the feeds whose time has come, the longest due first; return how many."""
    asked = 0
    # What was asked and never answered, such as by a worker that was ended for good, is asked again.
    lost = Q(due_at=None, asked_at__lt=at - LOST_AFTER) & (Q(answered_at=None) | Q(answered_at__lt=F("asked_at")))
    due = ShopFeed.objects.filter(Q(due_at__lte=at) | lost, stopped_at=None).order_by("due_at", "pk")
    for feed in due[:AT_ONCE]:
        with transaction.atomic():
            # Only by one of two clocks.
            mine = ShopFeed.objects.filter(pk=feed.pk, due_at=feed.due_at, asked_at=feed.asked_at)
            if mine.update(due_at=None):
                _ask(feed, at=at)
                asked += 1
    return asked


def next_due(feed: ShopFeed, *, at: datetime) -> datetime | None:
    """
    Return when it is asked next after a good answer, or None if only when a keeper says so.

    A little later than its period, each feed by another while: shops that began on one morning are not all due at once.
    """
    if feed.confirmed_at is None or feed.period is None:
        return None
    part = int.from_bytes(sha256(str(feed.pk).encode()).digest()[:4], "big") / 2**32
    return at + feed.period * (1 + part / 10)


def go_on(number: int, *, source: str, at: datetime) -> None:
    """
    Note that what it says goes on the shelves, read as this kind: from now on its schedule does that.

    The kind is held to: a page that says "sign in" must not pass for another kind of feed some day.
    """
    feed = ShopFeed.objects.select_for_update().filter(pk=number).first()
    if feed is not None:
        feed.source = source
        if feed.confirmed_at is None:
            feed.confirmed_at = at
            feed.due_at = next_due(feed, at=at)
        feed.save(update_fields=["source", "confirmed_at", "due_at"])


def _ask(feed: ShopFeed, *, at: datetime) -> None:
    ShopFeed.objects.filter(pk=feed.pk).update(asked_at=at, due_at=None)
    events.record(FeedAsked(feed_id=feed.pk, asked_at=at), at=at)


def _end_what_waits(feeds: QuerySet[ShopFeed], *, at: datetime) -> None:
    runs = ImportRun.objects.filter(feed__in=feeds, confirmed_at=None)
    import_runs.close(runs, Outcome.SUPERSEDED, at=at, problem=_("The address of the feed was changed."))


def _against(every: str) -> Problems:
    return {} if every in Pace.values else {"every": _("Choose how often.")}
