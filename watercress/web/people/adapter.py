"""Where allauth asks us how this town does things."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from watercress.people import names
from watercress.people.models import Person, Theme
from watercress.web import addresses
from watercress.web.home import chosen

from . import letters, preferences, sayings, visitors


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **sayings.ERRORS}

    # -- who comes in

    def new_user(self, request: HttpRequest) -> Person:
        return Person(
            joined_at=timezone.now(),
            language=translation.get_language() or "",
            theme=preferences.theme(request) or Theme.AUTO,
        )

    def clean_username(self, username: str, shallow: bool = False) -> str:
        username = names.normal(username)
        names.check_username(username)
        likeness = names.likeness(username)
        taken = Person.objects.filter(likeness=likeness) | Person.objects.filter(username__iexact=username)
        if not shallow and taken.exists():
            raise self.validation_error("username_taken")
        return username

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        user.username = form.cleaned_data["username"]
        user.likeness = names.likeness(user.username)
        user.set_password(form.cleaned_data["password1"])
        if commit:
            user.save()
        return user

    def clean_email(self, email: str) -> str:
        # A dotless i or a Kelvin sign folds to another person's letter somewhere on its way (S27).
        if not email.isascii():
            raise ValidationError(translation.gettext("Please use an address in plain letters."), code="invalid")
        return email.lower()

    def get_client_ip(self, request: HttpRequest) -> str:
        return visitors.address(request) or "0.0.0.0"  # noqa: S104  (says "unknown"; nothing listens on it)

    def is_ajax(self, request: HttpRequest) -> bool:
        """Only the script that asks for a passkey's challenge: allauth's JSON answers are no face of this town."""
        match = request.resolver_match
        return bool(match and match.url_name == "mfa_login_webauthn") and super().is_ajax(request)

    def post_login(self, request: HttpRequest, user: Person, *, signup: bool, **about: Any) -> HttpResponse:
        response = super().post_login(request, user, signup=signup, **about)
        if signup:
            chosen.bring_along(request, response, person=user)
        return response

    # -- where they go

    def is_safe_url(self, url: str) -> bool:
        return addresses.is_ours(url)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("settings")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("settings") if self.request.user.is_authenticated else reverse("account_login")

    # -- what they read

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if message_template == "account/messages/email_confirmation_sent.txt" and letters.are_files():
            message = str(sayings.KEPT_UNCONFIRMED) % {"email": (message_context or {})["email"]}
        elif message_template:
            message = sayings.message(message_template, message_context or {})
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        name = template_prefix.rsplit("/", 1)[-1]
        person = context.pop("user", None) or (self.request.user if self.request.user.is_authenticated else None)
        context.pop("request", None)
        return letters.write(name, email, person=person, **context)

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: Any = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        return addresses.public(reverse("account_reset_password_from_key", args=[uid, token]))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return addresses.public(reverse("account_confirm_email", args=[emailconfirmation.key]))


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, **sayings.SECOND_STEP_ERRORS}

    def _get_site_name(self) -> str:
        return letters.town_name()

    def _get_user_identifier(self, user: Person) -> str:
        return user.username

    def generate_authenticator_name(self, user: Person, type: Any) -> str:
        return translation.gettext("My passkey")
