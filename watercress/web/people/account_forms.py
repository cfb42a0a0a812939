"""allauth's forms, with the town's words, a most for every field (S40), and nothing told to who only guesses (S29)."""

from typing import Any

from allauth.account import forms as account
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from watercress.kernel import events
from watercress.people import names
from watercress.people.events import PasswordResetAsked, PersonJoined
from watercress.people.models import Person

PASSWORD_MOST = 256
LOGIN_MOST = 254
CODE_MOST = 16
CREDENTIAL_MOST = 20_000
UNREADABLE = _("The passkey's answer could not be read. Please try again.")


class Credential(forms.JSONField):
    """What a passkey answers: JSON of a bounded size and depth, with the parts the ceremony speaks of."""

    def to_python(self, value: Any) -> Any:
        try:
            found = super().to_python(value) if len(value or "") <= CREDENTIAL_MOST else None
        except RecursionError:
            found = None
        texts = ("id", "rawId", "type")
        if not (
            isinstance(found, dict)
            and all(isinstance(found.get(part), str) for part in texts)
            and isinstance(found.get("response"), dict)
        ):
            raise forms.ValidationError(UNREADABLE, code="invalid")
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Never shown again: an answer is good once."""
        return None


class Guarded:
    """The library reads a passkey's answer as if a browser had written it; whatever else it stumbles over is unreadable."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            raise forms.ValidationError(UNREADABLE, code="invalid") from wrong


class Bounded:
    """Sets our labels and a most for each field, whatever allauth calls the form."""

    LABELS: dict[str, Any] = {
        "login": _("Name or e-mail address"),
        "username": _("Name"),
        "email": _("E-mail address"),
        "password": _("Password"),
        "oldpassword": _("Current password"),
        "password1": _("Password"),
        "password2": _("The same password again"),
        "code": _("Code"),
        "name": _("What you call it"),
        "passwordless": _("Sign in with it alone, without a password"),
    }
    MOST = {
        "login": LOGIN_MOST,
        "username": names.MOST,
        "email": LOGIN_MOST,
        "code": CODE_MOST,
        "name": 60,
        "password": PASSWORD_MOST,
        "oldpassword": PASSWORD_MOST,
        "password1": PASSWORD_MOST,
        "password2": PASSWORD_MOST,
    }
    HELP: dict[str, Any] = {
        "passwordless": _("Asks for your finger, face or PIN each time."),
    }
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "credential" in self.fields:
            self.fields["credential"] = Credential(required=True, widget=forms.HiddenInput)
        for name, field in self.fields.items():
            field.label = self.LABELS.get(name, field.label)
            field.help_text = self.HELP.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.CharField) and name in self.MOST:
                field.max_length = self.MOST[name]
                field.widget.attrs["maxlength"] = str(self.MOST[name])
                field.validators.append(forms.CharField(max_length=self.MOST[name]).validators[0])


class SignIn(Bounded, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean_login(self) -> str:
        return names.normal(super().clean_login())


class SignUp(Bounded, account.SignupForm):
    HELP = {
        **Bounded.HELP,
        "username": _("2 to 24 letters, digits, - or _, in any script. It stands in your address and cannot change."),
        "email": _("Only for a new password if you forget yours. Nobody sees it."),
        "password1": _("At least 8 characters, not only digits, nothing common."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trap = self.fields["leave_empty"]
        trap.label = _("Leave this empty")
        # allauth hides it with a style attribute, which our Content-Security-Policy ignores.
        trap.widget = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})

    def save(self, request: HttpRequest) -> Person:
        from allauth.account.adapter import get_adapter

        adapter = get_adapter()
        # The password is hashed before the transaction: argon2 takes as long as fifty writes.
        person = adapter.save_user(request, adapter.new_user(request), self, commit=False)
        email = self.cleaned_data.get("email")
        with transaction.atomic():
            person.save()
            events.record(PersonJoined(person_id=person.pk), at=person.joined_at)
            setup_user_email(request, person, [EmailAddress(email=email)] if email else [])
        return person


class ChangePassword(Bounded, account.ChangePasswordForm):
    LABELS = {**Bounded.LABELS, "password1": _("New password")}
    HELP = {**Bounded.HELP, "password1": _("At least 8 characters, not only digits, nothing common.")}


class SetPassword(Bounded, account.SetPasswordForm):
    HELP = ChangePassword.HELP


class NewPassword(Bounded, account.ResetPasswordKeyForm):
    LABELS = ChangePassword.LABELS
    HELP = ChangePassword.HELP


class AskForReset(Bounded, account.ResetPasswordForm):
    """Does the same for every address, so neither the answer nor its time tells whose it is."""

    def clean_email(self) -> str:
        from allauth.account.adapter import get_adapter

        return get_adapter().clean_email(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email = self.cleaned_data["email"]
        with transaction.atomic():
            asked = PasswordResetAsked(email=email, language=translation.get_language() or "en")
            events.record(asked, at=timezone.now())
        return email


class AddAddress(Bounded, account.AddEmailForm):
    pass


class Reauthenticate(Bounded, account.ReauthenticateForm):
    pass


class Authenticate(Bounded, second_step.AuthenticateForm):
    pass


class ReauthenticateByCode(Bounded, second_step.ReauthenticateForm):
    pass


class ActivateApp(Bounded, ActivateTOTPForm):
    LABELS = {**Bounded.LABELS, "code": _("The six digits your app shows")}


class AuthenticateByPasskey(Guarded, Bounded, passkeys.AuthenticateWebAuthnForm):
    pass


class ReauthenticateByPasskey(Guarded, Bounded, passkeys.ReauthenticateWebAuthnForm):
    pass


class SignInByPasskey(Guarded, Bounded, passkeys.LoginWebAuthnForm):
    pass


class AddPasskey(Bounded, passkeys.AddWebAuthnForm):
    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            raise forms.ValidationError(UNREADABLE, code="invalid") from wrong


class RenamePasskey(Bounded, passkeys.EditWebAuthnForm):
    pass
