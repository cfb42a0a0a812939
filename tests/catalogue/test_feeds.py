"""A shop's feed: named once, looked at first, then read by itself, and never at anybody's cost."""

from datetime import timedelta

import pytest

from tests.factories import NOON, a_person, a_product, a_shop
from tests.kernel.canary import a_secure_internet, an_authority, said
from watercress.catalogue import feed_addresses, feed_readings, feeds, import_decisions, import_files, import_runs
from watercress.catalogue.feed_addresses import NotAnAddress
from watercress.catalogue.models import ImportRun, PricePoint, Product, Shop, ShopFeed
from watercress.catalogue.models.runs import Outcome
from watercress.kernel import registries
from watercress.kernel.decisions import NotAllowed, Refused
from watercress.kernel.fetching import network
from watercress.kernel.models import Delivery

from .bringing import files_left, put, shelves, the_worker
from .exports import CUP, POT, written

pytestmark = pytest.mark.django_db
ADDRESS = "https://shop.example/feed.csv?key=s3cret"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return an_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def host(authority, monkeypatch, settings, tmp_path):
    """The shop's host, which has the feed; the whole of the internet the worker sees."""
    settings.HOME = tmp_path
    with a_secure_internet(authority) as internet:
        monkeypatch.setattr(network, "INTERNET", internet)
        internet.canary.answer = feed(POT, CUP)
        yield internet.canary


def feed(*rows, etag='"v1"', **headers):
    return said(written(*rows), kind="text/csv", ETag=etag, **headers)


NOT_MODIFIED = said(b"", status="304 Not Modified")


@pytest.fixture
def keeper():
    return a_person()


@pytest.fixture
def shop(keeper):
    return a_shop(keeper=keeper)


@pytest.fixture
def named(host, shop, keeper):
    """The feed, fetched and looked at for the first time."""
    found = feeds.name(shop, person=keeper, address=ADDRESS, every="daily", at=NOON)
    return worked(found, at=NOON)


@pytest.fixture
def going(named, keeper):
    """The feed, once its keeper has put its goods on the shelves."""
    put(ImportRun.objects.get(), keeper, at=NOON)
    named.refresh_from_db()
    return named


def worked(found, *, at):
    the_worker(at)
    found.refresh_from_db()
    return found


def turn(found, *, at):
    """The clock turns, and the worker does what that brings."""
    feeds.ask_due(at=at)
    return worked(found, at=at)


def about(time):
    """In whole hours: the worker's clock runs on while it works."""
    return round(time / HOUR)


def on_the_shelves():
    return sorted(Product.objects.on_the_shelf().values_list("handle", flat=True))


def test_what_a_feed_says_waits_for_its_keeper_the_first_time(named, host, keeper):
    run = ImportRun.objects.get()
    assert (run.is_waiting, run.feed, run.preview["report"]["created"], run.file_name) == (
        True, named, 2, "shop.example/feed.csv",
    )  # fmt: skip
    assert (named.etag, named.due_at, on_the_shelves()) == ('"v1"', None, [])
    turn(named, at=NOON + 30 * DAY)
    assert host.connections == 1, "and it is not asked again before"

    put(run, keeper, at=NOON)
    named.refresh_from_db()
    assert on_the_shelves() == ["cup", "pot"]
    assert named.confirmed_at == NOON
    assert DAY <= named.due_at - NOON <= DAY * 1.1


def test_a_feed_that_has_not_changed_changes_nothing_and_says_since_when(going, host, shop):
    before, points = shelves()[:4], PricePoint.objects.count()
    host.answer = NOT_MODIFIED
    turn(going, at=NOON + 2 * DAY)
    assert 'If-None-Match: "v1"\r\n' in host.asked[1]
    assert (shelves()[:4], PricePoint.objects.count(), ImportRun.objects.count()) == (before, points, 1)
    assert (about(going.content_at - NOON), about(going.answered_at - NOON)) == (0, 2 * DAY / HOUR)
    assert (going.failures, going.problem) == (0, "")
    assert Shop.objects.get(pk=shop.pk).read_at == going.answered_at
    assert going.due_at > NOON + 3 * DAY


def test_what_has_changed_is_put_on_the_shelves_by_itself(going, host):
    host.answer = feed({**POT, "Variant Price": "150"}, {**CUP, "Handle": "bowl"}, etag='"v2"')
    turn(going, at=NOON + 2 * DAY)
    assert on_the_shelves() == ["bowl", "pot"]
    run = ImportRun.objects.latest("pk")
    assert (run.outcome, run.confirmed_by) == (Outcome.DONE, None)
    assert (run.report["updated"], run.report["created"], run.report["retired"]) == (1, 1, 1)
    assert (going.etag, files_left()) == ('"v2"', [])


def test_a_host_that_knows_no_versions_is_read_whole_and_leaves_no_pile_of_reports(going, host):
    host.answer = said(written(POT, CUP), kind="application/octet-stream")
    for day in range(2, 12, 2):
        turn(going, at=NOON + day * DAY)
    assert host.connections == 6
    assert ImportRun.objects.count() == 1
    assert Shop.objects.get().read_at > NOON + 9 * DAY


def test_a_feed_that_loses_most_of_its_goods_waits_for_its_keeper(going, host, shop, keeper):
    for _number in range(40):
        a_product(shop=shop)
    Shop.objects.update(products_count=42)
    host.answer = feed(POT, etag='"v2"')
    turn(going, at=NOON + 2 * DAY)
    run = ImportRun.objects.latest("pk")
    assert (run.is_waiting, run.preview["looks_cut_off"], len(on_the_shelves())) == (True, True, 42)
    # As long as it waits, the same is not looked at again; thrown away, it is.
    host.answer = NOT_MODIFIED
    turn(going, at=NOON + 4 * DAY)
    assert ImportRun.objects.count() == 2
    import_decisions.throw_away(run, person=keeper, at=NOON + 4 * DAY)
    host.answer = feed(POT, etag='"v2"')
    turn(going, at=NOON + 6 * DAY)
    assert "If-None-Match" not in host.asked[-1]
    assert put(ImportRun.objects.latest("pk"), keeper, at=NOON + 6 * DAY).report["retired"] == 41


def test_shelves_filled_by_another_file_are_filled_by_the_feed_again(going, host, shop):
    other = import_runs.begin(shop, person=None, file_name="other", source="auto", at=NOON + HOUR)
    path = import_files.stored(import_files.keep([written(CUP)]))
    import_runs.carry_out(other, path=path, clock=lambda: NOON + HOUR)
    assert on_the_shelves() == ["cup"]
    turn(going, at=NOON + 2 * DAY)
    assert "If-None-Match" not in host.asked[-1], "unchanged would be no answer to what we ask"
    assert on_the_shelves() == ["cup", "pot"]


def test_a_feed_that_speaks_otherwise_waits_for_its_keeper(going, host, keeper):
    """Even once it can be read again: they are looking at it, and say yes themselves."""
    host.answer = said(b"Nr;Was;Preis\n1;Kanne;3,00\n", kind="text/csv")
    turn(going, at=going.due_at)
    run = ImportRun.objects.latest("pk")
    assert (run.is_waiting, going.failures) == (True, 1)
    import_decisions.map_columns(run, person=keeper, columns={"title": "Was", "price": "Preis"}, at=NOON + 3 * DAY)
    the_worker(NOON + 3 * DAY)
    run.refresh_from_db()
    assert (run.is_waiting, run.problem, on_the_shelves()) == (True, "", ["cup", "pot"])
    put(run, keeper, at=NOON + 3 * DAY)
    assert on_the_shelves() == ["kanne"]
    host.answer = said(b"Was;Nr;Preis\nKanne;1;4,00\n", kind="text/csv")
    turn(going, at=NOON + 6 * DAY)
    assert Product.objects.get(title="Kanne").price == 400, "and goes on by itself, as its columns were mapped"


FAILURES = [
    said(b"gone", status="404 Not Found"),
    said(b"<html>Sign in</html>", kind="text/html"),
    b"",
    said(b"\x89PNG\r\n\x1a\n", kind="image/png"),
    said(written(), kind="text/csv"),
]


def test_failures_are_counted_told_and_stop_it_in_the_end(going, host, keeper):
    at, told, waits = NOON, [], []
    for number in range(feed_readings.MOST_FAILURES):
        at = going.due_at
        host.answer = FAILURES[number % len(FAILURES)]
        turn(going, at=at)
        told.append(going.problem)
        waits.append(going.due_at and about(going.due_at - at))
        assert going.failures == number + 1
    assert waits == [1, 3, 6, 12, 24, 24, 24, None]
    assert all(told)
    assert "404" in told[0]
    assert not [words for words in told if "s3cret" in words]
    assert going.stopped_at
    turn(going, at=at + 300 * DAY)
    assert host.connections == 1 + feed_readings.MOST_FAILURES
    assert on_the_shelves() == ["cup", "pot"]

    host.answer = feed(POT)
    feeds.set_pace(going, person=keeper, every="6h", at=at)
    turn(going, at=at + DAY)
    assert (going.failures, going.stopped_at, on_the_shelves()) == (0, None, ["pot"])


def test_a_failure_that_passes_is_forgotten(going, host):
    host.answer = FAILURES[0]
    turn(going, at=going.due_at)
    assert (going.failures, going.etag) == (1, "")
    host.answer = feed(POT, CUP)
    turn(going, at=going.due_at)
    assert (going.failures, going.problem) == (0, "")


def test_s07_a_host_that_asks_to_wait_is_not_asked_before(going, host):
    at = going.due_at
    host.answer = said(status="429 Too Many Requests", Retry_After="90000")
    turn(going, at=at)
    assert (going.failures, host.connections) == (0, 2)
    assert about(going.due_at - at) == 25
    turn(going, at=at + DAY)
    assert host.connections == 2
    host.answer = NOT_MODIFIED
    turn(going, at=at + timedelta(seconds=90_002))
    assert (host.connections, going.problem) == (3, "")


def test_s07_fetch_now_asks_once_in_five_minutes(going, host, keeper):
    feeds.fetch_now(going, person=keeper, at=NOON + HOUR)
    with pytest.raises(Refused, match="five minutes"):
        feeds.fetch_now(going, person=keeper, at=NOON + HOUR + timedelta(minutes=4))
    worked(going, at=NOON + HOUR)
    feeds.fetch_now(going, person=keeper, at=NOON + HOUR + timedelta(minutes=6))
    worked(going, at=NOON + HOUR + timedelta(minutes=6))
    assert host.connections == 3
    # A six-hour schedule is not held up by what is good manners towards pages.
    feeds.set_pace(going, person=keeper, every="6h", at=NOON + HOUR)
    turn(going, at=NOON + 8 * HOUR)
    assert host.connections == 4


def test_after_a_day_without_the_worker_feeds_are_asked_a_few_at_a_time(host):
    for number in range(25):
        keeper = a_person()
        address = f"https://shop.example/{number}.csv"
        ShopFeed.objects.create(shop=a_shop(keeper=keeper), address=address, named_at=NOON, due_at=NOON)
    assert feeds.ask_due(at=NOON + DAY) == 20
    assert feeds.ask_due(at=NOON + DAY) == 5
    assert feeds.ask_due(at=NOON + DAY) == 0
    later = [feeds.next_due(ShopFeed(pk=number, confirmed_at=NOON), at=NOON) for number in range(1, 30)]
    assert len(set(later)) == 29, "nor are they all due at one moment again"


def test_two_clocks_at_once_ask_each_feed_once(monkeypatch):
    for number in range(3):
        ShopFeed.objects.create(shop=a_shop(), address=f"https://shop.example/{number}", named_at=NOON, due_at=NOON)
    ask, turned = feeds._ask, []

    def and_another_clock_turns(feed, *, at):
        ask(feed, at=at)
        if not turned:
            turned.append(True)
            feeds.ask_due(at=at)

    monkeypatch.setattr(feeds, "_ask", and_another_clock_turns)
    feeds.ask_due(at=NOON)
    assert Delivery.objects.filter(event="catalogue.feed-asked").count() == 3


def test_what_was_asked_and_never_answered_is_asked_again(going):
    ShopFeed.objects.update(due_at=None, asked_at=NOON + HOUR)
    Delivery.objects.all().delete()
    assert feeds.ask_due(at=NOON + 12 * HOUR) == 0
    assert feeds.ask_due(at=NOON + 14 * HOUR) == 1


def test_asked_twice_by_an_outbox_it_is_fetched_once(named, host):
    from watercress.catalogue import reactions
    from watercress.catalogue.events import FeedAsked

    reactions.ask_for_the_feed(FeedAsked(feed_id=named.pk, asked_at=NOON), at=NOON + HOUR, effect_key="again")
    assert host.connections == 1


def test_another_address_is_another_feed(going, host, shop, keeper):
    host.answer = feed(POT, etag='"w1"')
    found = feeds.name(shop, person=keeper, address="shop.example/other.csv", every="weekly", at=NOON + DAY)
    worked(found, at=NOON + DAY)
    assert (found.pk, found.address, found.confirmed_at) == (going.pk, "https://shop.example/other.csv", None)
    assert ImportRun.objects.latest("pk").is_waiting
    assert on_the_shelves() == ["cup", "pot"]


def test_a_feed_that_is_forgotten_leaves_its_goods(going, host, keeper):
    feeds.remove(going, person=keeper, at=NOON)
    feeds.ask_due(at=NOON + 9 * DAY)
    the_worker(NOON + 9 * DAY)
    assert (host.connections, on_the_shelves()) == (1, ["cup", "pot"])


def test_only_keepers_name_a_feed_or_have_it_fetched(going, shop):
    someone = {"person": a_person(is_operator=True), "at": NOON + DAY}
    for act in (
        lambda: feeds.name(shop, address="https://evil.example/", every="daily", **someone),
        lambda: feeds.set_pace(going, every="off", **someone),
        lambda: feeds.fetch_now(going, **someone),
        lambda: feeds.remove(going, **someone),
    ):
        with pytest.raises(NotAllowed):
            act()


BAD = {
    "": "Write the address", "http://shop.example/a": "https://", "ftp://shop.example/a": "https://",
    "javascript:alert(1)": "https://", "https://": "not an address", "https://me:pw@shop.example/a": "name and password",
    "https://me@shop.example/a": "name and password", "https://127.0.0.1/a": "number", "https://[::1]/a": "",
    "https://localhost/a": "", "https://shop.example:8443/a": "port", "https://shop.example/a b": "spaces",
    "https://shop.example/\na": "spaces", "https://shop.example\\@evil.example/": "spaces",
    "https://shop.example/" + "a" * 2000: "2,000", "https://kiln.internal/feed": "Internet",
}  # fmt: skip


def test_s40_only_a_plain_https_address_is_taken(shop, keeper):
    for written_so, reason in BAD.items():
        with pytest.raises(NotAnAddress) as refused:
            feed_addresses.normalised(written_so)
        assert reason in str(refused.value), written_so
        with pytest.raises(Refused) as seen:
            feeds.name(shop, person=keeper, address=written_so, every="hourly", at=NOON)
        assert set(seen.value.problems) == {"address", "every"}
    assert not ShopFeed.objects.exists()
    assert feed_addresses.normalised(" Müller.example/feed?a=1#x ") == "https://xn--mller-kva.example/feed?a=1"


def test_what_may_be_secret_in_an_address_is_never_shown_again(named, keeper):
    token = "2PACX-1vQabcdefghijklmnopqrstuvwxyz0123456789"
    shown = feed_addresses.shown(f"https://docs.example/spreadsheets/d/{token}/pub?output=csv&key=1")
    assert shown == "https://docs.example/spreadsheets/d/2PACX-…/pub?…"
    run = ImportRun.objects.get()
    told = [run.file_name, run.problem, str(run.preview), *map(str, registries.exports["feeds"].rows(keeper))]
    told += Delivery.objects.values_list("error", flat=True)
    assert not [words for words in told if "s3cret" in words]
