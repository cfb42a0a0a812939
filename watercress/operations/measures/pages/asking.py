"""What browsers send for the pages that are measured, as visitors and as people with an account."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote, urlencode

from django.conf import settings
from django.test import Client

from watercress.community.models import Post
from watercress.people.models import Person
from watercress.web import addresses

from .load import Ask
from .truths import Truth, longest

TOKEN = "0123456789abcdefghijklmnopqrstuv"  # noqa: S105  (a form's, on both sides the bench's own)
WRITES_ONE_IN = 100
SAID = "It holds up well, two winters on; I would take the smaller one again."


@dataclass(frozen=True)
class Viewer:
    """Who asks: nobody in particular, or a person with a session."""

    person: Person | None = None
    session: str = ""

    @property
    def name(self) -> str:
        return "member" if self.person else "visitor"

    @property
    def cookies(self) -> str:
        if not self.session:
            return ""
        return f"Cookie: {settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={TOKEN}\r\n"


VISITOR = Viewer()


def signed_in(person: Person) -> Viewer:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return Viewer(person, client.cookies[settings.SESSION_COOKIE_NAME].value)


def members(most: int) -> list[Viewer]:
    """Sign in members of the largest circle who look after nothing and did not write its longest topic."""
    topic = longest()
    inside = Person.objects.filter(memberships__community=topic.community, memberships__is_steward=False)
    return [signed_in(person) for person in inside.exclude(pk=topic.author_id).order_by("pk")[:most]]


def get(address: str, viewer: Viewer, port: int, *, truth: Truth | None = None) -> Ask:
    # `truth.address` is quoted where it holds Chinese; what is quoted already is left as it is.
    return Ask(_head("GET", quote(address, safe="/%?=&-_.~"), port, viewer.cookies) + b"\r\n", truth=truth)


def insert(port: int) -> Ask:
    """The floor of writing, behind the same check of a form's token."""
    cookie = f"Cookie: {settings.CSRF_COOKIE_NAME}={TOKEN}\r\n"
    return Ask(_form("/bench/insert/", cookie, port, {}), status=204)


def reply(post: Post, writer: Viewer, port: int, *, counts: bool = True) -> Ask:
    address = addresses.url("replies", post.community.slug, post.number)
    return Ask(_form(quote(address), writer.cookies, port, {"text": SAID}), status=302, counts=counts)


def again(ask: Ask) -> Iterator[Ask]:
    while True:
        yield ask


def with_writes(ask: Ask, post: Post, writers: Sequence[Viewer], port: int, turn: Iterator[int]) -> Iterator[Ask]:
    """Of a hundred asked, let one be a reply to `post`; `turn` counts over all connections."""
    for n in turn:
        writes = n % WRITES_ONE_IN == WRITES_ONE_IN // 2
        writer = writers[n // WRITES_ONE_IN % len(writers)]
        yield reply(post, writer, port, counts=False) if writes else ask


def replies(posts: Sequence[Post], writers: Sequence[Viewer], port: int, turn: Iterator[int]) -> Iterator[Ask]:
    """Reply under one topic after another, by one member after another."""
    for n in turn:
        yield reply(posts[n % len(posts)], writers[n % len(writers)], port)


def turns() -> Iterator[int]:
    return count()


def _head(method: str, address: str, port: int, more: str) -> bytes:
    return (
        f"{method} {address} HTTP/1.1\r\nHost: localhost:{port}\r\nUser-Agent: bench\r\nAccept: text/html\r\n"
        f"Accept-Language: en\r\nAccept-Encoding: gzip\r\n{more}"
    ).encode("ascii")


def _form(address: str, cookies: str, port: int, fields: dict[str, str]) -> bytes:
    body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
    kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    return _head("POST", address, port, cookies + kind) + f"\r\n{body}".encode()
