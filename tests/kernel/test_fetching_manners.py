from datetime import timedelta
from email.utils import format_datetime

import pytest

from tests.factories import NOON
from tests.kernel.canary import FakeInternet, a_canary, said
from watercress.kernel import fetching
from watercress.kernel.fetching import manners
from watercress.kernel.models import Fetch

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def canary():
    with a_canary() as canary:
        yield canary


@pytest.fixture
def internet(canary):
    return FakeInternet(canary)


def fetch(url, internet, **given):
    return fetching.fetch(
        url, **{"at": NOON, "accept": "text/html", "most_bytes": 10_000, "through": internet, **given}
    )


def test_s07_the_same_address_five_hundred_times_is_one_fetch_a_day(internet, canary):
    fetch("http://shop.example/a", internet)
    for minute in range(499):
        with pytest.raises(fetching.FetchedLately) as lately:
            fetch(f"http://SHOP.example:80/a#{minute}", internet, at=NOON + timedelta(minutes=minute))
    assert lately.value.until == NOON + DAY
    assert canary.connections == 1
    fetch("http://shop.example/a", internet, at=NOON + DAY)
    assert canary.connections == 2


def test_s07_many_addresses_that_redirect_to_one_are_one_fetch_of_it(internet, canary):
    for n in range(5):
        canary.answers[f"/{n}"] = said(status="302 Found", Location="http://victim.example/big")
    fetch("http://shop.example/0", internet)
    for n in range(1, 5):
        with pytest.raises(fetching.FetchedLately):
            fetch(f"http://shop.example/{n}", internet)
    assert internet.resolved.count("victim.example") == 1


def test_a_question_people_repeat_may_be_asked_again_sooner(internet, canary):
    fetch("http://shop.example/proof", internet, again_after=timedelta(seconds=20))
    with pytest.raises(fetching.FetchedLately):
        fetch("http://shop.example/proof", internet, again_after=timedelta(seconds=20), at=NOON + timedelta(seconds=19))
    fetch("http://shop.example/proof", internet, again_after=timedelta(seconds=20), at=NOON + timedelta(seconds=20))
    assert canary.connections == 2


def test_an_address_that_gave_no_answer_may_be_asked_again_in_an_hour(internet, canary):
    canary.answer = b""
    with pytest.raises(fetching.Unreachable):
        fetch("http://shop.example/", internet)
    with pytest.raises(fetching.FetchedLately) as lately:
        fetch("http://shop.example/", internet, at=NOON + timedelta(minutes=59))
    assert lately.value.until == NOON + HOUR
    canary.answer = said()
    assert fetch("http://shop.example/", internet, at=NOON + HOUR).is_ok


@pytest.mark.parametrize(
    ("status", "said_wait", "wait"),
    [
        ("429 Too Many Requests", "600", timedelta(minutes=10)),
        ("503 Unavailable", "7200", 2 * HOUR),
        ("429 Too Many Requests", format_datetime(NOON + 3 * HOUR, usegmt=True), 3 * HOUR),
        ("429 Too Many Requests", "", HOUR),
        ("429 Too Many Requests", "soon", HOUR),
        ("429 Too Many Requests", "0", timedelta(minutes=1)),
        ("429 Too Many Requests", "-5", HOUR),
        ("429 Too Many Requests", "9" * 30, HOUR),
        ("429 Too Many Requests", "99999999", timedelta(days=30)),
        ("429 Too Many Requests", format_datetime(NOON - DAY, usegmt=True), timedelta(minutes=1)),
    ],
)
def test_s07_a_host_that_asks_to_be_left_alone_is(status, said_wait, wait, internet, canary):
    canary.answer = said(status=status, **({"Retry_After": said_wait} if said_wait else {}))
    with pytest.raises(fetching.AskedToWait) as asked:
        fetch("http://shop.example/a", internet)
    assert asked.value.until == NOON + wait
    canary.answer = said()
    with pytest.raises(fetching.AskedToWait):
        fetch("http://shop.example/another", internet, at=NOON + wait - timedelta(seconds=1))
    assert fetch("http://other.example/", internet).is_ok
    assert canary.connections == 2
    assert fetch("http://shop.example/another", internet, at=NOON + wait).is_ok


def test_a_503_without_a_time_is_an_answer_like_others(internet, canary):
    canary.answer = said(status="503 Unavailable")
    assert fetch("http://shop.example/", internet).status == 503
    assert fetch("http://shop.example/b", internet).status == 503


def test_s07_a_host_is_free_again_however_a_fetch_ends(internet, canary):
    for n, answer in enumerate(
        [b"", said(kind="image/png"), said(b"x" * 20_000), said(status="302 Found", Location="ftp://x/")]
    ):
        canary.answer = answer
        with pytest.raises(fetching.FetchFailed):
            fetch(f"http://shop.example/{n}", internet)
    canary.answer = said()
    assert fetch("http://shop.example/", internet).is_ok


def test_s07_a_worker_that_died_holds_its_host_only_for_the_lease(internet):
    manners.take_turn("http://shop.example/a", "shop.example", at=NOON, again_after=DAY, lease=timedelta(seconds=10))
    with pytest.raises(fetching.HostBusy):
        fetch("http://shop.example/b", internet, at=NOON, seconds=0.2)
    assert fetch("http://shop.example/b", internet, at=NOON + timedelta(seconds=10)).is_ok


def test_a_refused_turn_leaves_the_address_unasked(internet):
    manners.take_turn("http://shop.example/a", "shop.example", at=NOON, again_after=DAY, lease=timedelta(seconds=60))
    with pytest.raises(fetching.HostBusy):
        fetch("http://shop.example/b", internet, seconds=0.2)
    assert Fetch.objects.count() == 2, "the first address and its host"


def test_what_was_asked_long_ago_is_forgotten(internet):
    fetch("http://shop.example/", internet)
    assert fetching.forget(before=NOON + timedelta(days=29)) == 0
    assert fetching.forget(before=NOON + timedelta(days=31)) == 2
