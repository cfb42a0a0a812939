"""Every page of allauth that can be reached is drawn by us, in the town's frame, and asks few queries."""

import re
import time

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories import a_person
from tests.web.passkeys import a_registration
from watercress.people.models import Person

pytestmark = pytest.mark.django_db

# Answers without a page of their own: they redirect, or speak to a script.
ONLY_REDIRECT = {"account_confirm_login_code", "mfa_login_webauthn", "account_set_password", "mfa_authenticate"}
FRAME = 'class="bar"'


def names_of_allauth() -> set[str]:
    def walk(patterns: list[URLPattern | URLResolver]) -> set[str]:
        found: set[str] = set()
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                found |= walk(pattern.url_patterns)
            elif pattern.name and pattern.name.startswith(("account_", "mfa_")):
                found.add(pattern.name)
        return found

    return walk(get_resolver().url_patterns)


def recently_confirmed(client: Client, person: Person) -> None:
    """Sign in, with the password just asked again, as allauth remembers it."""
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


def drawn(page: object) -> list[str]:
    return [template.name or "" for template in getattr(page, "templates", [])]


def assert_ours(client: Client, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200, f"{address}: {page.status_code}"
    text = page.content.decode()
    assert FRAME in text, address
    # allauth's stock pages are Django templates; ours are the only ones Jinja2 finds.
    stock = [name for name in drawn(page) if name.startswith(("account/", "mfa/", "allauth/"))]
    assert stock == [], address
    assert "style=" not in re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL), address
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text), address


def visitors_pages(person: Person) -> dict[str, str]:
    address = EmailAddress.objects.create(user=person, email="mei@example.org", primary=True)
    return {
        "account_login": reverse("account_login"),
        "account_signup": reverse("account_signup"),
        "account_inactive": reverse("account_inactive"),
        "account_email_verification_sent": reverse("account_email_verification_sent"),
        "account_reset_password": reverse("account_reset_password"),
        "account_reset_password_done": reverse("account_reset_password_done"),
        "account_reset_password_from_key": reverse("account_reset_password_from_key", args=["1", "no-such-token"]),
        "account_reset_password_from_key_done": reverse("account_reset_password_from_key_done"),
        "account_confirm_email": reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key]),
    }


def members_pages(person: Person) -> dict[str, str]:
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    key = Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "A key", "credential": a_registration()}
    )
    named = {
        name: reverse(name)
        for name in (
            "account_logout", "account_email", "account_change_password", "account_reauthenticate", "mfa_index",
            "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_list_webauthn", "mfa_add_webauthn",
            "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
        )
    }  # fmt: skip
    return {
        **named,
        "mfa_edit_webauthn": reverse("mfa_edit_webauthn", args=[key.pk]),
        "mfa_remove_webauthn": reverse("mfa_remove_webauthn", args=[key.pk]),
    }


def test_every_page_of_allauth_is_drawn_by_us(client: Client):
    person = a_person("mei", password="seven-small-kilns")
    seen = visitors_pages(person)
    for address in seen.values():
        assert_ours(client, address)

    recently_confirmed(client, person)
    assert_ours(client, reverse("mfa_activate_totp"))
    seen["mfa_activate_totp"] = reverse("mfa_activate_totp")
    inside = members_pages(person)
    for address in inside.values():
        assert_ours(client, address)
    codes = client.get(reverse("mfa_download_recovery_codes"))
    assert codes.headers["Content-Type"].startswith("text/plain")

    left = names_of_allauth() - set(seen) - set(inside) - ONLY_REDIRECT - {"mfa_download_recovery_codes"}
    assert left == set(), "a page of allauth that nobody looked at"


def test_pages_that_only_redirect_do(client: Client):
    for name in ("account_confirm_login_code", "mfa_login_webauthn", "mfa_authenticate"):
        assert client.get(reverse(name)).status_code == 302, name
    client.force_login(a_person("bo", password="seven-small-kilns"))
    assert client.get(reverse("account_set_password")).status_code == 302


def test_the_second_step_and_a_first_password_are_ours_too(client: Client):
    person = a_person("mei", password="seven-small-kilns")
    TOTP.activate(person, generate_totp_secret())
    answer = client.post(reverse("account_login"), {"login": "mei", "password": "seven-small-kilns"})
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert_ours(client, reverse("mfa_authenticate"))
    someone = Client()
    someone.force_login(a_person("no-password"))
    assert_ours(someone, reverse("account_set_password"))


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_a_visitors_account_page_asks_at_most_six_queries(client: Client, name: str, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(reverse(name))


@pytest.mark.parametrize(
    "name",
    ["settings", "settings_look", "settings_account", "settings_blocked", "account_email", "mfa_index"],
)
def test_a_members_settings_ask_at_most_twelve_queries(client: Client, name: str, django_assert_max_num_queries):
    client.force_login(a_person("mei", password="seven-small-kilns"))
    with django_assert_max_num_queries(12):
        assert client.get(reverse(name)).status_code == 200


def test_account_pages_speak_chinese_where_asked(client: Client):
    page = client.get(reverse("account_login"), headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    assert page.headers["Content-Language"] == "zh-Hans"
    assert '<html lang="zh-Hans"' in page.content.decode()
