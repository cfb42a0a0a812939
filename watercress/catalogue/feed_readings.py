"""What the worker does with a feed: ask for it, look at what came, and put it on the shelves where nobody need be asked."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from watercress.catalogue import feed_addresses, feeds, import_decisions, import_files, import_runs
from watercress.catalogue.models import ImportRun, Shop, ShopFeed
from watercress.catalogue.models.runs import Outcome
from watercress.kernel import fetching

# A server that knows no better sends a table as any of these; what came is found out by reading it.
KINDS = ("text/", "application/", "binary/octet-stream")
MOST_BYTES = 50 * 1024 * 1024
SECONDS = 60
BACK_OFF = tuple(timedelta(hours=hours) for hours in (1, 3, 6, 12, 24, 24, 24))
MOST_FAILURES = len(BACK_OFF) + 1
WHOLE_AGAIN = timedelta(days=7)
"""Even what has not changed is read once a week: a sale it speaks of may have ended meanwhile."""
BUSY_FOR = timedelta(minutes=15)


def fetch(feed: ShopFeed, *, at: datetime) -> None:
    """Ask the feed's host for it. Goes out into the world: for the worker, outside a transaction. Safe to repeat."""
    version = fetching.Version(feed.etag, feed.modified)
    if feed.content_at is None or at - feed.content_at > WHOLE_AGAIN:
        version = fetching.Version()
    try:
        with import_files.receiving() as (name, to):
            fetched = fetching.fetch(
                feed.address,
                at=at,
                accept=KINDS,
                most_bytes=MOST_BYTES,
                seconds=SECONDS,
                again_after=feeds.AGAIN_AFTER,
                unless=version,
                into=to,
            )
            if not fetched.is_ok:
                raise _NothingNew(fetched)
    except _NothingNew as answer:
        _note(feed, answer.fetched, at=at)
    except fetching.Later as not_yet:
        _answered(feed, at=at, due_at=not_yet.until, problem=str(not_yet.reason))
    except fetching.FetchFailed as failed:
        fail(feed, str(failed.reason), at=at)
    else:
        _look_at(feed, name, fetched.version, at=at)


def decide(run: ImportRun, *, at: datetime, language: str) -> None:
    """After a look at what a feed brought: put it on the shelves, unless a keeper should see it first."""
    feed = run.feed
    if feed is None or run.is_busy:
        return
    if run.outcome == Outcome.REFUSED or (run.is_waiting and run.problem):
        fail(feed, run.problem, at=at)
    if not run.is_waiting or run.problem:
        return
    ShopFeed.objects.filter(pk=feed.pk).update(failures=0, problem="")
    # A keeper who had it looked at again is looking, and says yes themselves.
    if feed.confirmed_at is None or run.preview["looks_cut_off"] or run.looks:
        return
    with transaction.atomic():
        Shop.objects.select_for_update().get(pk=run.shop_id)
        if ImportRun.objects.filter(shop=run.shop_id).being_put().exists():
            # A keeper's own import goes first; then this is asked for whole again.
            import_runs.close(ImportRun.objects.filter(pk=run.pk), Outcome.SUPERSEDED, at=at)
            ShopFeed.objects.filter(pk=feed.pk).update(etag="", modified="", due_at=at + BUSY_FOR)
        elif not any(run.preview["report"][count] for count in ("created", "updated", "retired")):
            _settle(run, at=at)
        else:
            import_decisions.put(run, by=None, at=at, language=language)


def fail(feed: ShopFeed, reason: str, *, at: datetime) -> None:
    """Count a failure, and try again later and later; after so many it is stopped until a keeper says otherwise."""
    failures = feed.failures + 1
    by_schedule = feeds.next_due(feed, at=at) is not None
    due_at = at + BACK_OFF[failures - 1] if by_schedule and failures < MOST_FAILURES else None
    stopped_at = at if by_schedule and failures >= MOST_FAILURES else None
    _answered(
        feed, at=at, failures=failures, problem=reason, due_at=due_at, stopped_at=stopped_at, etag="", modified=""
    )


class _NothingNew(Exception):
    """The answer was no file."""

    def __init__(self, fetched: fetching.Fetched) -> None:
        super().__init__(fetched.status)
        self.fetched = fetched


def _note(feed: ShopFeed, fetched: fetching.Fetched, *, at: datetime) -> None:
    if not fetched.is_unchanged:
        fail(feed, _("The host answered with the number %(status)d.") % {"status": fetched.status}, at=at)
        return
    _answered(feed, at=at, failures=0, problem="", due_at=feeds.next_due(feed, at=at))
    # What stands on the shelves was read from the shop just now, if the feed is what filled them last.
    last = ImportRun.objects.filter(shop=feed.shop_id, outcome=Outcome.DONE).order_by("-finished_at").first()
    if last and last.feed_id == feed.pk:
        Shop.objects.filter(pk=feed.shop_id).update(read_at=at)


def _look_at(feed: ShopFeed, name: str, version: fetching.Version, *, at: datetime) -> None:
    """Have what came looked at, and remember its version while it waits or stands on the shelves."""
    told = {"etag": version.etag, "modified": version.modified, "content_at": at}
    with transaction.atomic():
        shop = Shop.objects.select_for_update().get(pk=feed.shop_id)
        if _answered(feed, at=at, due_at=feeds.next_due(feed, at=at), **told):
            import_runs.ask_for(
                shop,
                person=feed.named_by,
                feed=feed,
                file_name=feed_addresses.file_name(feed.address),
                source=feed.source,
                stored_as=name,
                at=at,
                language=feed.language,
            )
        else:
            transaction.on_commit(lambda: import_files.drop(name))


def _answered(feed: ShopFeed, *, at: datetime, **columns: object) -> bool:
    """Write down how this asking ended; False if it is another feed by now, or has been asked again."""
    ours = ShopFeed.objects.filter(pk=feed.pk, address=feed.address, asked_at=feed.asked_at)
    return bool(ours.update(answered_at=at, **columns))


def _settle(run: ImportRun, *, at: datetime) -> None:
    """Nothing would change: the run is kept only if it has lines to tell of that the one before had not."""
    before = ImportRun.objects.filter(feed=run.feed_id, outcome=Outcome.DONE).order_by("-finished_at").first()
    report = run.preview["report"]
    Shop.objects.filter(pk=run.shop_id).update(read_at=run.started_at)
    if before and before.report.get("rejected") == report["rejected"]:
        ImportRun.objects.filter(pk=run.pk).delete()
    else:
        import_runs.finish(run, Outcome.DONE, at=at, source=report["source"], report=report)
    transaction.on_commit(lambda: import_files.drop(run.stored_as))
