"""Signing in without a password, and with two steps, in a real browser under our Content-Security-Policy."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from tests.factories import a_person

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "seven-small-kilns"


@pytest.fixture
def problems(page: Page) -> list[str]:
    """What the browser refused to run or failed at."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def with_a_finger(page: Page) -> None:
    """Give the browser an authenticator of its own that always recognises its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip


def sign_in(page: Page, name: str) -> None:
    page.goto("/account/login/?next=/settings/")
    page.get_by_label("Name or e-mail address").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()


def confirm_it_is_me(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_a_passkey_is_added_and_signs_in_alone(page: Page, problems: list[str]):
    a_person("mei", password=PASSWORD)
    with_a_finger(page)
    sign_in(page, "mei")
    page.goto("/account/2fa/webauthn/add/")
    confirm_it_is_me(page)
    page.get_by_label("What you call it").fill("My laptop")
    page.get_by_label("Sign in with it alone").check()
    page.locator("main").get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/account/2fa/webauthn/")
    expect(page.get_by_text("My laptop")).to_be_visible()

    sign_out(page)
    page.goto("/account/login/?next=/settings/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Welcome, mei.")).to_be_visible()
    expect(page.get_by_role("heading", name="Your profile")).to_be_visible()

    sign_out(page)
    sign_in(page, "mei")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Your profile")).to_be_visible()
    assert problems == []


def test_a_passkey_that_does_not_answer_is_said_on_the_page(page: Page):
    with_a_finger(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The passkey did not answer")


def code_for(secret: str, *, window: int) -> str:
    """The code of the half minute before this one (0), or of this one (1): each is good once."""
    counter = list(yield_hotp_counters_from_time())[window]
    return format_hotp_value(hotp_value(secret, counter))


def test_an_authenticator_app_is_set_up_and_asked_for_and_a_recovery_code_does_as_well(page: Page, problems: list[str]):
    a_person("mei", password=PASSWORD)
    sign_in(page, "mei")
    page.goto("/account/2fa/totp/activate/")
    confirm_it_is_me(page)
    expect(page.locator("img.qr")).to_have_js_property("complete", True)
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    secret = page.locator(".secret code").inner_text()
    page.get_by_label("The six digits your app shows").fill(code_for(secret, window=0))
    page.get_by_role("button", name="Turn it on").click()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10

    sign_out(page)
    sign_in(page, "mei")
    expect(page.get_by_role("heading", name="The second step")).to_be_visible()
    page.goto("/settings/")  # Half in is not in.
    expect(page.get_by_role("heading", name="The second step")).to_be_visible()
    page.get_by_label("Code").fill("000000")
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("This code is not right")).to_be_visible()
    page.get_by_label("Code").fill(codes[0])
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Welcome, mei.")).to_be_visible()

    sign_out(page)
    sign_in(page, "mei")
    page.get_by_label("Code").fill(codes[0])
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("This code is not right")).to_be_visible()
    page.get_by_label("Code").fill(code_for(secret, window=1))
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Welcome, mei.")).to_be_visible()
    assert [p for p in problems if "400" not in p] == []
