"""What an attacker tries at the door, by the ids of the safety list."""

import json
import re
import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import a_circle, a_person
from watercress.kernel import outbox
from watercress.people.models import Person
from watercress.web.middleware import limits

pytestmark = pytest.mark.django_db
PASSWORD = "seven-small-kilns"
NEW = "eight-small-kilns"


def victim(email: str = "victim@example.org") -> Person:
    person = a_person("victim", password=PASSWORD)
    EmailAddress.objects.create(user=person, email=email, primary=True, verified=True)
    return person


def ask_for_reset(client: Client, email: Any, **kwargs: Any):
    return client.post(reverse("account_reset_password"), {"email": email}, **kwargs)


def deliver() -> None:
    while outbox.deliver_due(at=timezone.now()):
        pass


def reset_link(person: Person) -> str:
    ask_for_reset(Client(), person.emailaddress_set.get(verified=True).email)
    deliver()
    return re.search(r"http://localhost:8000(/\S+)", mail.outbox[-1].body)[1]  # type: ignore[index]


def words(page: Any) -> str:
    """The page without what differs each time: form tokens and the nonce."""
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", page.content.decode())


# -- S27: who gets the letter


@pytest.mark.parametrize(
    "email",
    [
        ["victim@example.org", "me@example.net"],
        '["victim@example.org", "me@example.net"]',
        "victim@example.org,me@example.net",
        "victim@example.org;me@example.net",
        "victim@example.org me@example.net",
        "victim@example.org\r\nBcc: me@example.net",
        "victim@example.org\nme@example.net",
        "vıctim@example.org",  # a dotless i
        "victim@example.org\u0000me@example.net",
        "VICTIM@EXAMPLE.ORG",
        "<victim@example.org>, me@example.net",
    ],
)
def test_s27_a_reset_writes_at_most_one_letter_and_only_to_the_stored_address(client: Client, email: Any):
    victim()
    ask_for_reset(client, email)
    deliver()
    assert len(mail.outbox) <= 1
    for letter in mail.outbox:
        assert letter.recipients() == ["victim@example.org"]


def test_s27_a_kelvin_sign_reaches_the_stored_address_or_nobody(client: Client):
    victim("kettle@example.org")
    ask_for_reset(client, "\u212aettle@example.org")
    deliver()
    assert [letter.recipients() for letter in mail.outbox] in ([], [["kettle@example.org"]])


def test_s27_json_with_a_list_of_addresses_reaches_nobody(client: Client):
    victim()
    told = json.dumps({"email": ["victim@example.org", "me@example.net"]})
    client.post(reverse("account_reset_password"), told, content_type="application/json")
    deliver()
    assert mail.outbox == []


def test_s51_nobody_fills_a_letter_box_from_many_places():
    victim()
    for n in range(9):
        ask_for_reset(Client(REMOTE_ADDR=f"203.0.113.{n}"), "victim@example.org")
    deliver()
    assert len(mail.outbox) == 5


# -- S28: whose host the links name


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Host": "localhost@evil.example"}, {"Host": "a b"}])
def test_s28_a_foreign_host_is_refused(client: Client, headers: dict[str, str]):
    victim()
    answer = ask_for_reset(client, "victim@example.org", headers=headers)
    assert answer.status_code == 400
    deliver()
    assert mail.outbox == []


def test_s28_links_name_the_towns_own_address_whatever_is_claimed(client: Client):
    victim()
    ask_for_reset(client, "victim@example.org", headers={"Host": "127.0.0.1:8000", "X-Forwarded-Host": "evil.example"})
    client.post(reverse("account_signup"), {"username": "mei", "password1": PASSWORD, "email": "mei@example.org"},
                headers={"Host": "127.0.0.1:8000", "X-Forwarded-Host": "evil.example"})  # fmt: skip
    deliver()
    assert len(mail.outbox) == 2
    for letter in mail.outbox:
        assert set(re.findall(r"https?://([^/\s]+)", letter.body)) == {"localhost:8000"}


# -- S29: who has an account


def doors(known: bool, nobody: str = "nobody") -> list[tuple[str, dict[str, str]]]:
    email = "victim@example.org" if known else f"{nobody}@example.org"
    name = "victim" if known else "nobody"
    return [
        ("account_login", {"login": email, "password": "wrong-wrong-wrong"}),
        ("account_login", {"login": name, "password": "wrong-wrong-wrong"}),
        ("account_reset_password", {"email": email}),
        ("account_signup", {"username": "stranger", "password1": PASSWORD, "email": email}),
    ]


@pytest.mark.parametrize("number", range(4))
def test_s29_known_and_unknown_get_the_same_answer(number: int):
    victim()
    answers = []
    name, told = doors(False, "first")[number]
    Client().post(reverse(name), told)  # The very first also opens a tally.
    Person.objects.filter(username="stranger").delete()
    for known in (True, False):
        name, told = doors(known)[number]
        client = Client()
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(reverse(name), told)
        shown = words(answer).replace(told.get("login", "—"), "").replace(told.get("email", "—"), "")
        # The town's name is asked every few seconds, whoever comes.
        queries = [query for query in asked.captured_queries if "kernel_town" not in query["sql"]]
        answers.append((answer.status_code, answer.headers.get("Location"), shown, len(queries)))
        Person.objects.filter(username="stranger").delete()
    assert answers[0] == answers[1]


@pytest.mark.parametrize("mail_url", ["", "smtp://mail.example"])
def test_s29_a_wrong_password_costs_the_same_hashing_for_whoever_is_asked_for(settings, monkeypatch, mail_url: str):
    settings.MAIL_URL = mail_url
    victim()
    hashed: list[str] = []
    hasher = Argon2PasswordHasher.encode
    verify = Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *a: (hashed.append("x"), hasher(*a))[1])
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *a: (hashed.append("x"), verify(*a))[1])
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    costs = {}
    for login in ("victim@example.org", "nobody@example.org", "victim", "nobody"):
        hashed.clear()
        Client().post(reverse("account_login"), {"login": login, "password": "wrong-wrong-wrong"})
        costs[login] = len(hashed)
    assert costs["victim"] == costs["nobody"] == 1
    assert costs["victim@example.org"] == costs["nobody@example.org"]


def test_s29_with_a_mail_server_an_address_one_only_claims_signs_nobody_in(client: Client, settings):
    settings.MAIL_URL = "smtp://mail.example"
    victim()
    client.post(
        reverse("account_signup"), {"username": "stranger", "password1": PASSWORD, "email": "victim@example.org"}
    )
    client.post(reverse("account_logout"))
    for email in ("victim@example.org", "nobody@example.org"):
        answer = client.post(reverse("account_login"), {"login": email, "password": NEW})
        assert answer.status_code == 400
    client.post(reverse("account_login"), {"login": "victim@example.org", "password": PASSWORD})
    assert Person.objects.get(pk=client.session["_auth_user_id"]).username == "victim"


def test_s29_adding_an_address_does_not_tell_whose_it_is(client: Client):
    victim()
    person = a_person("mei", password=PASSWORD)
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answers = [
        client.post(reverse("account_email"), {"action_add": "", "email": email}).status_code
        for email in ("victim@example.org", "nobody@example.org")
    ]
    assert answers == [302, 302]
    # And it never becomes theirs.
    mine = EmailAddress.objects.get(user=person, email="victim@example.org")
    client.post(reverse("account_confirm_email", args=[EmailConfirmationHMAC(mine).key]))
    mine.refresh_from_db()
    assert not mine.verified


@pytest.mark.proof
@pytest.mark.parametrize("number", range(3))
def test_s29_nor_does_the_time_tell(number: int, monkeypatch, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.MAIL_URL = "smtp://mail.example"
    monkeypatch.setattr(limits, "BY_ROUTE", {})
    victim()
    times: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(600):  # 300 pairs
        known = turn % 2 == 0
        name, told = doors(known)[number]
        if "login" in told:
            told["login"] = told["login"] if known else f"x{turn}{told['login']}"
            cache.clear()
        client = Client()
        began = time.perf_counter()
        client.post(reverse(name), told)
        times[known].append(time.perf_counter() - began)
    wins = sum(a > b for a in times[True] for b in times[False])
    auc = wins / (len(times[True]) * len(times[False]))
    assert 0.45 <= auc <= 0.55, auc


# -- S30: limits on the real routes


def too_many(client: Client, name: str, told: dict[str, str], most: int = 40, **kwargs: Any) -> Any:
    for _ in range(most):
        answer = client.post(reverse(name), told, **kwargs)
        if answer.status_code == 429:
            return answer
    return None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("account_login", {"login": "nobody", "password": "x"}),
        ("account_signup", {"username": "admin", "password1": "x"}),
        ("account_reset_password", {"email": "nobody@example.org"}),
        ("mfa_login_webauthn", {"credential": "{}"}),
        ("begin", {"code": "guess"}),
    ],
)
def test_s30_each_door_closes_after_too_many_tries(name: str, told: dict[str, str], settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    answer = too_many(Client(), name, told)
    assert answer is not None
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert 'class="bar"' in answer.content.decode()
    # Other spellings of the same try fare no better.
    path = reverse(name)
    for spelling in (path, path + "?x=1", path + "?next=/"):
        assert Client().post(spelling, {**told, "extra": "field"}).status_code == 429


def test_s30_one_account_closes_though_every_guess_comes_from_elsewhere(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    a_person("mei", password=PASSWORD)
    for n in range(12):
        Client(REMOTE_ADDR=f"203.0.113.{n}").post(reverse("account_login"), {"login": "mei", "password": "wrong"})
    answer = Client(REMOTE_ADDR="198.51.100.7").post(reverse("account_login"), {"login": "Mei ", "password": "wrong"})
    assert "wrong too often" in answer.content.decode()


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_CLIENT_IP", "HTTP_CF_CONNECTING_IP"]
)
def test_s30_s34_a_visitor_cannot_write_where_they_come_from(header: str):
    told = {"email": "nobody@example.org"}
    statuses = {
        Client(**{header: f"198.51.100.{n}"}).post(reverse("account_reset_password"), told).status_code
        for n in range(12)
    }
    assert 429 in statuses


def test_s30_a_household_of_ipv6_is_one_visitor():
    told = {"email": "nobody@example.org"}
    statuses = [
        Client(REMOTE_ADDR=f"2001:db8:1:2::{n:x}").post(reverse("account_reset_password"), told).status_code
        for n in range(1, 13)
    ]
    assert statuses[-1] == 429
    assert Client(REMOTE_ADDR="2001:db8:1:3::1").post(reverse("account_reset_password"), told).status_code == 302


def test_s30_s34_behind_a_trusted_proxy_only_its_own_entry_counts(settings):
    settings.TRUSTED_PROXY = True
    told = {"email": "nobody@example.org"}
    for n in range(12):
        written = f"198.51.100.{n}, 203.0.113.9"
        last = Client(HTTP_X_FORWARDED_FOR=written).post(reverse("account_reset_password"), told).status_code
    assert last == 429
    other = Client(HTTP_X_FORWARDED_FOR="203.0.113.9, 203.0.113.10").post(reverse("account_reset_password"), told)
    assert other.status_code == 302


def test_s51_the_twenty_first_invitation_of_a_day_is_one_too_many(client: Client):
    founder = a_person("yan")
    circle = a_circle(founder=founder)
    client.force_login(founder)
    page = reverse("invitations", args=[circle.slug])
    told = {"do": "invite", "uses": "1", "days": "1"}
    for _ in range(20):
        assert client.post(page, told).status_code == 302
    assert client.post(page, told).status_code == 429
    number = circle.invitations.first().pk
    assert client.post(page, {"do": "revoke", "invitation": number}).status_code == 302, "taking one back is free"


# -- S31: what a new password ends


def test_s31_a_reset_ends_every_session_and_its_own_link(client: Client):
    person = victim()
    client.post(reverse("account_login"), {"login": "victim", "password": PASSWORD})
    link = reset_link(person)
    someone = Client()
    form = someone.get(link, follow=True).redirect_chain[-1][0]
    someone.post(form, {"password1": NEW, "password2": NEW})
    assert client.get(reverse("settings")).status_code == 302
    assert "no longer good" in Client().get(link, follow=True).content.decode()


def test_s31_a_link_for_one_person_or_purpose_is_none_for_another(client: Client):
    person, other = victim(), a_person("other", password=PASSWORD)
    address = EmailAddress.objects.create(user=other, email="other@example.org", primary=True)
    link = reset_link(person)
    uid_and_token = link.rstrip("/").rsplit("/", 1)[-1]
    token = uid_and_token.partition("-")[2]
    confirm = EmailConfirmationHMAC(address).key
    for wrong in (
        reverse("account_reset_password_from_key", args=[f"{other.pk:x}", token]),
        reverse("account_reset_password_from_key", args=["1", confirm.replace(":", "-")]),
    ):
        assert "no longer good" in client.get(wrong, follow=True).content.decode()
    assert "no longer good" in client.get(reverse("account_confirm_email", args=[token])).content.decode()


def test_s31_a_link_written_before_the_address_changed_is_void(client: Client):
    person = victim()
    link = reset_link(person)
    person.emailaddress_set.update(email="new@example.org")
    assert "no longer good" in client.get(link, follow=True).content.decode()


# -- S32: looking changes nothing


def test_s32_looking_at_a_link_changes_nothing_and_sending_its_form_does(client: Client, django_assert_num_queries):
    person = victim()
    address = EmailAddress.objects.create(user=person, email="new@example.org")
    confirm = reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key])
    reset = reset_link(person)
    before = (person.password, list(EmailAddress.objects.order_by("pk").values()))
    someone_else = a_person("bo")
    client.force_login(someone_else)
    for link in (confirm, reset):
        client.get(link, follow=True)
        client.head(link)
    person.refresh_from_db()
    assert before == (person.password, list(EmailAddress.objects.order_by("pk").values()))
    assert client.get(reverse("settings")).status_code == 200, "still signed in as before"
    client.post(confirm)
    address.refresh_from_db()
    assert address.verified


# -- S33: posts from elsewhere


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "application/json", "text/plain"])
@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_logout", "language", "theme", "settings", "begin"]
)
def test_s33_a_post_from_elsewhere_is_refused(name: str, content_type: str):
    strict = Client(enforce_csrf_checks=True)
    strict.get(reverse("account_login"))
    token = strict.cookies["watercress_csrf"].value
    told = f"csrfmiddlewaretoken={token}&login=mei&password=x&language=en&theme=dark"
    elsewhere = {"Origin": "https://evil.example"}
    assert strict.post(reverse(name), told, content_type=content_type, headers=elsewhere).status_code == 403
    assert strict.post(reverse(name), "login=mei", content_type=content_type).status_code == 403


# -- S35: where one is sent afterwards

ELSEWHERE = [
    "//evil.example", "/\\evil.example", "\\\\evil.example", "/%2Fevil.example", "\t//evil.example", "https:evil.example",
    "https://evil.example", "javascript:alert(1)", "///evil.example", " //evil.example", "/\t/evil.example",
    "http:///evil.example", "https://localhost@evil.example", "data:text/html,x", "/\n/evil.example",
]  # fmt: skip


@pytest.mark.parametrize("wanted", ELSEWHERE)
@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_logout", "language", "theme"])
def test_s35_one_is_only_sent_to_pages_of_this_town(name: str, wanted: str, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    a_person("mei", password=PASSWORD)
    told = {
        "login": "mei",
        "password": PASSWORD,
        "username": "bo",
        "password1": PASSWORD,
        "language": "en",
        "theme": "dark",
    }
    for client, address, body in (
        (Client(), reverse(name), {**told, "next": wanted}),
        (Client(), f"{reverse(name)}?next={wanted}", told),
    ):
        answer = client.post(address, body)
        assert answer.status_code == 302, answer.content.decode()[:400]
        sent = answer.headers["Location"]
        # What a browser makes of it: backslashes are slashes, tabs and line ends are nothing.
        read = re.sub(r"[\t\r\n]", "", sent).strip().replace("\\", "/")
        assert read.startswith("/")
        assert not read.startswith("//")
        Person.objects.filter(username="bo").delete()


def test_s35_a_page_of_ones_own_is_where_one_lands(client: Client):
    a_person("mei", password=PASSWORD)
    answer = client.post(reverse("account_login"), {"login": "mei", "password": PASSWORD, "next": "/c/tea/?page=2"})
    assert answer.headers["Location"] == "/c/tea/?page=2"


# -- S22, S40: what is no number, and what is far too long

ODD = [
    "",
    "0",
    "-1",
    "1.0",
    "1e0",
    " 1",
    "1\u00a0",
    "१",
    "null",
    "[]",
    "{}",
    "true",
    str(2**63),
    "9" * 400,
    "%00",
    "🍵",
]


@pytest.mark.parametrize("odd", ODD)
def test_s22_what_is_no_number_is_no_page(client: Client, odd: str):
    client.force_login(a_person("opal", is_operator=True))
    for path in (f"/operator/queue/{odd}/retry/", f"/account/2fa/webauthn/keys/{odd}/edit/", f"/operator/mail/{odd}/"):
        assert client.post(path).status_code in (302, 400, 403, 404, 405), path


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("account_login", ["login", "password"]),
        ("account_signup", ["username", "email", "password1"]),
        ("account_reset_password", ["email"]),
        ("begin", ["code", "name", "sentence", "time_zone", "language", "username", "password"]),
    ],
)
def test_s40_a_million_characters_in_any_field_are_refused_quickly(client: Client, name: str, fields: list[str]):
    for field in fields:
        told = {"login": "mei", "password": "x", "username": "mei", "password1": "x", field: "x" * 999_000}
        began = time.perf_counter()
        answer = client.post(reverse(name), told)
        assert answer.status_code == 400, field
        assert time.perf_counter() - began < 2, field


@pytest.mark.parametrize(
    "answer", ["[" * 9000, "{}", "null", "[]", '"x"', '{"id": 1}', '{"response": {"userHandle": 3}}',
               '{"response": {"userHandle": "MQ"}, "id": "x", "rawId": "x", "type": "public-key"}', "x" * 30_000,
               '{"response": {"userHandle": "!!"}, "id": "!", "rawId": "!", "type": "public-key"}',
               ('{"response": {"clientDataJSON": "AAAA", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"},'
                ' "id": "AAAA", "rawId": "AAAA", "type": "public-key"}'),
               '{"response": {"clientDataJSON": "e30", "attestationObject": "oA"}, "id": "AA", "rawId": "AA", "type": "x"}'],
)  # fmt: skip
def test_s40_no_answer_of_a_passkey_breaks_the_door(client: Client, answer: str):
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert client.post(reverse("mfa_login_webauthn"), {"credential": answer}).status_code in (302, 400)
    person = a_person("mei", password=PASSWORD)
    TOTP.activate(person, generate_totp_secret())
    client.post(reverse("account_login"), {"login": "mei", "password": PASSWORD})
    for told in ({"credential": answer}, {"code": answer}):
        assert client.post(reverse("mfa_authenticate"), told).status_code in (200, 302, 400)
    client.post(reverse("account_logout"))
    client.force_login(a_person("bo", password=PASSWORD))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_add_webauthn"))
    for name in ("mfa_add_webauthn", "mfa_reauthenticate_webauthn"):
        assert client.post(reverse(name), {"credential": answer, "name": "x"}).status_code in (302, 400), name
