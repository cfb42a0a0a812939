"""
A label worn unseen is seen by nobody else: every page, as everyone who may look, is byte for byte what it would be without it.

Whatever address the town has is asked, and every kind of link a page leads to is followed, so that a page added
tomorrow is asked too. Nobody has to remember this file.
"""

import re
from collections import Counter, deque
from collections.abc import Sequence
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse
from django.utils import timezone

from tests.factories import NOON, a_label, a_person, a_post, a_shop, a_wear
from tests.web.chinese_town import an_operator, places_of
from tests.web.test_languages import names
from watercress.catalogue.models import Keeper, Shop
from watercress.community.models import Ban, Community, Membership, PostLabel
from watercress.kernel import outbox, registries, town
from watercress.labels import wearing
from watercress.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
UNSEEN: dict[str, bool | None] = {"goth": False, "living-alone": None}
"""One worn unseen by choice, the other because it begins so; nobody else wears either."""
ALIKE = 2
"""Addresses of one kind that are asked: the second circle tells what the hundredth would."""
NOT_OURS = ("account_", "mfa_", "go")
"""Pages of the library for accounts, which knows of no labels and shows a new secret each time."""
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=)"\w+"|nonce-[\w+/=-]+|(?<=/go/)[\w.-]+/[\w-]{24}(?=/")')
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
SEARCHED = ("lulu", "露露", "goth", "哥特")

Seen = dict[str, tuple[int, str]]


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A town with one of everything, in which time stands still."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    places = places_of(an_operator())
    tea = Community.objects.get(slug="tea")
    PostLabel.objects.create(post=a_post(tea, author=wearer(), title="黑"), label=a_label("goth"), position=0)
    rival = a_person("rival")
    a_shop(slug="rival", keeper=rival)
    Membership.objects.create(community=tea, person=rival, joined_at=NOON)
    a_wear(rival, "tea-house")
    a_wear(wearer(), "cat-person")
    for name in ("plain", "member", "steward", "keeper", "banned"):
        _settled(a_person(name), tea)
    return places


def _settled(person: Person, tea: Community) -> None:
    if person.username in ("member", "steward"):
        Membership.objects.create(community=tea, person=person, joined_at=NOON, is_steward=person.username == "steward")
    if person.username == "keeper":
        Keeper.objects.create(shop=Shop.objects.get(slug="kiln"), person=person, since=NOON)
    if person.username == "banned":
        Ban.objects.create(community=tea, person=person, banned_at=NOON, reason="Shouting.")


def wearer() -> Person:
    return Person.objects.get(username="lulu")


FEW = ("anon", "rival", "mei")
"""
A visitor, `rival`, who is a member and keeps another shop, and `mei`, who is operator, founder and keeper.

Between them they have every right someone may have who is not the wearer; each alone costs seconds.
"""
EVERYONE = (*FEW, "plain", "member", "steward", "keeper", "banned")


def actors(names: Sequence[str]) -> dict[str, Person | None]:
    return {name: Person.objects.filter(username=name).first() for name in names}


def seeds(places: dict[str, Any]) -> list[str]:
    found = []
    for name in sorted(names(get_resolver().url_patterns)):
        for arguments in places.get(name, [{}])[:1] if not name.startswith(NOT_OURS) else []:
            try:
                found.append(reverse(name, kwargs=arguments))
            except NoReverseMatch:
                continue  # Nothing in this town stands at such an address; a link may lead to one.
    found += [f"{reverse('label', args=[slug])}{query}" for slug in UNSEEN for query in ("", "?order=neutral&seed=7")]
    found += [reverse("person", args=["lulu"]), reverse("label_people", args=["goth"])]
    found += [f"/search/?q={word}" for word in SEARCHED if _kind("/search/")]
    return found


def _kind(path: str) -> str:
    """What stands at this address; empty for nothing of ours."""
    try:
        return resolve(unquote(path)).url_name or ""
    except Resolver404:
        return ""


def crawl(person: Person | None, start: list[str]) -> Seen:
    """Ask every address and what its page leads to, and leave everything as it was."""
    client = Client()
    if person:
        client.force_login(person)
    waiting, met, alike, seen = deque(start), set(start), Counter(), {}
    while waiting:
        address = waiting.popleft()
        _status, body = seen[address] = _asked(client, address)
        for link in map(unescape, LINK.findall(body)):
            path = link.split("?")[0]
            kind = _kind(path) if path.startswith("/") and link not in met else ""
            met.add(link)
            alike[kind] += 1
            if kind and not kind.startswith(NOT_OURS) and alike[kind] <= ALIKE:
                waiting.append(link)
    return seen


def _asked(client: Client, address: str) -> tuple[int, str]:
    """Return the status and the whole text of a page, or where it leads."""
    page = client.get(address)
    text = b"".join(page).decode(errors="replace") if _is_text(page) else ""
    return page.status_code, TOKEN.sub("", text) or f'href="{page.headers.get("Location", "")}"'


def _is_text(page: Any) -> bool:
    return page.headers.get("Content-Type", "").startswith(
        ("text/", "application/json", "application/xml", "application/atom")
    )


class _Back(Exception):
    pass


def as_if(places: dict[str, Any], wears: dict[str, bool | None], who: Sequence[str]) -> dict[str, Seen]:
    """Crawl as everyone in a town where lulu wears these too; afterwards she does not."""
    seen = {}
    for name, person in actors(who).items():
        cache.clear()
        town.forget()
        try:
            with transaction.atomic():
                # As the test's own transaction: slow work may be done inside it.
                transaction.get_connection().atomic_blocks[-1]._from_testcase = True
                for slug, is_public in wears.items():
                    wearing.put_on(wearer(), slug, is_public=is_public, by=wearer(), at=NOON)
                outbox.deliver_due(at=timezone.now())
                seen[name] = crawl(person, seeds(places))
                raise _Back
        except _Back:
            continue
    return seen


def differing(one: dict[str, Seen], other: dict[str, Seen]) -> list[str]:
    return [
        f"{name}: {address}"
        for name in one
        for address in sorted(one[name].keys() | other[name].keys())
        if one[name].get(address) != other[name].get(address)
    ]


@pytest.mark.parametrize("who", [FEW, pytest.param(EVERYONE, marks=pytest.mark.proof)], ids=len)
def test_a_private_wear_changes_no_page_for_anyone_else(places, who):
    without = as_if(places, {}, who)

    assert differing(without, as_if(places, UNSEEN, who)) == []
    # The same eyes do see what is worn for all to see: were they shut, the above would hold too.
    wearing.put_on(wearer(), "goth", is_public=True, by=wearer(), at=NOON)
    for address in ("/labels/", "/labels/goth/", "/labels/goth/people/", "/people/lulu/"):
        assert _asked(Client(), address) != without["anon"][address], address


def test_a_private_wear_stands_in_nobody_elses_export(places):
    def exported(person: Person) -> dict[str, list[Any]]:
        return {name: list(export.rows(person)) for name, export in registries.exports.items()}

    others = list(Person.objects.exclude(username="lulu"))
    before = [exported(person) for person in others]
    own = exported(wearer())
    for slug, is_public in UNSEEN.items():
        wearing.put_on(wearer(), slug, is_public=is_public, by=wearer(), at=NOON)

    assert [exported(person) for person in others] == before
    assert exported(wearer()) != own
