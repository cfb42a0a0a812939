"""One file on its way into one shop, and the record of it: asked for, looked at, put on the shelves."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from watercress.catalogue import import_files, import_readings, importers, policies, previews
from watercress.catalogue.categories import Filing
from watercress.catalogue.events import ImportAsked
from watercress.catalogue.import_readings import Tell, silently
from watercress.catalogue.importers import stocking
from watercress.catalogue.importers.records import Feed, FileRefused
from watercress.catalogue.importers.report import Report
from watercress.catalogue.importers.stocking import Superseded
from watercress.catalogue.models import ImportRun, Shop, ShopFeed
from watercress.catalogue.models.runs import Outcome
from watercress.kernel import events
from watercress.people.models import Person

__all__ = ["Superseded", "ask", "ask_for", "begin", "carry_out", "close", "look"]

Clock = Callable[[], datetime]


def ask(shop: Shop, *, person: Person, chunks: Iterable[bytes], file_name: str, source: str, at: datetime) -> ImportRun:
    """
    Keep a keeper's file and have the worker look at it; nothing is put on the shelves before they say so.

    Raises NotAllowed for anyone else, Refused for a file that is empty or too large.
    """
    policies.can_import(person, shop).require()
    stored_as = import_files.keep(chunks)
    try:
        return ask_for(shop, person=person, file_name=file_name, source=source, stored_as=stored_as, at=at)
    except BaseException:
        import_files.drop(stored_as)
        raise


def ask_for(shop: Shop, *, person: Person | None, at: datetime, language: str = "", **columns: Any) -> ImportRun:
    """
    Have something of a shop looked at; what is still being looked at, or could not be read yet, makes way for it.

    What waits for its keeper's yes waits on, until the new one could take its place: a wrong file must not undo it.
    """
    columns["file_name"] = columns["file_name"].replace("\0", "")[:255]
    with transaction.atomic():
        Shop.objects.select_for_update().get(pk=shop.pk)
        before = _unconfirmed(shop.pk, columns.get("feed"))
        close(
            before.filter(Q(previewed_at=None) | ~Q(problem="")),
            Outcome.SUPERSEDED,
            at=at,
            problem=_("Another import began before this one was done."),
        )
        run = ImportRun.objects.create(shop=shop, person=person, started_at=at, **columns)
        language = language or translation.get_language() or ""
        events.record(ImportAsked(run_id=run.pk, language=language), at=at)
    return run


def begin(shop: Shop, *, person: Person | None, file_name: str, source: str, at: datetime) -> ImportRun:
    """
    Write down that a file is about to be put on the shelves, with no look before, as the command line does.

    What was being put on this shop's shelves stops at its next batch.
    """
    with transaction.atomic():
        take_over(shop, at=at)
        return ImportRun.objects.create(
            shop=shop, person=person, file_name=file_name[:255], source=source, started_at=at, confirmed_at=at
        )


def take_over(shop: Shop, *, at: datetime) -> None:
    """Be the one import that writes to a shop's shelves from now on; for the transaction that says so."""
    # Not between two steps of a batch: what is under way ends with a whole one.
    Shop.objects.select_for_update().get(pk=shop.pk)
    under_way = ImportRun.objects.filter(shop=shop).being_put()
    close(under_way, Outcome.SUPERSEDED, at=at, problem=_("Another import began before this one was done."))


def close(runs: QuerySet[ImportRun], outcome: Outcome, *, at: datetime, problem: str = "") -> int:
    """End these runs, whatever they wait for, with their files; return how many there were."""
    ended = list(runs.filter(finished_at=None).values_list("pk", "stored_as"))
    count = ImportRun.objects.filter(pk__in=[number for number, _name in ended], finished_at=None).update(
        finished_at=at, outcome=outcome, problem=problem, preview={}
    )
    # Whoever is reading one of them holds it open, and stops at the next batch.
    transaction.on_commit(lambda: import_files.drop(*(name for _number, name in ended)))
    return count


def look(run: ImportRun, *, path: Path, at: datetime) -> None:
    """
    Find out what the file would do to the shelves as they are at `at`, and have the run wait for its keeper.

    A file that cannot be read waits too, where a keeper could mend that; else the run ends. Raises Superseded if it
    has ended meanwhile. Done again, it finds the same.
    """

    def tell(feed: Feed, report: Report) -> None:
        _go_on(run, progress=feed.percent)

    waits: dict[str, Any] = {"previewed_at": at, "progress": 100}
    reading = None
    try:
        reading = _reading(run, path)
        found = previews.look(reading, tell=tell)
        waits |= {"preview": found.kept(), "mapping": dict(reading.mapping)}
    except FileRefused as refusal:
        known = previews.of_refused(path, reading)
        if not _can_be_mended(run, known):
            finish(run, Outcome.REFUSED, at=at, problem=str(refusal.reason))
            import_files.drop(run.stored_as)
            return
        waits |= {"preview": known, "problem": str(refusal.reason)}
    _go_on(run, **waits)
    if "problem" not in waits:
        earlier = _unconfirmed(run.shop_id, run.feed_id).filter(previewed_at__isnull=False, pk__lt=run.pk)
        with transaction.atomic():
            close(earlier, Outcome.SUPERSEDED, at=at, problem=_("Another import was brought after this one."))


def _unconfirmed(shop: int, feed: Any) -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(shop=shop, feed=feed, finished_at=None, confirmed_at=None)


def carry_out(
    run: ImportRun, *, path: Path, clock: Clock, mapping: Mapping[str, str] | None = None, tell: Tell = silently
) -> Report:
    """
    Put the file on the shelves of the run's shop; `tell` hears after each batch how far it is.

    Raises FileRefused before anything is written if the file as a whole will not do, Superseded if another import of
    the shop has begun. Killed midway and carried out again, it ends as if it had run once, and says so.
    """
    # Marked before the first batch: whoever carries it out again knows that some of it may be done.
    again = not ImportRun.objects.filter(pk=run.pk, progress=0).update(progress=1)
    try:
        reading = _reading(run, path, mapping=mapping)
        written: dict[str, Any] = {
            "shop": run.shop,
            "report": reading.report,
            "at": run.started_at,
            "run": run,
            "again": again,
        }
        filing = Filing()
        for batch in reading.batches():
            stocking.put(batch, filing=filing, **written)
            ImportRun.objects.filter(pk=run.pk).update(progress=max(1, reading.feed.percent))
            tell(reading.feed, reading.report)
        if reading.source.is_whole:
            stocking.retire_missing(seen=reading.seen, **written)
    except FileRefused as refusal:
        finish(run, Outcome.REFUSED, at=clock(), problem=str(refusal.reason))
        raise
    settle(run, reading.report, is_whole=reading.source.is_whole, at=clock())
    return reading.report


def settle(run: ImportRun, report: Report, *, is_whole: bool, at: datetime) -> None:
    """Write down that the shelves are now as the file says."""
    with transaction.atomic():
        if not finish(run, Outcome.DONE, at=at, source=report.source, report=report.kept(), progress=100):
            return
        if is_whole:
            Shop.objects.filter(pk=run.shop_id).update(read_at=run.started_at)
        if run.feed_id is None:
            # The shelves are no longer as the feed left them: what it says next is news, even if it said so before.
            ShopFeed.objects.filter(shop=run.shop_id).update(etag="", modified="")


def finish(run: ImportRun, outcome: Outcome, *, at: datetime, **columns: Any) -> bool:
    """Close the run, unless another has closed it."""
    ours = ImportRun.objects.filter(pk=run.pk, finished_at=None)
    done = ours.update(finished_at=at, outcome=outcome, preview={}, **columns)
    run.refresh_from_db()
    return bool(done)


def _reading(run: ImportRun, path: Path, *, mapping: Mapping[str, str] | None = None) -> import_readings.Reading:
    # Its shop may have taken another currency since it was asked for.
    run.shop.refresh_from_db(fields=["currency"])
    return import_readings.begin(
        path,
        shop=run.shop,
        source=run.source,
        at=run.started_at,
        mapping=mapping or run.mapping,
        address=run.address,
    )


def _can_be_mended(run: ImportRun, known: dict[str, Any]) -> bool:
    """Columns can be mapped, a kind chosen by hand can be chosen otherwise, and a new shop can take a currency."""
    is_page = bool(run.address)
    chosen = run.source not in (importers.AUTO, "") and not is_page
    return chosen or len(known["columns"]) > 1 or bool(known["other_currency"])


def _go_on(run: ImportRun, **columns: Any) -> None:
    """Write down how far a look has come; raises Superseded if nobody waits for this one any more."""
    if not ImportRun.objects.filter(pk=run.pk, finished_at=None, looks=run.looks, confirmed_at=None).update(**columns):
        raise Superseded
