"""One click into the demo: there, and nowhere else."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, a_circle, a_person, a_shop
from watercress.kernel import town
from watercress.kernel.models import Town
from watercress.people.models import Person

pytestmark = pytest.mark.django_db
ROLES = ["buyer", "keeper", "steward", "operator"]


@pytest.fixture
def demo() -> None:
    Town.objects.create(pk=1, name="Watercress", is_demo=True, founded_at=NOON)
    town.forget()
    a_shop(keeper=a_person("potter"))
    a_circle(founder=a_person("yan"), members=(a_person("lulu"),))
    a_person("opal", is_operator=True)


def enter(client: Client, role: str, **headers: str):
    return client.post(reverse("demo_enter", args=[role]), headers=headers)


def who(client: Client) -> str:
    return Person.objects.get(pk=client.session["_auth_user_id"]).username


@pytest.mark.parametrize(
    ("role", "name"), [("buyer", "lulu"), ("keeper", "potter"), ("steward", "yan"), ("operator", "opal")]
)
def test_one_click_and_one_is_somebody_who_lives_there(client: Client, demo, role: str, name: str):
    answer = enter(client, role)
    assert answer.status_code == 302
    assert who(client) == name
    assert client.get(answer.headers["Location"]).status_code == 200


def test_from_one_to_another_without_signing_out(client: Client, demo):
    enter(client, "buyer")
    enter(client, "operator")
    assert who(client) == "opal"
    assert client.get(reverse("operator")).status_code == 200


def test_the_strip_is_shown_where_it_works(client: Client, demo):
    page = client.get(reverse("account_login")).content.decode()
    for role in ROLES:
        assert reverse("demo_enter", args=[role]) in page


@pytest.mark.parametrize("role", ROLES)
def test_in_a_town_that_is_no_demo_there_is_nothing(client: Client, demo, role: str):
    Town.objects.update(is_demo=False)
    town.forget()
    assert enter(client, role).status_code == 404
    assert "/demo/" not in client.get(reverse("account_login")).content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("role", ROLES)
def test_an_empty_town_has_no_way_in_either(client: Client, role: str):
    assert enter(client, role).status_code == 404


@pytest.mark.parametrize(
    "address", ["192.168.1.7", "203.0.113.9", "::ffff:10.0.0.1", "2001:db8::1", "", "localhost", "fe80::1"]
)
def test_from_another_machine_there_is_nothing(demo, address: str):
    client = Client(REMOTE_ADDR=address)
    assert enter(client, "operator").status_code == 404
    assert "/demo/" not in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "X-Forwarded", "Via"]
)
def test_through_a_proxy_on_this_machine_there_is_nothing(client: Client, demo, header: str):
    assert enter(client, "operator", **{header: "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize("address", ["127.0.0.1", "127.1.2.3", "::1"])
def test_loopback_is_this_machine(demo, address: str):
    assert enter(Client(REMOTE_ADDR=address), "buyer").status_code == 302


def test_s33_a_link_or_a_form_from_elsewhere_enters_nobody(demo):
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(reverse("demo_enter", args=["operator"])).status_code == 405
    assert enter(strict, "operator", Origin="https://evil.example").status_code == 403


@pytest.mark.parametrize("role", ["admin", "opal", "buyer2"])
def test_there_are_four_roles_and_no_others(client: Client, demo, role: str):
    assert enter(client, role).status_code == 404


def test_a_suspended_person_is_entered_by_nobody(client: Client, demo):
    Person.objects.filter(username="opal").update(is_active=False)
    assert enter(client, "operator").status_code == 404
