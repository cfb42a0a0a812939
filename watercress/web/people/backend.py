"""Who a session belongs to, with what every page shows of them."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from watercress.people.models import Person


class TownBackend(AuthenticationBackend):
    """allauth's ways to sign in; a person comes with their picture, which the bar of every page shows."""

    def get_user(self, user_id: Any) -> Person | None:
        person = Person.objects.select_related("picture").filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
