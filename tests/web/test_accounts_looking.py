"""S33: looking at any page of the town, as anybody, changes nothing in it."""

import hashlib
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern

from tests.factories import NOON, a_circle, a_list, a_mark, a_person, a_post, a_product, a_shop, a_tag, a_wear
from watercress.community.models import Reply
from watercress.discovery import slates, worn
from watercress.kernel import town
from watercress.kernel.models import Town
from watercress.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.alike]

# A visit's own notes: the form to go back to, a passkey's challenge, a count of tries. Nothing of the town.
OF_THE_VISIT = {"django_session", "kernel_cache"}
# A home page keeps what it suggests, so that one can ask why: whoever looks writes it, though nothing of themselves.
SUGGESTED = {"discovery_slate"}
HARMLESS = {"SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN"}


def checksum() -> dict[str, str]:
    """What every table holds."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(set(connection.introspection.table_names(cursor)) - OF_THE_VISIT - SUGGESTED):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = hashlib.sha256(repr(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()
    return found


class Writes:
    """Complains of whatever a page writes that is not its visit's own. Reading all tables each time takes long."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        verb, allowed = sql.lstrip("(").split(None, 1)[0].upper(), OF_THE_VISIT | SUGGESTED
        if verb not in HARMLESS:
            assert any(f'"{table}"' in sql for table in allowed), f"looking at {self.address} wrote: {sql}"
        return execute(sql, params, many, context)


def patterns(of: list[Any], before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every route of the town with the names of its parts."""
    for pattern in of:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, before + written(pattern))
        elif isinstance(pattern, URLPattern):
            yield before + written(pattern), list(pattern.pattern.regex.groupindex)


def written(pattern: Any) -> str:
    if isinstance(pattern.pattern, RoutePattern):
        return str(pattern.pattern)
    assert isinstance(pattern.pattern, RegexPattern)
    return str(pattern.pattern).lstrip("^").rstrip("$")


@pytest.fixture
def a_lived_in_town() -> dict[str, list[str]]:
    """A town with one of everything, and what each part of an address may be in it."""
    Town.objects.create(pk=1, name="Kiln Town", founded_at=NOON)
    town.forget()
    mei, bo = a_person("mei", password="seven-small-kilns"), a_person("bo")
    a_person("opal", is_operator=True)
    shop = a_shop(keeper=mei, small_since=NOON)
    product = a_product(shop=shop)
    a_tag(product, "nuts")
    a_wear(bo, "nuts")
    review, found = a_mark(product, shelf="have", words="Pours."), a_list(product, owner=mei)
    circle = a_circle(founder=mei, members=(bo,), question="What did you last brew?")
    post = a_post(circle, author=mei)
    reply = Reply.objects.create(post=post, author=bo, text="Tea.", html="<p>Tea.</p>", posted_at=NOON)
    address = EmailAddress.objects.create(user=mei, email="mei@example.org", primary=True)
    return {
        "slug": [circle.slug, shop.slug],
        "number": [str(post.number), str(reply.pk), str(product.pk), str(review.pk), str(found.pk), "7"],
        "words": ["-"],
        "name": ["mei", "bo", "20260901T120000.000000-" + "a" * 20 + ".eml"],
        "key": [EmailConfirmationHMAC(address).key, "set-password", "abcdefghijkl", _a_slate(bo)],
        "token": ["abcdefghijkl"],
        "kind": ["lists", "places", "products", "nothing"],
        "width": ["96"],
        "role": ["buyer", "operator"],
        "uidb36": ["1"],
        "pk": ["1"],
        "host": ["shop.example"],
        "handle": ["a-thing"],
        "card": ["-"],
        "slate": ["-"],
    }


def _a_slate(person: Person) -> str:
    """What someone's home page suggested."""
    key = slates.for_home(person, worn.by(person), [], at=NOON).key
    assert key
    return key


def addresses(parts: dict[str, list[str]]) -> Iterator[str]:
    import re

    for route, names in patterns(get_resolver().url_patterns):
        for values in itertools.product(*(parts[name] for name in names)):
            path = route
            for name, value in zip(names, values, strict=True):
                path = re.sub(rf"<(\w+:)?{name}>|\(\?P<{name}>[^)]*\)", lambda _, v=value: v, path)
            yield "/" + path


@pytest.mark.parametrize("who", [None, "mei", "bo", "opal"])
def test_s33_looking_changes_nothing(who: str | None, a_lived_in_town: dict[str, list[str]]):
    client = Client()
    if who:
        client.force_login(Person.objects.get(username=who))
    before = checksum()
    seen = 0
    for address in addresses(a_lived_in_town):
        with connection.execute_wrapper(Writes(address)):
            for method in (client.get, client.head):
                answer = method(address)
                assert answer.status_code < 500, address
        seen += answer.status_code == 200
    assert checksum() == before, f"looking as {who or 'a visitor'} changed something"
    assert seen > 15


def test_a_write_is_noticed_by_name():
    with pytest.raises(AssertionError, match="looking at /here wrote"), connection.execute_wrapper(Writes("/here")):
        a_person("mei")
    with pytest.raises(AssertionError, match="looking at /here wrote"), connection.execute_wrapper(Writes("/here")):
        Town.objects.update(name="Mine")
