"""One product by the address of its page in the shop: for shops that have no export, and for what came in since the last."""

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from watercress.catalogue import feed_addresses, hosts, import_files, import_runs, policies
from watercress.catalogue.importers.product_page import ProductPage
from watercress.catalogue.models import ImportRun, Shop
from watercress.catalogue.models.runs import Outcome
from watercress.kernel import fetching
from watercress.kernel.decisions import Refused
from watercress.people.models import Person

KINDS = ("text/html", "application/xhtml+xml")
MOST_BYTES = 1024 * 1024
AGAIN_AFTER = timedelta(minutes=5)


def ask(shop: Shop, *, person: Person, address: str, at: datetime) -> ImportRun:
    """
    Have the worker fetch one product's page and look at it.

    Raises NotAllowed, or Refused for what is no address, or one on another host than the shop's.
    """
    policies.can_import(person, shop).require()
    try:
        address = feed_addresses.normalised(address)
    except feed_addresses.NotAnAddress as wrong:
        raise Refused({"address": wrong.reason}) from None
    if shop.host and not hosts.is_on(address, shop.host):
        told = _("This page is not on %(host)s, where the shop is.")
        raise Refused({"address": told % {"host": shop.host}})
    name = feed_addresses.file_name(address)
    return import_runs.ask_for(shop, person=person, address=address, file_name=name, source=ProductPage.key, at=at)


def is_to_be_fetched(run: ImportRun) -> bool:
    return bool(run.address) and not run.stored_as


def fetch(run: ImportRun, *, at: datetime) -> bool:
    """
    Bring the page into a file, or end the run with the reason; False if it has ended.

    Goes out into the world: for the worker, outside a transaction. Raises fetching.Later when it is not yet time.
    """
    try:
        with import_files.receiving() as (name, to):
            fetched = fetching.fetch(
                run.address, at=at, accept=KINDS, most_bytes=MOST_BYTES, again_after=AGAIN_AFTER, into=to
            )
            if reason := _against(fetched, run.shop):
                raise _Unusable(reason)
    except fetching.Later:
        raise
    except (fetching.FetchFailed, _Unusable) as failed:
        import_runs.finish(run, Outcome.REFUSED, at=at, problem=str(failed.reason))
        return False
    # Where the redirects ended is where what the page names relatively is named from.
    kept = ImportRun.objects.filter(pk=run.pk, finished_at=None, stored_as="")
    if not kept.update(stored_as=name, address=fetched.url[: feed_addresses.MOST]):
        import_files.drop(name)
    run.refresh_from_db()
    return run.finished_at is None


class _Unusable(Exception):
    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def _against(fetched: fetching.Fetched, shop: Shop) -> str:
    """Return why what came is not a page of this shop's, or ""."""
    if not fetched.is_ok:
        return _("The host answered with the number %(status)d.") % {"status": fetched.status}
    if shop.host and not hosts.is_on(fetched.url, shop.host):
        return _("The address led away from %(host)s, where the shop is.") % {"host": shop.host}
    return ""
