"""The account's and the operator's pages as browsers and fingers find them."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.test_every_page import _complaints, _too_small, _too_wide
from tests.factories import NOON, a_person
from watercress.kernel.models import Delivery, Town
from watercress.people import blocks

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "seven-small-kilns"

VISITORS = [
    "/account/login/", "/account/signup/", "/account/password/reset/", "/account/password/reset/done/",
    "/account/inactive/", "/account/confirm-email/", "/account/password/reset/key/done/",
    "/account/password/reset/key/1-nothing/", "/account/confirm-email/nothing/",
]  # fmt: skip
MEMBERS = [
    "/settings/", "/settings/look/", "/settings/account/", "/settings/blocked/", "/account/email/", "/account/logout/",
    "/account/password/change/", "/account/reauthenticate/", "/account/2fa/", "/account/2fa/webauthn/",
    "/account/2fa/totp/activate/", "/account/2fa/webauthn/add/", "/people/bo/", "/operator/", "/operator/mail/",
    "/operator/queue/", "/operator/town/",
]  # fmt: skip


def wrong_with(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    for address in addresses:
        answer = page.goto(address)
        found = _complaints(page) + [f"too small to touch: {what}" for what in _too_small(page)]
        if _too_wide(page):
            found.append("wider than a phone")
        if answer is None or answer.status != 200 or not page.url.endswith(address):
            found.append(f"answered {answer and answer.status} at {page.url}")
        if found:
            wrong[address] = found
    return wrong


@pytest.mark.parametrize(("language", "scheme"), [("en-GB", "light"), ("zh-CN", "dark")])
def test_the_way_in_has_no_complaint(another, language: str, scheme: str):
    phone = another(locale=language, color_scheme=scheme, viewport={"width": 390, "height": 844})
    assert wrong_with(phone, [*VISITORS, "/begin/"]) == {}


@pytest.mark.parametrize(("language", "scheme"), [("en-GB", "dark"), ("zh-CN", "light")])
def test_settings_and_the_operators_rooms_have_no_complaint(another, language: str, scheme: str):
    Town.objects.create(pk=1, name="Kiln Town", sentence="Clay and tea.", founded_at=NOON)
    mei = a_person("mei", name="Mei", password=PASSWORD, is_operator=True)
    EmailAddress.objects.create(user=mei, email="mei@example.org", primary=True)
    bo = a_person("bo")
    blocks.block(bo, by=mei, at=NOON)
    now = timezone.now()
    Delivery.objects.create(
        event="kernel.letter-written", subscriber="watercress.kernel.mail.send", occurrence="x", effect_key="x",
        payload={}, recorded_at=now, due_at=now, poisoned_at=now, error="Traceback\nOSError: no route",
    )  # fmt: skip
    phone = another(locale=language, color_scheme=scheme, viewport={"width": 390, "height": 844})
    phone.goto("/account/login/")
    phone.locator("input[name=login]").fill("mei")
    phone.locator("input[name=password]").fill(PASSWORD)
    phone.locator("main form.form button").first.click()
    phone.goto("/account/reauthenticate/")
    phone.locator("input[name=password]").fill(PASSWORD)
    phone.locator("main form.form button").first.click()
    phone.wait_for_load_state()
    assert wrong_with(phone, MEMBERS) == {}


def test_signing_up_and_in_works_without_javascript(another, town: str):
    page = another(java_script_enabled=False)
    page.goto("/account/signup/?next=/settings/")
    page.locator("input[name=username]").fill("newcomer")
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("main form.form button").first.click()
    page.wait_for_url("**/settings/")
    page.locator("input[name=name]").fill("A newcomer")
    page.locator("main form.form button").first.click()
    assert "Saved." in page.content()
    page.goto("/account/logout/")
    page.locator("main form button").first.click()
    page.goto("/account/login/?next=/settings/")
    page.locator("input[name=login]").fill("newcomer")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form.form button").first.click()
    page.wait_for_url("**/settings/")
    page.locator("header button[name=language]").click()
    assert 'lang="zh-Hans"' in page.content()
