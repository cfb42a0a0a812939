"""What "everything about me" and "forget me" mean for the rows of this package, and of the libraries it uses."""

from collections.abc import Iterator
from typing import Any

from watercress.kernel import registries
from watercress.kernel.registries import OnErasure

from .models import Block, Person, Tally


def register() -> None:
    from allauth.account.models import EmailAddress, EmailConfirmation
    from allauth.mfa.models import Authenticator

    registries.on_erasure(Person, OnErasure.DELETE, "id")
    registries.on_erasure(Block, OnErasure.DELETE, "blocker", "blocked")
    registries.on_erasure(Tally, OnErasure.NOT_PERSONAL)
    registries.on_erasure(EmailAddress, OnErasure.DELETE, "user")
    registries.on_erasure(EmailConfirmation, OnErasure.DELETE, "email_address__user")
    registries.on_erasure(Authenticator, OnErasure.DELETE, "user")
    registries.export("profile", _profile)
    registries.export("e-mail addresses", _addresses)
    registries.export("second steps", _second_steps)
    registries.export("people blocked", _blocked)


def _profile(person: Person) -> Iterator[dict[str, Any]]:
    yield {
        "username": person.username,
        "name": person.name,
        "about": person.about,
        "language": person.language,
        "theme": person.theme,
        "joined_at": person.joined_at,
        "last_signed_in_at": person.last_login,
        "picture": person.picture.key if person.picture else "",
    }


def _addresses(person: Any) -> Iterator[dict[str, Any]]:
    for email, verified, primary in person.emailaddress_set.values_list("email", "verified", "primary"):
        yield {"email": email, "confirmed": verified, "main": primary}


def _second_steps(person: Any) -> Iterator[dict[str, Any]]:
    """Only that they exist and since when: their secrets stay where they are."""
    yield from person.authenticator_set.values("type", "created_at", "last_used_at")


def _blocked(person: Person) -> Iterator[dict[str, Any]]:
    for username, since in person.blocks.values_list("blocked__username", "blocked_at"):
        yield {"blocked__username": username, "blocked_at": since}
