import pytest

from tests.factories import NOON, a_person
from tests.kernel import drawings
from watercress.kernel import pictures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def picture_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def picture():
    return pictures.keep(drawings.a_picture(700, 500), at=NOON)


def asked(client, address, method="get"):
    """Ask for a file, read all of it, and close it as a web server would."""
    answer = getattr(client, method)(address)
    answer.read_body = b"".join(answer) if answer.streaming else answer.content
    answer.close()
    return answer


def test_a_public_picture_is_served_to_anyone_for_ever(client, picture):
    answer = asked(client, pictures.address(picture.key, 240))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.read_body[8:12] == b"WEBP"


def test_s10_a_picture_opened_alone_can_do_nothing(client, picture):
    answer = asked(client, pictures.address(picture.key, 96))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_one_copy_serves_every_reader(client, picture):
    client.force_login(a_person())
    answer = asked(client, pictures.address(picture.key, 96))
    assert "Vary" not in answer
    assert not answer.cookies


def test_serving_a_picture_asks_the_database_nothing(client, picture, django_assert_num_queries):
    client.force_login(a_person())
    with django_assert_num_queries(0):
        asked(client, pictures.address(picture.key, 960))


def test_a_width_larger_than_the_picture_is_its_largest_copy(client):
    small = pictures.keep(drawings.a_picture(100, 100), at=NOON)
    largest, larger = (asked(client, pictures.address(small.key, width)).read_body for width in (240, 960))
    assert largest == larger


@pytest.mark.parametrize(
    "width",
    [
        "",
        "0",
        "-1",
        "1.0",
        "1e0",
        " 96",
        "096",
        "१",
        "95",
        "97",
        "961",
        "99999999999999999999",
        "96.webp",
        "null",
        "../96",
    ],
)
def test_s22_no_other_width_is_served(client, picture, width):
    assert asked(client, f"/pictures/{picture.key}/{width}.webp").status_code == 404


@pytest.mark.parametrize(
    "key", ["", "0", "a" * 31, "f" * 32, "..", "%2e%2e%2f%2e%2e", "a" * 40, "null", "é" * 32, "a" * 5000]
)
def test_s22_a_key_that_names_nothing_is_missing(client, key):
    assert asked(client, f"/pictures/{key}/96.webp").status_code == 404


def test_a_private_picture_is_as_missing_as_one_that_never_was(client):
    private = pictures.keep(drawings.a_picture(), at=NOON, public=False)
    hidden, missing = (asked(client, f"/pictures/{key}/96.webp") for key in (private.key, "f" * 32))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.headers == missing.headers
    assert len(hidden.content) == len(missing.content)


def test_only_reading_is_possible(client, picture):
    assert asked(client, pictures.address(picture.key, 96), "post").status_code == 405
    assert asked(client, pictures.address(picture.key, 96), "head").status_code == 200
