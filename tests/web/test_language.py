"""The same address in both languages, in light and dark."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, a_person
from watercress.kernel import town
from watercress.kernel.models import Town

pytestmark = pytest.mark.django_db
PAGE = "/account/login/"
CHINESE = {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"}


def language(client: Client, **headers: str) -> str:
    return client.get(reverse("person", args=["mei"]), headers=headers or None).headers["Content-Language"]


@pytest.fixture
def mei():
    return a_person("mei")


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("", "en"), ("zh-CN,zh;q=0.9", "zh-Hans"), ("zh-TW", "zh-Hans"), ("de,zh;q=0.5,en;q=0.1", "zh-Hans"),
     ("fr", "en"), ("en-GB", "en"), ("x" * 5000, "en"), ("*", "en"), ("zh;q=nan", "en")],
)  # fmt: skip
def test_a_newcomer_is_answered_as_the_browser_asks(client: Client, mei, asked: str, answered: str):
    assert language(client, **{"Accept-Language": asked}) == answered


def test_who_asks_for_neither_is_answered_in_the_towns_language(client: Client, mei):
    Town.objects.create(pk=1, name="Kiln Town", language="zh-hans", founded_at=NOON)
    town.forget()
    assert language(client, **{"Accept-Language": "fr,de;q=0.5"}) == "zh-Hans"
    assert language(client) == "zh-Hans"
    assert language(client, **{"Accept-Language": "en"}) == "en"


def test_account_goes_before_cookie_and_cookie_before_browser(client: Client, mei):
    client.cookies["watercress_language"] = "en"
    assert language(client, **CHINESE) == "en"
    mei.language = "zh-hans"
    mei.save()
    client.force_login(mei)
    assert language(client) == "zh-Hans"


@pytest.mark.parametrize("cookie", ["tlh", "", "../etc", "zh", "x" * 3000])
def test_a_cookie_of_no_language_counts_for_nothing(client: Client, mei, cookie: str):
    client.cookies["watercress_language"] = cookie
    assert language(client, **CHINESE) == "zh-Hans"


def test_the_switch_keeps_a_visitors_choice_and_their_place(client: Client, mei):
    answer = client.post(reverse("language"), {"language": "zh-hans", "next": "/people/mei/?page=2"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/people/mei/?page=2")
    assert language(client) == "zh-Hans"
    cookie = answer.cookies["watercress_language"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_switch_is_remembered_by_the_account(client: Client, mei):
    client.force_login(mei)
    client.post(reverse("language"), {"language": "zh-hans"})
    mei.refresh_from_db()
    assert mei.language == "zh-hans"
    elsewhere = Client()
    elsewhere.force_login(mei)
    assert language(elsewhere) == "zh-Hans"


@pytest.mark.parametrize("name", ["language", "theme"])
def test_what_is_neither_is_refused(client: Client, mei, name: str):
    assert client.post(reverse(name), {name: "tlh"}).status_code == 400
    assert client.post(reverse(name)).status_code == 400
    assert client.get(reverse(name)).status_code == 405


def test_dark_and_light_are_a_visitors_too(client: Client, mei):
    assert "data-theme" not in client.get("/people/mei/").content.decode()
    client.post(reverse("theme"), {"theme": "dark"})
    assert 'data-theme="dark"' in client.get("/people/mei/").content.decode()
    client.cookies["watercress_theme"] = '"><script>'
    assert "data-theme" not in client.get("/people/mei/").content.decode()


def test_settings_set_both_at_once(client: Client, mei):
    client.force_login(mei)
    page = client.post(reverse("settings_look"), {"language": "zh-hans", "theme": "dark"}, follow=True)
    mei.refresh_from_db()
    assert (mei.language, mei.theme) == ("zh-hans", "dark")
    assert 'data-theme="dark"' in page.content.decode()
    assert client.post(reverse("settings_look"), {"language": "tlh", "theme": "dark"}).status_code == 400


def test_caches_are_told_what_a_page_depends_on(client: Client, mei):
    page = client.get("/people/mei/")
    varies = {name.strip() for name in page.headers["Vary"].split(",")}
    assert {"Accept-Language", "Cookie"} <= varies
    assert page.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "address", ["/people/mei/", "/settings/", "/settings/account/", "/account/email/", "/nowhere/"]
)
def test_s25_nothing_of_who_is_signed_in_is_kept_anywhere(client: Client, mei, address: str):
    client.force_login(mei)
    assert client.get(address).headers["Cache-Control"] == "private, no-store"


def test_a_page_of_an_error_speaks_the_language_too(client: Client, mei):
    page = client.get("/nowhere/", headers=CHINESE)
    assert page.status_code == 404
    assert '<html lang="zh-Hans"' in page.content.decode()
