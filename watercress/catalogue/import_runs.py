"""One reading of one file into one shop: asked for, carried out a batch at a time, and kept as a record."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from watercress.catalogue import importers, policies
from watercress.catalogue.categories import Filing
from watercress.catalogue.events import ImportAsked
from watercress.catalogue.importers import stocking
from watercress.catalogue.importers.records import Feed, FileRefused, Rejection, Source, SourceProduct
from watercress.catalogue.importers.report import Report
from watercress.catalogue.importers.stocking import Superseded
from watercress.catalogue.models import ImportRun, Shop
from watercress.kernel import events
from watercress.kernel.decisions import Refused
from watercress.kernel.ids import token
from watercress.people.models import Person

__all__ = ["Superseded", "ask", "begin", "carry_out", "drop_file", "stored"]

MOST_BYTES = 100 * 1024 * 1024
# A batch also ends here, so that two hundred descriptions of a megabyte do not lie in memory at once.
MOST_CHARACTERS = 4_000_000

Clock = Callable[[], datetime]
Tell = Callable[[Feed, Report], None]


def ask(shop: Shop, *, person: Person, chunks: Iterable[bytes], file_name: str, source: str, at: datetime) -> ImportRun:
    """
    Keep a keeper's file and have the worker read it.

    Raises NotAllowed for anyone else, Refused for a file that is empty or too large.
    """
    policies.can_import(person, shop).require()
    stored_as = token().replace("_", "-") + ".csv"
    try:
        _keep(chunks, stored(stored_as))
        with transaction.atomic():
            run = begin(shop, person=person, file_name=file_name, source=source, at=at, stored_as=stored_as)
            events.record(ImportAsked(run_id=run.pk, language=translation.get_language() or ""), at=at)
    except BaseException:
        stored(stored_as).unlink(missing_ok=True)
        raise
    return run


def begin(
    shop: Shop, *, person: Person | None, file_name: str, source: str, at: datetime, stored_as: str = ""
) -> ImportRun:
    """Write down that a file is about to be read; what was under way for this shop stops at its next batch."""
    with transaction.atomic():
        # Not between two steps of a batch: what is under way ends with a whole one.
        Shop.objects.select_for_update().get(pk=shop.pk)
        under_way = ImportRun.objects.filter(shop=shop, finished_at=None)
        under_way.update(finished_at=at, problem=_("Another import began before this one was done."))
        return ImportRun.objects.create(
            shop=shop, person=person, file_name=file_name[:255], stored_as=stored_as, source=source, started_at=at
        )


def carry_out(
    run: ImportRun,
    *,
    path: Path,
    clock: Clock,
    mapping: Mapping[str, str] | None = None,
    tell: Tell = lambda feed, report: None,
) -> Report:
    """
    Read the file into the run's shop; `tell` hears after each batch how far it is. `mapping` is for "mapped".

    Raises FileRefused before anything is written if the file as a whole will not do, Superseded if another import of
    the shop has begun. Killed midway and carried out again, it ends as if it had run once.
    """
    try:
        feed = Feed(path, at=run.started_at)
        source = importers.choose(run.source, feed, mapping=mapping)
        source.check(feed)
        report = Report(source=source.key)
        _read(run, source, feed, report, tell)
    except FileRefused as refusal:
        _finish(run, at=clock(), problem=str(refusal.reason))
        raise
    _finish(run, at=clock(), source=source.key, report=report.counts(), progress=100)
    Shop.objects.filter(pk=run.shop_id).update(read_at=run.started_at)
    return report


def stored(name: str) -> Path:
    return Path(settings.HOME) / "imports" / name


def drop_file(run: ImportRun) -> None:
    if run.stored_as:
        stored(run.stored_as).unlink(missing_ok=True)


def _read(run: ImportRun, source: Source, feed: Feed, report: Report, tell: Tell) -> None:
    filing = Filing()
    # The one thing that grows with the number of products: what the file names is not retired at the end.
    seen: set[str] = set()
    told = source.read(feed, currency=run.shop.currency)
    for batch in _batches(told, seen, report):
        stocking.put(batch, shop=run.shop, filing=filing, report=report, at=run.started_at, run=run)
        ImportRun.objects.filter(pk=run.pk).update(progress=feed.percent)
        tell(feed, report)
    if not report.read:
        raise FileRefused(_("Not one product of the file could be read.") + _first_reason(report))
    if source.is_whole:
        stocking.retire_missing(run.shop, seen=seen, report=report, at=run.started_at, run=run)


def _batches(
    told: Iterable[SourceProduct | Rejection], seen: set[str], report: Report
) -> Iterator[list[SourceProduct]]:
    """Gather products into batches; what was refused is noted, and keeps what we have of that product."""
    batch: list[SourceProduct] = []
    characters = 0
    for each in told:
        seen.add(each.handle)
        if isinstance(each, Rejection):
            report.reject(each)
            continue
        batch.append(each)
        characters += len(each.description)
        if len(batch) == stocking.AT_ONCE or characters > MOST_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _first_reason(report: Report) -> str:
    if not report.rejected:
        return ""
    first = report.rejected[0]
    return " " + _("Line %(line)d: %(reason)s") % first


def _keep(chunks: Iterable[bytes], place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with place.open("xb") as to:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise Refused({"file": _("The file is larger than 100 MB.")})
            to.write(chunk)
    if not size:
        raise Refused({"file": _("The file is empty.")})


def _finish(run: ImportRun, *, at: datetime, **columns: object) -> None:
    """Close the run, unless another has closed it."""
    ImportRun.objects.filter(pk=run.pk, finished_at=None).update(finished_at=at, **columns)
    run.refresh_from_db()
