"""Visitors of the circle's pages, and what tests ask of what they get."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.kernel.markup import ADDRESSES, Found
from watercress.community.models import Post
from watercress.people.models import Person
from watercress.web import addresses

SIGN_IN = "/account/login/?next="


def as_(person: Person | None = None) -> Client:
    """A browser of `person`'s, or of a visitor's."""
    client = Client()
    if person:
        client.force_login(person)
    return client


def words(page: HttpResponse) -> str:
    return page.content.decode()


def address_of(post: Post) -> str:
    return addresses.post(post.community.slug, post.number, post.title)


def inside(post: Post, what: str) -> str:
    """The address of something done to a post: "replies", "like", "acts", "edit", "history", "draft"."""
    return f"/c/{post.community.slug}/{post.number}/{what}/"


def a_file(name: str, content: bytes, kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


def dangers(page: str) -> list[str]:
    """Everything in a whole page that could run and is not ours, or leads to another scheme than http(s)."""
    wrong = []
    for tag, attributes in Found(page).tags:
        if tag == "script" and not attributes.get("src", "").startswith("/static/"):
            wrong.append(f"<{tag} {attributes}>")
        if tag in {"iframe", "object", "embed", "style", "base"}:
            wrong.append(f"<{tag}>")
        for name, value in attributes.items():
            bare = "".join(c for c in value if c > " ").lower()
            if name.startswith("on") or name in {"style", "srcdoc"}:
                wrong.append(f"{tag} {name}={value}")
            if name in ADDRESSES and bare.startswith(("javascript:", "vbscript:", "data:")):
                wrong.append(f"{tag} {name}={value}")
    return wrong


def controls(page: HttpResponse) -> dict[str, Any]:
    """What stands in the page's fields, by name: the value of the last one of that name."""
    found: dict[str, Any] = {}
    for tag, attributes in Found(words(page)).tags:
        if tag == "input" and "name" in attributes:
            found[attributes["name"]] = attributes.get("value", "")
    return found


def status_of(client: Client, address: str) -> int:
    """Ask for a file and read all of it, which closes it, as a web server would."""
    answer = client.get(address)
    b"".join(answer)
    return answer.status_code
