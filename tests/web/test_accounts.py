"""Coming in, going out, and getting back in."""

import io
import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import a_person
from watercress.kernel import outbox
from watercress.people.models import Person, Theme

pytestmark = pytest.mark.django_db
PASSWORD = "seven-small-kilns"


def sign_up(client: Client, **fields: str):
    return client.post(reverse("account_signup"), {"username": "mei", "password1": PASSWORD, **fields})


def sign_in(client: Client, login: str, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("settings")).status_code == 200


def deliver() -> None:
    while outbox.deliver_due(at=timezone.now()):
        pass


def link_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"http://localhost:8000(/account/\S+)", letter.body)
    assert found, letter.body
    return found[1]


def test_a_name_and_a_password_are_enough(client: Client):
    answer = sign_up(client)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"
    person = Person.objects.get(username="mei")
    assert person.joined_at is not None
    assert person.likeness == "mei"
    assert is_signed_in(client)
    assert mail.outbox == []


def test_the_language_of_the_visit_becomes_the_accounts(client: Client):
    client.cookies["watercress_theme"] = "dark"
    client.post(
        reverse("account_signup"), {"username": "老王", "password1": PASSWORD}, headers={"Accept-Language": "zh-CN"}
    )
    person = Person.objects.get(username="老王")
    assert person.language == "zh-hans"
    assert person.theme == Theme.DARK


def test_an_address_is_kept_to_be_confirmed_and_needed_for_nothing(client: Client):
    sign_up(client, email="Mei@Example.org")
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == ("mei@example.org", False, True)
    assert is_signed_in(client)
    [letter] = mail.outbox
    assert letter.to == ["mei@example.org"]
    client.post(link_in(letter))
    address.refresh_from_db()
    assert address.verified


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("admin", "stays free"),
        ("Adm1n", "stays free"),
        ("o-p-e-r-a-t-o-r", "stays free"),
        ("Ｏｐｅｒａｔｏｒ", "stays free"),
        ("管理员", "stays free"),
        ("someone-who-left", "stays free"),
        ("mеi", "one alphabet"),  # a Cyrillic е
        ("ma", None),
        ("m", "at least 2"),
        ("-mei", "letters, digits"),
        ("mei lin", "letters, digits"),
        ("mei@home", "letters, digits"),
        ("x" * 25, "at most 24"),
        ("<b>mei</b>", "letters, digits"),
        ("mei\u202e", "letters, digits"),
        ("老王", None),
    ],
)
def test_a_name_is_one_that_nobody_is_fooled_by(client: Client, name: str, because: str | None):
    answer = sign_up(client, username=name)
    if because is None:
        assert answer.status_code == 302
        return
    assert answer.status_code == 400
    assert because in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("twin", ["Mei", "MEI", "ｍｅｉ", "m-e-i", "méi"])
def test_no_second_person_looks_the_same(client: Client, twin: str):
    sign_up(client)
    answer = sign_up(Client(), username=twin)
    assert answer.status_code == 400
    assert "is taken" in answer.content.decode()
    assert Person.objects.count() == 1


def test_two_who_take_a_name_at_once_get_one_account_and_one_answer(client: Client, monkeypatch):
    from watercress.web.people.adapter import AccountAdapter

    a_person("mei", likeness="mei")
    # The other came between the check and the insert.
    monkeypatch.setattr(AccountAdapter, "clean_username", lambda self, username, shallow=False: username)
    answer = sign_up(client)
    assert answer.status_code == 400
    assert "is taken" in answer.content.decode()


def test_what_was_typed_is_kept_and_the_password_is_not(client: Client):
    answer = sign_up(client, username="admin", email="mei@example.org")
    page = answer.content.decode()
    assert 'value="admin"' in page
    assert 'value="mei@example.org"' in page
    assert PASSWORD not in page


@pytest.mark.parametrize("password", ["short", "12345678901", "password", "mei-mei-mei"])
def test_a_password_is_neither_short_nor_common_nor_the_name(client: Client, password: str):
    assert sign_up(client, username="mei-mei-mei", password1=password).status_code == 400


def test_a_machine_that_fills_every_field_gets_nothing_and_is_not_told(client: Client):
    answer = sign_up(client, leave_empty="http://spam.example")
    assert answer.status_code == 302
    assert not Person.objects.exists()


@pytest.mark.parametrize("login", ["mei", "MEI", "ｍｅｉ", "mei@example.org", "MEI@example.org", " mei "])
def test_one_signs_in_by_name_or_by_address(client: Client, login: str):
    person = a_person("mei", password=PASSWORD)
    EmailAddress.objects.create(user=person, email="mei@example.org", primary=True, verified=True)
    assert sign_in(client, login).status_code == 302
    assert is_signed_in(client)


def test_a_suspended_account_is_told_so(client: Client):
    a_person("mei", password=PASSWORD, is_active=False)
    answer = client.post(reverse("account_login"), {"login": "mei", "password": PASSWORD}, follow=True)
    assert "suspended" in answer.content.decode()
    assert not is_signed_in(client)


def test_signing_out_takes_a_post(client: Client):
    client.force_login(a_person("mei"))
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_changing_the_password_keeps_this_device_and_ends_the_others(client: Client):
    person = a_person("mei", password=PASSWORD)
    elsewhere = Client()
    for device in (client, elsewhere):
        sign_in(device, "mei")
    new = "eight-small-kilns"
    answer = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    person.refresh_from_db()
    assert person.check_password(new)


def test_signing_out_everywhere_else(client: Client):
    a_person("mei", password=PASSWORD)
    elsewhere = Client()
    for device in (client, elsewhere):
        sign_in(device, "mei")
    client.post(reverse("sign_out_elsewhere"))
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


def test_a_forgotten_password_is_replaced_by_a_letter(client: Client):
    person = a_person("mei", password=PASSWORD, language="zh-hans")
    EmailAddress.objects.create(user=person, email="mei@example.org", primary=True, verified=True)
    client.post(reverse("account_reset_password"), {"email": "mei@example.org"})
    deliver()
    [letter] = mail.outbox
    assert letter.to == ["mei@example.org"]
    form = client.get(link_in(letter), follow=True)
    new = "eight-small-kilns"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    person.refresh_from_db()
    assert person.check_password(new)
    assert not is_signed_in(client)  # A link opens the form, not the account.
    again = client.get(link_in(letter), follow=True)
    assert "no longer good" in again.content.decode()


def test_without_a_mail_server_the_letter_is_a_file_the_operator_can_hand_over(client: Client, settings):
    settings.EMAIL_BACKEND = "watercress.kernel.mail.OutboxBackend"
    sign_up(client, email="mei@example.org")
    client.post(reverse("account_logout"))
    page = client.get(reverse("account_reset_password")).content.decode()
    assert "sends no mail" in page
    client.post(reverse("account_reset_password"), {"email": "mei@example.org"})
    deliver()
    client.force_login(a_person("opal", is_operator=True))
    listed = client.get(reverse("operator_mail")).content.decode()
    assert "A new password" in listed
    address = re.findall(r'href="(/operator/mail/[^"]+/)"', listed)[0]
    read = client.get(address).content.decode()
    assert "/account/password/reset/key/" in read


def test_with_a_mail_server_only_a_confirmed_address_opens_an_account(client: Client, settings):
    settings.MAIL_URL = "smtp://mail.example"
    person = a_person("mei", password=PASSWORD)
    EmailAddress.objects.create(user=person, email="mei@example.org", primary=True, verified=False)
    client.post(reverse("account_reset_password"), {"email": "mei@example.org"})
    deliver()
    assert mail.outbox == []


def test_addresses_are_added_made_main_and_removed(client: Client):
    person = a_person("mei", password=PASSWORD)
    sign_in(client, "mei")
    page = reverse("account_email")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for address in ("one@example.org", "two@example.org"):
        assert client.post(page, {"action_add": "", "email": address}).status_code == 302
    EmailAddress.objects.update(verified=True)
    client.post(page, {"action_primary": "", "email": "two@example.org"})
    assert EmailAddress.objects.get(primary=True).email == "two@example.org"
    client.post(page, {"action_remove": "", "email": "one@example.org"})
    assert list(person.emailaddress_set.values_list("email", flat=True)) == ["two@example.org"]


def test_changing_how_one_signs_in_asks_for_the_password_again(client: Client):
    a_person("mei", password=PASSWORD)
    client.force_login(Person.objects.get())
    answer = client.post(reverse("account_email"), {"action_add": "", "email": "mei@example.org"})
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert not EmailAddress.objects.exists()


def test_an_operator_gives_a_new_password_from_the_command_line(monkeypatch):
    from django.core.management import call_command

    person = a_person("老王")
    monkeypatch.setattr("getpass.getpass", lambda prompt="": PASSWORD)
    call_command("changepassword", "老王", stdout=io.StringIO())
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_letter_to_an_unconfirmed_address_carries_no_words_of_ones_own(client: Client):
    a_person("mei", name="Buy at evil.example", about="https://evil.example", password=PASSWORD)
    sign_in(client, "mei")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"action_add": "", "email": "stranger@example.org"})
    [letter] = mail.outbox
    assert "evil.example" not in letter.subject + letter.body
    assert "mei" in letter.body


def test_letters_are_in_the_language_of_whom_they_are_for(client: Client):
    person = a_person("mei", password=PASSWORD, language="zh-hans")
    EmailAddress.objects.create(user=person, email="mei@example.org", primary=True, verified=True)
    client.post(reverse("account_reset_password"), {"email": "mei@example.org"}, headers={"Accept-Language": "en"})
    deliver()
    [letter] = mail.outbox
    assert "密码" in letter.subject


@pytest.mark.parametrize(("mail_url", "said"), [("", "sends no mail"), ("smtp://mail.example", "is on its way")])
def test_what_is_said_of_a_letter_is_true(client: Client, settings, mail_url: str, said: str):
    settings.MAIL_URL = mail_url
    sign_up(client, email="mei@example.org")
    assert said in client.get("/").content.decode()
