"""The operator's rooms, and the first evening of an empty town."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import NOON, a_person
from watercress.kernel import first_operator, mail, town
from watercress.kernel.models import Delivery, Town
from watercress.people.models import Person

pytestmark = pytest.mark.django_db
PASSWORD = "seven-small-kilns"
ROOMS = ["operator", "operator_mail", "operator_queue", "operator_town"]


@pytest.fixture
def operator(client: Client) -> Person:
    Town.objects.create(pk=1, name="Kiln Town", time_zone="UTC", language="en", founded_at=NOON)
    town.forget()
    person = a_person("opal", is_operator=True, password=PASSWORD)
    client.force_login(person)
    return person


def a_poisoned_delivery(**columns: object) -> Delivery:
    now = timezone.now()
    given = {
        "event": "kernel.letter-written", "subscriber": "watercress.kernel.mail.send", "occurrence": "x",
        "effect_key": "x/watercress.kernel.mail.send", "payload": {"content": "a-secret-letter"}, "recorded_at": now,
        "due_at": now, "attempts": 5, "poisoned_at": now, "error": "Traceback\n  line\nOSError: no route <b>",
    }  # fmt: skip
    return Delivery.objects.create(**{**given, **columns})


@pytest.mark.parametrize("name", ROOMS)
def test_for_everyone_else_there_is_nothing_there(name: str):
    missing = Client().get("/operator/nowhere/").status_code
    for person in (None, a_person("mei"), a_person("gone", is_operator=True, is_active=False)):
        client = Client()
        if person:
            client.force_login(person)
        for answer in (client.get(reverse(name)), client.post(reverse(name))):
            assert answer.status_code in (missing, 405)
    assert Client().get(reverse("operator_letter", args=["x.eml"])).status_code == 404


def test_nor_a_retry(operator: Person):
    delivery = a_poisoned_delivery()
    someone = Client()
    someone.force_login(a_person("mei"))
    assert someone.post(reverse("operator_retry", args=[delivery.pk])).status_code == 404
    delivery.refresh_from_db()
    assert delivery.poisoned_at is not None


@pytest.mark.parametrize("name", ROOMS)
def test_the_rooms_open_with_few_queries(client: Client, operator: Person, name: str, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = client.get(reverse(name))
    assert page.status_code == 200
    assert "Kiln Town" in page.content.decode()


def test_the_overview_says_what_waits_and_what_was_given_up(client: Client, operator: Person):
    a_poisoned_delivery()
    late = timezone.now() - timedelta(minutes=20)
    a_poisoned_delivery(effect_key="y", poisoned_at=None, due_at=late, recorded_at=late)
    page = client.get(reverse("operator")).content.decode()
    assert "1 thing was given up" in page
    assert "Is the worker running?" in page


def test_what_was_given_up_is_shown_without_its_contents_and_tried_again(client: Client, operator: Person):
    delivery = a_poisoned_delivery()
    page = client.get(reverse("operator_queue")).content.decode()
    assert "OSError: no route &lt;b&gt;" in page
    assert "a-secret-letter" not in page
    client.post(reverse("operator_retry", args=[delivery.pk]))
    delivery.refresh_from_db()
    assert (delivery.poisoned_at, delivery.attempts) == (None, 0)
    assert client.post(reverse("operator_retry", args=[delivery.pk])).status_code == 404


def test_letters_are_read_as_text(client: Client, operator: Person, settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / "mail").mkdir()
    name = "20260901T120000.000000-" + "a" * 20 + ".eml"
    letter = (
        "From: town@localhost\r\nTo: mei@example.org\r\nSubject: <script>alert(1)</script>\r\n"
        "Date: Tue, 01 Sep 2026 12:00:00 -0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        "Dear <b>Mei</b>,\r\nhttp://localhost:8000/account/x/\r\n"
    )
    (tmp_path / "mail" / name).write_bytes(letter.encode())
    assert len(mail.letters()) == 1
    assert "&lt;script&gt;" in client.get(reverse("operator_mail")).content.decode()
    page = client.get(reverse("operator_letter", args=[name])).content.decode()
    assert "Dear &lt;b&gt;Mei&lt;/b&gt;" in page
    assert "<script>alert" not in page
    for other in ("..%2F..%2Fsecret", "secret", name[:-1], ".eml"):
        assert client.get(f"/operator/mail/{other}/").status_code == 404


def test_the_town_is_described_and_everyone_sees_it(client: Client, operator: Person):
    told = {"name": "New Kiln", "sentence": "Clay and tea.", "time_zone": "Asia/Shanghai", "language": "zh-hans"}
    assert client.post(reverse("operator_town"), told).status_code == 302
    kept = Town.objects.get()
    assert (kept.name, kept.time_zone, kept.language, kept.founded_at) == ("New Kiln", "Asia/Shanghai", "zh-hans", NOON)
    town.forget()
    assert "New Kiln" in Client().get(reverse("account_login")).content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "x" * 61), ("time_zone", "Mars/Olympus"), ("language", "tlh")]
)
def test_what_the_town_cannot_be_is_refused_and_kept_to_mend(client: Client, operator: Person, field: str, value: str):
    told = {"name": "New Kiln", "sentence": "Clay and tea.", "time_zone": "UTC", "language": "en", field: value}
    answer = client.post(reverse("operator_town"), told)
    assert answer.status_code == 400
    assert "Clay and tea." in answer.content.decode()
    assert Town.objects.get().name == "Kiln Town"


def test_health_is_a_word():
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


# -- the first evening


@pytest.fixture
def code(settings, tmp_path) -> str:
    settings.HOME = tmp_path
    made = first_operator.code()
    assert made
    return made


def begin(client: Client, **fields: str):
    told = {
        "code": "", "name": "Kiln Town", "sentence": "", "time_zone": "Asia/Shanghai", "language": "zh-hans",
        "username": "opal", "password": PASSWORD, **fields,
    }  # fmt: skip
    return client.post(reverse("begin"), told)


def test_who_started_the_town_names_it_and_runs_it(client: Client, code: str):
    assert client.get(reverse("begin")).status_code == 200
    answer = begin(client, code=code.lower().replace("-", " "))
    assert answer.headers["Location"] == reverse("operator")
    operator = Person.objects.get()
    assert (operator.username, operator.is_operator, operator.likeness) == ("opal", True, "opal")
    assert operator.check_password(PASSWORD)
    kept = Town.objects.get()
    assert (kept.name, kept.time_zone, kept.language, kept.is_demo) == ("Kiln Town", "Asia/Shanghai", "zh-hans", False)
    assert client.get(reverse("operator")).status_code == 200


def test_the_way_closes_behind_them(client: Client, code: str):
    begin(client, code=code)
    someone = Client()
    assert someone.get(reverse("begin")).status_code == 404
    assert begin(someone, code=code, username="bo").status_code == 404
    assert Person.objects.count() == 1


@pytest.mark.parametrize("guess", ["", "AAAA-BBBB-CCCC", "0" * 40, "' OR 1=1"])
def test_a_wrong_code_opens_nothing_and_loses_nothing(client: Client, code: str, guess: str):
    answer = begin(client, code=guess, sentence="Clay and tea.")
    assert answer.status_code == 400
    assert "Clay and tea." in answer.content.decode()
    assert not Person.objects.exists()
    assert begin(client, code=code).status_code == 302, "the right code is still good"


def test_a_mistake_elsewhere_does_not_use_the_code_up(client: Client, code: str):
    for wrong in (
        {"password": "short"},
        {"username": "-"},
        {"time_zone": "Mars/Olympus"},
        {"name": ""},
        {"username": "admin"},
    ):
        assert begin(client, code=code, **wrong).status_code == 400, wrong
    assert begin(client, code=code).status_code == 302
