"""What the worker does for the catalogue: reads files, fetches pictures, looks at hosts."""

import logging
import time
from datetime import datetime, timedelta

from django.utils import translation

from watercress.catalogue import import_runs, pictures, proofs
from watercress.catalogue.events import ImportAsked, PicturesWanted, ProofAsked
from watercress.catalogue.importers.records import FileRefused
from watercress.catalogue.models import HostProof, ImportRun
from watercress.kernel.events import on

logger = logging.getLogger(__name__)


@on(ImportAsked, outside=True)
def read_the_file(happened: ImportAsked, *, at: datetime, effect_key: str) -> None:
    """Outside, though it writes: an import is many transactions, and may be carried out again from the start."""
    run = ImportRun.objects.select_related("shop").filter(pk=happened.run_id).first()
    if run is None or run.finished_at:
        if run:
            import_runs.drop_file(run)
        return
    began = time.monotonic()

    def clock() -> datetime:
        return at + timedelta(seconds=time.monotonic() - began)

    with translation.override(happened.language or "en"):
        try:
            import_runs.carry_out(run, path=import_runs.stored(run.stored_as), clock=clock)
        except (FileRefused, import_runs.Superseded) as ended:
            logger.info("import %s ended: %s", run.pk, ended)
    # Kept until here: a worker that is killed reads it again from the start.
    import_runs.drop_file(run)


@on(PicturesWanted, outside=True)
def fetch_pictures(happened: PicturesWanted, *, at: datetime, effect_key: str) -> None:
    pictures.fetch_some(happened.product_ids, attempt=happened.attempt, at=at, key=effect_key)


@on(ProofAsked, outside=True)
def look_at_the_host(happened: ProofAsked, *, at: datetime, effect_key: str) -> None:
    proof = HostProof.objects.select_related("shop", "person").filter(pk=happened.proof_id, looked_at=None).first()
    if proof is not None:
        with translation.override(happened.language or "en"):
            proofs.look(proof, at=at)
