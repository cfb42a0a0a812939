"""What a keeper decides of a file that has been looked at: on the shelves with it, away with it, or look again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from watercress.catalogue import feeds, import_runs, importers, mappings, policies, shops
from watercress.catalogue.events import ImportAsked, ImportConfirmed
from watercress.catalogue.importers import mapped_csv
from watercress.catalogue.models import ImportRun, Shop, ShopFeed
from watercress.catalogue.models.runs import Outcome
from watercress.kernel import events
from watercress.kernel.decisions import Refused
from watercress.people.models import Person

WAITS_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=90)
"""Readings of a feed; what someone brought by hand is kept."""
STUCK_AFTER = timedelta(hours=1)
"""An import that has not come to its end by then does not keep others waiting."""


def confirm(run: ImportRun, *, person: Person, at: datetime) -> bool:
    """
    Have the worker put on the shelves what was looked at; once confirmed, confirming again changes nothing.

    Where the shelves have changed since the look, it is looked at again instead, and this returns False: the keeper
    said yes to something else. Raises NotAllowed, or Refused if there is nothing to confirm.
    """
    policies.can_import(person, run.shop).require()
    with transaction.atomic():
        ours = _held(run)
        if ours.confirmed_at:
            return True
        _require_waiting(ours)
        if ours.problem:
            raise Refused({"": _("This could not be read, so there is nothing to put on the shelves.")})
        if _changed_since(ours, at=at):
            _look_again(ours, at=at)
            return False
        put(ours, by=person, at=at, language=translation.get_language() or "")
    run.refresh_from_db()
    return True


def put(run: ImportRun, *, by: Person | None, at: datetime, language: str) -> None:
    """Have the worker put a run that waits on the shelves; its feed, if it is of one, goes on by schedule from now on."""
    import_runs.take_over(run.shop, at=at)
    source = run.preview["report"]["source"]
    ImportRun.objects.filter(pk=run.pk).update(confirmed_at=at, confirmed_by=by, progress=0, source=source)
    if run.feed_id:
        feeds.go_on(run.feed_id, source=source, at=at)
    events.record(ImportConfirmed(run_id=run.pk, language=language), at=at)


def throw_away(run: ImportRun, *, person: Person, at: datetime) -> None:
    """End a run that waits, with its file; doing it again changes nothing."""
    policies.can_import(person, run.shop).require()
    with transaction.atomic():
        ours = _held(run)
        if not ours.finished_at:
            _require_waiting(ours)
            _end(ImportRun.objects.filter(pk=run.pk), Outcome.THROWN_AWAY, at=at)
    run.refresh_from_db()


def read_as(run: ImportRun, *, person: Person, source: str, at: datetime) -> None:
    """Have the file looked at again as another kind; raises Refused for a kind there is not."""
    policies.can_import(person, run.shop).require()
    if source not in (importers.AUTO, *importers.SOURCES):
        raise Refused({"source": _("There is no such kind of file.")})
    with transaction.atomic():
        ours = _held(run)
        _require_waiting(ours)
        # Said of these columns before, and not meant any more.
        mappings.forget(ours.shop, columns_of(ours))
        _look_again(ours, at=at, source=source, mapping={})
    run.refresh_from_db()


def map_columns(run: ImportRun, *, person: Person, columns: Mapping[str, str], at: datetime) -> None:
    """
    Read the table by these columns, and remember them for the next one of this shop that has the same.

    Raises NotAllowed, or Refused with what is wrong with each role.
    """
    policies.can_import(person, run.shop).require()
    with transaction.atomic():
        ours = _held(run)
        _require_waiting(ours)
        header = columns_of(ours)
        chosen = {role: column for role, column in columns.items() if column}
        if problems := mapped_csv.problems(chosen, header):
            raise Refused(dict(problems))
        mappings.remember(ours.shop, header, chosen, person=person, at=at)
        _look_again(ours, at=at, source=importers.MAPPED, mapping=chosen)
    run.refresh_from_db()


def take_currency(run: ImportRun, *, person: Person, at: datetime) -> None:
    """Let the shop keep its prices in the currency the file has, and look again; raises NotAllowed or Refused."""
    with transaction.atomic():
        ours = _held(run)
        _require_waiting(ours)
        shops.set_currency(ours.shop, person=person, currency=ours.preview.get("other_currency", ""), at=at)
        _look_again(ours, at=at)
    run.refresh_from_db()


def columns_of(run: ImportRun) -> list[str]:
    """Return the names of the columns of a table that was looked at; none for a file that is no table."""
    return [column["name"] for column in run.preview.get("columns", ())]


def expire(*, at: datetime) -> int:
    """End what has waited for its keeper too long, and forget old readings of feeds; return how many ended."""
    ImportRun.objects.filter(feed__isnull=False, finished_at__lt=at - KEPT_FOR).delete()
    stale = ImportRun.objects.waiting().filter(previewed_at__lt=at - WAITS_FOR)
    with transaction.atomic():
        return _end(stale, Outcome.EXPIRED, at=at)


def _end(runs: Any, outcome: Outcome, *, at: datetime) -> int:
    """End runs that did not reach the shelves; what their feeds said is to be told whole the next time."""
    ShopFeed.objects.filter(pk__in=list(runs.values_list("feed", flat=True))).update(etag="", modified="")
    return import_runs.close(runs, outcome, at=at)


def _held(run: ImportRun) -> ImportRun:
    """Return the run as it is now, while nobody else decides about this shop's imports."""
    Shop.objects.select_for_update().get(pk=run.shop_id)
    return ImportRun.objects.select_related("shop").get(pk=run.pk)


def _require_waiting(run: ImportRun) -> None:
    if run.finished_at:
        raise Refused({"": _("This has ended; bring the file again.")})
    if not run.is_waiting:
        raise Refused({"": _("This is being read. Wait until it is done.")})


def _changed_since(run: ImportRun, *, at: datetime) -> bool:
    """Say whether another import was put on this shop's shelves, or is being put, since this one was looked at."""
    others = ImportRun.objects.filter(shop=run.shop_id).exclude(pk=run.pk)
    since = others.filter(outcome=Outcome.DONE, finished_at__gt=run.previewed_at)
    return since.exists() or others.being_put().filter(confirmed_at__gt=at - STUCK_AFTER).exists()


def _look_again(run: ImportRun, *, at: datetime, **columns: Any) -> None:
    again = {"previewed_at": None, "preview": {}, "problem": "", "progress": 0, "looks": run.looks + 1, **columns}
    ImportRun.objects.filter(pk=run.pk).update(**again)
    language = translation.get_language() or ""
    events.record(ImportAsked(run_id=run.pk, look=run.looks + 1, language=language), at=at)
