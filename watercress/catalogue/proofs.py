"""
Showing that a host is the shop's own: one puts a word of ours where only the host's owner can.

Anyone can prove a shop nobody keeps to be theirs; then they are its keeper.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from html.parser import HTMLParser

from django.db import transaction
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from watercress.catalogue import hosts, policies, txt_records
from watercress.catalogue.events import ProofAsked
from watercress.catalogue.models import HostProof, Keeper, Shop
from watercress.catalogue.models.shops import ProofMethod
from watercress.kernel import events, fetching
from watercress.kernel.decisions import Refused
from watercress.people.models import Person

FILE = "/.well-known/watercress.txt"
META = "watercress-proof"
NAME = "_watercress"
AGAIN_AFTER = timedelta(seconds=20)
MOST_BYTES = 512 * 1024


def word(shop: Shop, person: Person) -> str:
    """Return what this person puts on this host; it is another for another person, shop or host."""
    named = f"{shop.pk}/{person.pk}/{shop.host}"
    return salted_hmac("watercress.catalogue.proofs", named, algorithm="sha256").hexdigest()[:32]


def latest(shop: Shop, *, person: Person) -> HostProof | None:
    """Return what we saw when this person last had us look at the shop's present host."""
    return HostProof.objects.filter(shop=shop, person=person, host=shop.host).first()


def ask(shop: Shop, *, person: Person, at: datetime) -> HostProof:
    """Have the worker look at the host now; raises NotAllowed, or Refused when it has just been asked."""
    policies.can_prove(person, shop).require()
    with transaction.atomic():
        Shop.objects.select_for_update().get(pk=shop.pk)
        before = HostProof.objects.filter(shop=shop, person=person).first()
        if before and at - before.asked_at < AGAIN_AFTER:
            raise Refused({"": _("We have just looked. Try again in half a minute.")})
        proof, _created = HostProof.objects.update_or_create(
            shop=shop,
            person=person,
            defaults={"host": shop.host, "asked_at": at, "looked_at": None, "proved_at": None, "problem": ""},
        )
        events.record(ProofAsked(proof_id=proof.pk, language=translation.get_language() or ""), at=at)
    return proof


def is_waiting(proof: HostProof) -> bool:
    """Say whether the worker has yet to look since it was last asked."""
    return proof.looked_at is None


def look(proof: HostProof, *, at: datetime) -> None:
    """Look for the word in its three places and note what was found. Goes out into the world: for the worker."""
    sought = _Sought(proof.host, word(proof.shop, proof.person), at)
    method = sought.method()
    with transaction.atomic():
        shop = Shop.objects.select_for_update().get(pk=proof.shop_id)
        row = HostProof.objects.filter(pk=proof.pk, asked_at=proof.asked_at)
        if shop.host != proof.host:
            row.update(looked_at=at, problem=_("The shop has moved to another host meanwhile."))
        elif not method:
            problem = _("We found the word in none of the three places. Is it there, and can everyone read it?")
            row.update(looked_at=at, problem=f"{problem} {sought.failed}".strip()[:300])
        elif row.update(looked_at=at, proved_at=at, method=method, problem=""):
            _settle(shop, proof, at=at)


def _settle(shop: Shop, proof: HostProof, *, at: datetime) -> None:
    kept_by = set(shop.keepers.values_list("person_id", flat=True))
    if not kept_by:
        Keeper.objects.create(shop=shop, person=proof.person, since=at)
    elif proof.person_id not in kept_by:
        # Somebody else has claimed the shop meanwhile, or this keeper has left.
        return
    Shop.objects.filter(pk=shop.pk).update(host_proved_at=at)


@dataclass
class _Sought:
    """One word, looked for on one host."""

    host: str
    word: str
    at: datetime
    failed: str | Promise = ""
    """Why the host could not be read, if it could not."""

    def method(self) -> str:
        if self.word in (line.strip() for line in self._page(FILE).splitlines()):
            return ProofMethod.FILE
        if self.word in _metas(self._page("/")):
            return ProofMethod.META
        if self.word in _texts(f"{NAME}.{self.host}"):
            return ProofMethod.DNS
        return ""

    def _page(self, path: str) -> str:
        """Return what stands at `path`; nothing where there is nothing, or where it led to another host."""
        try:
            fetched = fetching.fetch(
                f"https://{self.host}{path}",
                at=self.at,
                accept=("text/", "application/octet-stream"),
                most_bytes=MOST_BYTES,
                again_after=AGAIN_AFTER / 2,
            )
        except fetching.FetchFailed as failure:
            self.failed = failure.reason
            return ""
        # Somewhere else, the word says nothing about this host.
        if not fetched.is_ok or not hosts.is_on(fetched.url, self.host):
            return ""
        return fetched.body.decode("utf-8", "replace")


def _metas(page: str) -> list[str]:
    reader = _Metas()
    reader.feed(page)
    return reader.found


def _texts(name: str) -> list[str]:
    try:
        return [text.strip() for text in txt_records.find(name)]
    except txt_records.NoAnswer:
        return []


class _Metas(HTMLParser):
    """Collects the contents of `<meta name="watercress-proof">`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "meta" and (said.get("name") or "").casefold() == META:
            self.found.append((said.get("content") or "").strip())
