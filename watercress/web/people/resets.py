"""A new password for someone who forgot theirs: looked up by the worker, after the visitor has had the same answer as anyone."""

from datetime import datetime

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils import translation

from watercress.kernel.events import on
from watercress.people import limits
from watercress.people.events import PasswordResetAsked
from watercress.people.models import Person
from watercress.web import addresses

from . import letters

LETTERS_AN_HOUR = 5


@on(PasswordResetAsked)
def write_to_whoever_it_is(asked: PasswordResetAsked, *, at: datetime, effect_key: str) -> None:
    """Write one letter to the stored address of the one account that has it, or none."""
    found = owner(asked.email)
    if found is None:
        return
    person, stored = found
    try:
        limits.hit("reset-letter", stored, most=LETTERS_AN_HOUR, seconds=3600, at=at)
    except limits.TooMany:
        return  # From however many places someone asks, nobody's letter box is filled.
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), token])
    with translation.override(asked.language):
        letters.write("password_reset_key", stored, person=person, password_reset_url=addresses.public(path)).send()


def owner(email: str) -> tuple[Person, str] | None:
    """
    Return whom a reset for `email` reaches, and the address as stored.

    A confirmed address belongs to one person. Without a mail server nothing can be confirmed, and the operator hands
    the letter over: then an unconfirmed address will do, if only one account has it.
    """
    rows = EmailAddress.objects.filter(email=email.lower(), user__is_active=True).select_related("user")
    confirmed = [row for row in rows if row.verified]
    candidates = confirmed or (list(rows) if letters.are_files() else [])
    if len(candidates) != 1:
        return None
    return candidates[0].user, candidates[0].email
