"""
Who a session belongs to; and who a name or an address and a password do, at the same cost whoever is asked for (S29).

allauth's own backend hashes twice for an address it knows and once for one it does not: that is 60 ms anyone can read.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.http import HttpRequest

from watercress.people.models import Person

from . import letters

SHARING_MOST = 3
"""Accounts with one unconfirmed address that are tried where, for want of a mail server, none can be confirmed."""


class TownBackend(AuthenticationBackend):
    """A person comes with their picture, which the bar of every page shows."""

    def get_user(self, user_id: Any) -> Person | None:
        person = Person.objects.select_related("picture").filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:
        written, password = credentials.get("username") or credentials.get("email") or "", credentials["password"]
        if "@" in written:
            people, tries = holders(written), SHARING_MOST if letters.are_files() else 1
        else:
            people, tries = list(Person.objects.filter(username__iexact=written)[:1]), 1
        found = None
        for number in range(tries):
            if number < len(people):
                found = self._check_password(people[number], password) or found
            else:
                self._mitigate_timing_attack(password)
        self._did_check_password = True
        return found


def holders(email: str) -> list[Person]:
    """Return who may sign in with an address: the one who confirmed it; without a mail server, whoever wrote it."""
    rows = EmailAddress.objects.filter(email=email.lower()).select_related("user").order_by("-verified", "pk")
    if not letters.are_files():
        rows = rows.filter(verified=True)
    return [row.user for row in rows[:SHARING_MOST]]
