"""What is fetched again and again: only when it has changed, and into a file."""

import io
from datetime import timedelta

import pytest

from tests.factories import NOON
from tests.kernel.canary import FakeInternet, a_canary, said
from tests.kernel.test_fetching import a_gigabyte_in_a_megabyte
from watercress.kernel import fetching
from watercress.kernel.fetching import Version

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def internet():
    with a_canary() as canary:
        yield FakeInternet(canary)


def fetch(internet, path="/feed.csv", **given):
    address = f"http://shop.example{path}"
    return fetching.fetch(
        address, **{"at": NOON, "accept": "text/", "most_bytes": 100_000, "through": internet, **given}
    )


def test_a_host_is_told_which_version_one_has_and_need_not_send_it_again(internet):
    internet.canary.answer = said(b"a,b", kind="text/csv", ETag='"v1"', Last_Modified="Tue, 01 Sep 2026 12:00:00 GMT")
    first = fetch(internet)
    assert first.version == Version('"v1"', "Tue, 01 Sep 2026 12:00:00 GMT")
    assert "If-None-Match" not in internet.canary.asked[0]

    internet.canary.answer = said(b"", status="304 Not Modified", ETag='"v1"')
    again = fetch(internet, at=NOON + DAY, unless=first.version)
    assert (again.is_unchanged, again.is_ok, again.body) == (True, False, b"")
    assert 'If-None-Match: "v1"\r\n' in internet.canary.asked[1]
    assert "If-Modified-Since: Tue, 01 Sep 2026 12:00:00 GMT\r\n" in internet.canary.asked[1]


def test_a_version_that_could_not_be_said_back_as_it_was_is_forgotten(internet):
    for number, etag in enumerate(['"é"', '"' + "x" * 300 + '"', '"a\tb"']):
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nETag: {etag}\r\nContent-Length: 1\r\n\r\na"
        internet.canary.answer = head.encode()
        assert fetch(internet, f"/{number}").version == Version(), etag


def test_what_goes_into_a_file_is_not_kept_in_memory(internet):
    internet.canary.answer = said(b"x" * 90_000, kind="text/csv")
    file = io.BytesIO()
    fetched = fetch(internet, into=file)
    assert (fetched.is_ok, fetched.body, file.getvalue()) == (True, b"", b"x" * 90_000)


@pytest.mark.parametrize("status", ["302 Found", "304 Not Modified", "404 Not Found", "500 Oops"])
def test_only_a_good_answer_goes_into_the_file(internet, status):
    internet.canary.answer = said(b"sorry", status=status)
    file = io.BytesIO()
    assert not fetch(internet, into=file).is_ok
    assert file.getvalue() == b""


def test_s06_a_file_does_not_grow_beyond_the_limit_either(internet):
    internet.canary.answer = said(a_gigabyte_in_a_megabyte(), kind="text/csv", Content_Encoding="gzip")
    file = io.BytesIO()
    with pytest.raises(fetching.TooLarge):
        fetch(internet, into=file, most_bytes=2**21)
    assert 0 < len(file.getvalue()) <= 2**21
