"""A person's page, and one's own settings."""

import io

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.factories import NOON, a_circle, a_person, a_post
from watercress.community.format import Audience
from watercress.people import blocks

pytestmark = pytest.mark.django_db


def shown(client: Client, name: str) -> str:
    page = client.get(reverse("person", args=[name]))
    assert page.status_code == 200
    return page.content.decode()


def a_file(content: bytes, name: str = "me.png", kind: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def a_png(size: tuple[int, int] = (40, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#2c7a4b").save(out, "PNG")
    return out.getvalue()


# -- what others see


def test_a_person_is_seen_by_anyone_but_their_address_by_nobody(client: Client):
    mei = a_person("mei", name="Mei Lin", about="Small kilns & <b>tea</b>.")
    EmailAddress.objects.create(user=mei, email="mei@example.org", primary=True, verified=True)
    page = shown(client, "mei")
    assert "Mei Lin" in page
    assert "Small kilns &amp; &lt;b&gt;tea&lt;/b&gt;." in page
    assert "September 1, 2026" in page
    client.force_login(a_person("opal", is_operator=True))
    assert "mei@example.org" not in page + shown(client, "mei")


def test_other_capitals_lead_to_the_one_address(client: Client):
    a_person("Mei")
    answer = client.get("/people/mei/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/people/Mei/")


@pytest.mark.parametrize("name", ["nobody", "gone", "x" * 300])
def test_someone_missing_or_suspended_is_no_page(client: Client, name: str):
    a_person("gone", is_active=False)
    assert client.get(f"/people/{name}/").status_code == 404


def test_s18_the_circles_shown_are_those_the_world_may_read(client: Client):
    mei = a_person("mei")
    a_circle(members=(mei,), name="Open kiln")
    closed = a_circle(members=(mei,), name="Closed kiln", readable_by=Audience.MEMBERS)
    a_post(closed, author=mei, title="Behind the door")
    a_post(a_circle(members=(mei,)), author=mei, title="In the street")
    page = shown(client, "mei")
    assert "Open kiln" in page
    assert "Closed kiln" not in page
    assert "In the street" in page
    assert "Behind the door" not in page
    client.force_login(mei)
    assert "Behind the door" in shown(client, "mei")


def test_a_text_taken_down_is_not_listed(client: Client):
    mei = a_person("mei")
    a_post(a_circle(members=(mei,)), author=mei, title="Taken down", hidden_at=NOON)
    assert "Taken down" not in shown(client, "mei")


def test_a_persons_page_asks_few_queries_however_much_they_did(client: Client, django_assert_max_num_queries):
    mei = a_person("mei")
    for _ in range(6):
        circle = a_circle(members=(mei,))
        for _ in range(3):
            a_post(circle, author=mei)
    client.get("/people/mei/")
    with django_assert_max_num_queries(6):
        client.get("/people/mei/")
    client.force_login(a_person("bo"))
    with django_assert_max_num_queries(12):
        client.get("/people/mei/")


# -- blocking


def test_blocking_from_the_page_and_unblocking_from_the_settings(client: Client):
    mei, bo = a_person("mei"), a_person("bo", name="Bo")
    client.force_login(mei)
    assert "Block:" in shown(client, "bo")
    client.post(reverse("person_block", args=["bo"]))
    assert blocks.has_blocked(mei, bo)
    assert "Unblock" in shown(client, "bo")
    assert "Bo" in client.get(reverse("settings_blocked")).content.decode()
    client.post(reverse("person_unblock", args=["bo"]), {"next": reverse("settings_blocked")})
    assert not blocks.has_blocked(mei, bo)


def test_who_may_not_block_is_told_why_and_changes_nothing(client: Client):
    mei = a_person("mei")
    assert client.post(reverse("person_block", args=["mei"])).headers["Location"].startswith(reverse("account_login"))
    client.force_login(mei)
    answer = client.post(reverse("person_block", args=["mei"]))
    assert answer.status_code == 403
    assert "cannot block yourself" in answer.content.decode()


# -- one's own profile


def test_a_profile_is_saved_and_a_picture_put_up_and_taken_down(client: Client):
    mei = a_person("mei")
    client.force_login(mei)
    answer = client.post(
        reverse("settings"), {"name": "Mei Lin", "about": "Kilns.", "picture": a_file(a_png())}, follow=True
    )
    assert "Saved." in answer.content.decode()
    mei.refresh_from_db()
    assert (mei.name, mei.about) == ("Mei Lin", "Kilns.")
    assert mei.picture is not None
    assert f'src="/pictures/{mei.picture.key}' in shown(client, "mei")
    client.post(reverse("settings"), {"name": "Mei Lin", "about": "Kilns.", "remove_picture": "on"})
    mei.refresh_from_db()
    assert mei.picture is None
    assert 'class="face face-' in shown(client, "mei")


HOSTILE = {
    "svg": (a_file(b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "me.svg", "image/svg+xml"), 415),
    "svg called png": (a_file(b'<svg xmlns="http://www.w3.org/2000/svg"/>'), 415),
    "html": (a_file(b"<html><script>alert(1)</script>"), 415),
    "gif": (a_file(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "me.gif", "image/gif"), 415),
    "half a png": (a_file(a_png()[:40]), 415),
    "11 MB": (a_file(b"\x89PNG" + b"\x00" * (11 * 1024 * 1024)), 413),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_s10_s36_a_hostile_upload_is_refused_at_its_field_and_what_was_typed_stays(client: Client, what: str):
    file, status = HOSTILE[what]
    file.seek(0)
    mei = a_person("mei")
    client.force_login(mei)
    answer = client.post(reverse("settings"), {"name": "Mei Lin", "about": "Typed with care.", "picture": file})
    page = answer.content.decode()
    assert answer.status_code == status
    assert 'id="id_picture_error"' in page
    assert "Typed with care." in page
    mei.refresh_from_db()
    assert mei.picture is None


def test_an_empty_file_is_said_to_be_empty(client: Client):
    client.force_login(a_person("mei"))
    answer = client.post(reverse("settings"), {"name": "", "about": "", "picture": a_file(b"")})
    assert answer.status_code == 400
    assert "empty" in answer.content.decode()


def test_s17_nothing_can_be_set_that_is_not_on_the_form(client: Client):
    mei = a_person("mei")
    client.force_login(mei)
    client.post(reverse("settings"), {
        "name": "Mei", "about": "", "is_operator": "1", "is_active": "0", "username": "admin", "likeness": "x",
        "password": "x", "joined_at": "2001-01-01", "session_round": "9", "id": "1", "picture_id": "1",
    })  # fmt: skip
    kept = dict(mei.__dict__)
    mei.refresh_from_db()
    assert mei.name == "Mei"
    for column in ("is_operator", "is_active", "username", "likeness", "password", "joined_at", "session_round"):
        assert getattr(mei, column) == kept[column], column


def test_s40_a_name_or_a_word_too_long_is_refused_and_kept(client: Client):
    client.force_login(a_person("mei"))
    for field, length in (("name", 41), ("about", 301), ("name", 999_000), ("about", 999_000)):
        answer = client.post(reverse("settings"), {"name": "", "about": "", field: "x" * length})
        assert answer.status_code == 400
    assert "someone who" not in client.get(reverse("settings")).content.decode()


def test_a_name_of_the_towns_own_is_refused_for_showing_too(client: Client):
    client.force_login(a_person("mei"))
    answer = client.post(reverse("settings"), {"name": "Operator", "about": "Hello."})
    assert answer.status_code == 400
    assert "stays free" in answer.content.decode()


@pytest.mark.parametrize("name", ["settings", "settings_look", "settings_account", "settings_blocked"])
def test_settings_are_for_who_is_signed_in(client: Client, name: str):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('account_login')}?next={reverse(name)}"


def test_what_someone_wrote_is_leafed_through(client: Client):
    mei = a_person("mei")
    circle = a_circle(members=(mei,))
    for number in range(31):
        a_post(circle, author=mei, title=f"Topic {number:02}")
    assert "Topic 30" in shown(client, "mei")
    assert "Topic 00" in client.get("/people/mei/?page=2").content.decode()
    for odd in ("0", "-1", "x", "1e0", "", "9" * 30):
        assert client.get(f"/people/mei/?page={odd}").status_code == 400, odd
