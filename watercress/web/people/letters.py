"""Letters the town writes about an account: plain text, in the reader's language, linking only to the town's own address."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from watercress.kernel import town
from watercress.people.models import Person
from watercress.web import addresses


def town_name() -> str:
    found = town.town()
    return found.name if found else "Watercress"


def are_files() -> bool:
    """True while there is no mail server: letters wait in the town's folder, where the operator reads them."""
    return not settings.MAIL_URL


def write(name: str, to: str, *, person: Person | None = None, **words: Any) -> EmailMessage:
    """
    Return the letter `letters/<name>.txt`; its first line is the subject.

    Written in the language of `person`'s account, else in the one being spoken now.
    """
    language = (person.language if person else "") or translation.get_language()
    with translation.override(language):
        text = render_to_string(
            f"letters/{name}.txt",
            {"town_name": town_name(), "town_address": addresses.public("/"), "person": person, **words},
        ).strip()
    subject, _, body = text.partition("\n")
    return EmailMessage(
        subject=subject.strip(), body=body.strip() + "\n", from_email=settings.DEFAULT_FROM_EMAIL, to=[to]
    )
