"""allauth's pages, where one of them would otherwise act on a mere look at it."""

from typing import Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from django.db import IntegrityError
from django.http import HttpResponse


class SignUp(views.SignupView):
    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except IntegrityError:
            # Someone took the name between the check and the insert.
            form.add_error("username", get_adapter().validation_error("username_taken"))
            return self.form_invalid(form)


class NoSignOutOnSight:
    """A link opened while someone else is signed in signs them out only when its form is sent (S32)."""

    request: Any

    def logout(self) -> None:
        if self.request.method == "POST":
            super().logout()  # type: ignore[misc]


class ConfirmAddress(NoSignOutOnSight, views.ConfirmEmailView):
    pass


class ResetPassword(NoSignOutOnSight, views.PasswordResetFromKeyView):
    pass
