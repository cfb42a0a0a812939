"""What the worker does for the catalogue: reads files and feeds, fetches pictures, looks at hosts."""

import logging
import time
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from watercress.catalogue import (
    feed_readings,
    feeds,
    import_decisions,
    import_files,
    import_runs,
    pictures,
    product_pages,
    proofs,
)
from watercress.catalogue.events import FeedAsked, ImportAsked, ImportConfirmed, PicturesWanted, ProofAsked
from watercress.catalogue.importers.records import FileRefused
from watercress.catalogue.models import HostProof, ImportRun, ShopFeed
from watercress.catalogue.models.runs import Outcome
from watercress.kernel import events, fetching
from watercress.kernel.events import on
from watercress.kernel.worker import every

logger = logging.getLogger(__name__)


@on(ImportAsked, outside=True)
def read_the_file(happened: ImportAsked, *, at: datetime, effect_key: str) -> None:
    """Outside: it is slow, and may be done again from the start."""
    run = _run(happened.run_id)
    if run is None or run.looks != happened.look:
        return
    with translation.override(happened.language or "en"):
        try:
            if (
                run.is_busy
                and not run.confirmed_at
                and _is_here(run, at=at, language=happened.language, key=effect_key)
            ):
                import_runs.look(run, path=import_files.stored(run.stored_as), at=at)
        except import_runs.Superseded as ended:
            logger.info("import %s was overtaken: %s", run.pk, ended)
        except FileNotFoundError:
            _give_up(run, at=at)
        run.refresh_from_db()
        feed_readings.decide(run, at=at, language=happened.language)


@on(ImportConfirmed, outside=True)
def put_on_the_shelves(happened: ImportConfirmed, *, at: datetime, effect_key: str) -> None:
    """Outside, though it writes: an import is many transactions, and may be carried out again from the start."""
    run = _run(happened.run_id)
    if run is None or not run.confirmed_at:
        return
    began = time.monotonic()

    def clock() -> datetime:
        return at + timedelta(seconds=time.monotonic() - began)

    with translation.override(happened.language or "en"):
        try:
            import_runs.carry_out(run, path=import_files.stored(run.stored_as), clock=clock)
        except (FileRefused, import_runs.Superseded) as ended:
            logger.info("import %s ended: %s", run.pk, ended)
        except FileNotFoundError:
            _give_up(run, at=at)
    # Kept until here: a worker that is killed reads it again from the start.
    import_files.drop(run.stored_as)


def _run(number: int) -> ImportRun | None:
    """Return a run that has not ended; of one that has, nothing is left lying about."""
    run = ImportRun.objects.select_related("shop", "feed").filter(pk=number).first()
    if run is not None and run.finished_at:
        import_files.drop(run.stored_as)
        return None
    return run


def _is_here(run: ImportRun, *, at: datetime, language: str, key: str) -> bool:
    """Fetch the page the run is about, if it is not here yet; False where it cannot be looked at now."""
    if not product_pages.is_to_be_fetched(run):
        return True
    try:
        return product_pages.fetch(run, at=at)
    except fetching.Later as not_yet:
        with transaction.atomic():
            again = ImportAsked(run_id=run.pk, look=run.looks, language=language)
            occasion = sha256(f"{key}/{not_yet.until.isoformat()}".encode()).hexdigest()[:32]
            events.schedule(again, due_at=not_yet.until, at=at, key=occasion)
        return False


def _give_up(run: ImportRun, *, at: datetime) -> None:
    """The file has gone: with the run that another took over, or with a disk that was restored without it."""
    gone = _("The file is no longer here. Bring it again.")
    import_runs.finish(run, Outcome.REFUSED, at=at, problem=gone)


@on(FeedAsked, outside=True)
def ask_for_the_feed(happened: FeedAsked, *, at: datetime, effect_key: str) -> None:
    feed = ShopFeed.objects.select_related("named_by").filter(pk=happened.feed_id, asked_at=happened.asked_at).first()
    if feed is not None and feed.is_being_asked:
        with translation.override(feed.language or "en"):
            feed_readings.fetch(feed, at=at)


@every(minutes=5)
def ask_feeds_that_are_due(*, at: datetime) -> None:
    feeds.ask_due(at=at)


@every(hours=1)
def end_what_waited_too_long(*, at: datetime) -> None:
    import_decisions.expire(at=at)
    import_files.sweep(at=at)


@on(PicturesWanted, outside=True)
def fetch_pictures(happened: PicturesWanted, *, at: datetime, effect_key: str) -> None:
    pictures.fetch_some(happened.product_ids, attempt=happened.attempt, at=at, key=effect_key)


@on(ProofAsked, outside=True)
def look_at_the_host(happened: ProofAsked, *, at: datetime, effect_key: str) -> None:
    proof = HostProof.objects.select_related("shop", "person").filter(pk=happened.proof_id, looked_at=None).first()
    if proof is not None:
        with translation.override(happened.language or "en"):
            proofs.look(proof, at=at)
