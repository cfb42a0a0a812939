"""From a card to the shop, and to the report that says where its visitors came from."""

import re
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import (
    NOON,
    a_circle,
    a_craving,
    a_label,
    a_list,
    a_mark,
    a_person,
    a_post,
    a_product,
    a_shop,
    a_tag,
    shown_in,
)
from tests.traffic.looks import a_card, a_page
from tests.web.circles import address_of
from watercress.catalogue.models import Category, Keeper
from watercress.kernel import town
from watercress.search import index
from watercress.traffic import day_keys, links, slates, sources
from watercress.traffic.models import Impression, Reason, Tally, Visit
from watercress.traffic.sources import Surface
from watercress.web import addresses

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
WAY = re.compile(r'href="(/go/[^"]+)"')


@pytest.fixture(autouse=True)
def _nothing_waits():
    slates._waiting.clear()
    day_keys.forget()
    town.forget()
    yield
    slates._waiting.clear()
    day_keys.forget()


@pytest.fixture
def reader():
    return Client(headers={"User-Agent": FIREFOX})


@pytest.fixture
def keeper():
    return a_person("shen")


@pytest.fixture
def pot(keeper):
    shop = a_shop(
        "Kiln No. 9", slug="kiln", keeper=keeper, host="kiln.example.org", host_proved_at=NOON, small_since=NOON
    )
    return a_product(shop=shop, title="Pot", handle="pot", category=Category.objects.get(slug="teapots"))


@pytest.fixture
def topic(pot):
    post = a_post(a_circle(name="A Tea House", slug="tea"), title="Three kilns")
    shown_in(post, pot)
    return post


@pytest.fixture
def later(time_machine):
    """Time enough to have read the page."""

    def wait(seconds=5):
        time_machine.shift(timedelta(seconds=seconds))

    time_machine.move_to(timezone.now(), tick=False)
    return wait


def text(answer):
    assert answer.status_code == 200, answer
    return answer.content.decode()


def ways(page):
    return WAY.findall(page)


def test_a_card_in_a_topic_leads_to_the_shop_and_its_report_says_so(reader, keeper, pot, topic, later):
    (way,) = ways(text(reader.get(address_of(topic))))
    later()
    left = reader.get(way)
    assert left.status_code == 303
    there = urlsplit(left["Location"])
    assert (there.scheme, there.hostname, there.path) == ("https", "kiln.example.org", "/products/pot")
    visit = Visit.objects.get()
    assert dict(parse_qsl(there.query)) == {
        "utm_source": "localhost", "utm_medium": "topic", "utm_campaign": "tea", "watercress_click": visit.click,
    }  # fmt: skip
    assert (visit.reason, visit.surface, visit.place, visit.post) == ("", "t", f"c{topic.community_id}", topic.pk)
    slates.flush()
    assert Impression.objects.get().shown[visit.position] == [pot.pk, pot.shop_id]
    for number in range(4):
        other = Client(headers={"User-Agent": f"{FIREFOX} {number}"})
        (way,) = ways(text(other.get(address_of(topic))))
        later()
        other.get(way)
    slates.flush()
    reader.force_login(keeper)
    report = text(reader.get("/shops/kiln/visitors/"))
    row = re.search(r'<th scope="row">Circle · <a href="/c/tea/"[^>]*>A Tea House</a></th>.*?</tr>', report)[0]
    assert re.findall(r'<td class="num">(.*?)</td>', row) == ["5", "5"]


def test_who_goes_on_from_the_product_s_page_was_sent_by_what_showed_it(reader, pot, topic, later):
    page = text(reader.get(address_of(topic)))
    (ours,) = {link for link in re.findall(r'href="(/p/[^"]+)"', page) if "via=" in link}
    there = text(reader.get(ours))
    later()
    reader.get(ways(there)[0])
    assert (Visit.objects.get().surface, Visit.objects.get().place) == ("p", f"c{topic.community_id}")
    played_with = text(reader.get(ours[:-2]))
    later(60)
    reader.get(ways(played_with)[0])
    assert Visit.objects.latest("id").place == ""


def test_each_kind_of_page_that_shows_goods_is_counted_as_what_it_is(reader, pot, topic):
    mei, bowl = a_person("mei"), a_product(shop=pot.shop, title="Bowl")
    a_tag(pot, "tea-house")
    a_mark(pot, person=mei)
    made = a_list(pot, owner=mei)
    a_craving(bowl, post=a_post(topic.community, title="Talk me out"))
    index.complete()
    circle, label = f"c{topic.community_id}", f"l{a_label('tea-house').pk}"
    wanted = {
        "/": ("h", ""),
        "/c/tea/": ("c", circle),
        address_of(topic): ("t", circle),
        addresses.product(pot.pk, pot.title): ("p", ""),
        "/shops/kiln/": ("s", ""),
        "/labels/tea-house/": ("l", label),
        "/categories/teapots/": ("d", ""),
        "/search/?q=pot": ("q", ""),
        "/people/mei/shelves/": ("f", ""),
        addresses.list_(made.pk, made.title): ("i", ""),
    }
    told = {}
    for address in wanted:
        page = text(reader.get(address))
        slates.flush()
        look = Impression.objects.latest("id")
        told[address] = (look.surface, look.place)
        assert len(look.shown) >= 1, address
        assert ways(page), address
        assert all(look.slate in way for way in ways(page)), address
    assert told == wanted


def test_two_looks_at_one_page_are_two_slates(reader, topic):
    one, two = (ways(text(reader.get(address_of(topic))))[0] for _twice in range(2))
    assert one != two
    assert one.split("/")[2] == two.split("/")[2], "the card is the same: a page can be kept"
    assert slates.flush() == 2


def test_a_page_without_goods_is_no_slate(reader):
    a_circle(slug="empty")
    for address in ("/circles/", "/shops/", "/labels/"):
        text(reader.get(address))
    assert slates.flush() == 0


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Sec-Purpose": "prefetch"}, Reason.PREFETCH),
        ({"Sec-Purpose": "prefetch;prerender"}, Reason.PREFETCH),
        ({"Purpose": "prefetch"}, Reason.PREFETCH),
        ({"X-Moz": "prefetch"}, Reason.PREFETCH),
        ({"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0)"}, Reason.BOT),
    ],
)
def test_s47_what_no_person_follows_is_stored_and_not_counted(reader, topic, later, headers, reason):
    (way,) = ways(text(reader.get(address_of(topic))))
    later()
    assert reader.get(way, headers=headers).status_code == 303
    assert Visit.objects.get().reason == reason
    reader.get(address_of(topic), headers=headers)
    slates.flush()
    assert Impression.objects.latest("id").reason == reason
    assert not Tally.objects.filter(visits__gt=0).exists()


def test_s47_a_head_a_hasty_click_a_repeat_and_a_keepers_own_are_stored_and_not_counted(reader, keeper, topic, later):
    (way,) = ways(text(reader.get(address_of(topic))))
    reader.get(way)
    later()
    reader.head(way)
    reader.get(way)
    later()
    reader.get(ways(text(reader.get(address_of(topic))))[0])
    kept = Client(headers={"User-Agent": FIREFOX + " Keeper"})
    kept.force_login(keeper)
    (way,) = ways(text(kept.get(address_of(topic))))
    later()
    kept.get(way)
    reasons = list(Visit.objects.order_by("id").values_list("reason", flat=True))
    assert reasons == ["too-soon", "head", "", "too-soon", "own"]
    assert sum(Tally.objects.values_list("visits", flat=True)) == 1


def test_who_asks_not_to_be_measured_is_counted_without_a_key(reader, topic, later):
    for signal in ({"Sec-GPC": "1"}, {"DNT": "1"}):
        (way,) = ways(text(reader.get(address_of(topic), headers=signal)))
        later()
        reader.get(way, headers=signal)
    slates.flush()
    assert set(Visit.objects.values_list("day_key", "reason")) == {("", "")}
    assert set(Impression.objects.values_list("day_key", "reason")) == {("", "")}


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_s52_an_altered_link_gets_a_page_and_leads_nowhere(reader, topic, place):
    (way,) = ways(text(reader.get(address_of(topic))))
    place = len("/go/") + place % (len(way) - len("/go//"))
    changed = way[:place] + ("A" if way[place] != "A" else "B") + way[place + 1 :]
    answer = reader.get(changed)
    assert answer.status_code == 404
    assert "Location" not in answer.headers
    assert not Visit.objects.exists()


def test_s52_a_link_of_one_page_with_the_slate_of_another_leads_nowhere(reader, pot, topic):
    (one,) = ways(text(reader.get(address_of(topic))))
    other = ways(text(reader.get("/shops/kiln/")))[0]
    _, _, card, _slate, _ = one.split("/")
    _, _, _card, slate, _ = other.split("/")
    assert reader.get(f"/go/{card}/{slate}/").status_code == 404


def test_s52_an_old_link_gets_a_page_with_the_way_to_the_product(reader, pot, topic, later):
    (way,) = ways(text(reader.get(address_of(topic))))
    later(60 * 60 * 49)
    answer = reader.get(way)
    assert (answer.status_code, "Location" in answer.headers) == (410, False)
    assert f'href="/p/{pot.pk}/"' in answer.content.decode()
    assert not Visit.objects.exists()


def test_s52_what_is_hidden_by_now_is_missing_and_leads_nowhere(reader, pot, topic, later):
    (way,) = ways(text(reader.get(address_of(topic))))
    later()
    pot.listed = False
    pot.save()
    assert reader.get(way).status_code == 404
    assert not Visit.objects.exists()


def test_an_unproved_host_is_named_before_anyone_goes_and_only_going_counts(reader, pot, topic, later):
    pot.shop.host_proved_at = None
    pot.shop.save()
    (way,) = ways(text(reader.get(address_of(topic))))
    later()
    named = text(reader.get(way))
    assert "You are leaving for kiln.example.org" in named
    assert not Visit.objects.exists()
    assert f'href="{way}on/"' in named
    assert reader.get(f"{way}on/").status_code == 303
    assert Visit.objects.get().reason == ""


def test_a_feeds_own_words_stay_in_the_address(reader, pot, topic, later):
    pot.link = "https://kiln.example.org/pot?size=2&utm_source=feed#top"
    pot.save()
    (way,) = ways(text(reader.get(address_of(topic))))
    there = urlsplit(reader.get(way)["Location"])
    said = dict(parse_qsl(there.query))
    assert (said["size"], said["utm_source"], there.fragment) == ("2", "localhost", "top")


def test_the_shops_front_is_a_visit_of_its_own(reader, pot, later):
    way = re.search(r'<a class="btn" href="(/go/[^"]+)"', text(reader.get("/shops/kiln/")))[1]
    later()
    assert reader.get(way)["Location"].startswith("https://kiln.example.org/?")
    visit = Visit.objects.get()
    assert (visit.product, visit.shop, visit.reason) == (None, pot.shop, "")


def test_nothing_of_a_click_is_kept_by_anyone_on_the_way(reader, topic, later):
    (way,) = ways(text(reader.get(address_of(topic))))
    for answer in (reader.get(way), reader.get("/go/x/y/")):
        assert answer["Cache-Control"] == "private, no-store"
        assert "noindex" in answer["X-Robots-Tag"]
    assert "/go/" in reader.get("/robots.txt").content.decode()


# The report


def test_only_keepers_and_the_operator_read_a_shops_report(pot, keeper):
    def status(person):
        client = Client()
        if person:
            client.force_login(person)
        return [client.get(f"/shops/kiln/{page}").status_code for page in ("visitors/", "visitors.csv")]

    rival = a_person()
    a_shop(slug="other", keeper=rival)
    assert status(None) == [302, 302]
    assert status(a_person()) == status(rival) == [404, 404]
    assert status(keeper) == status(a_person(is_operator=True)) == [200, 200]


def test_fewer_than_five_is_a_few_everywhere(reader, keeper, pot, topic, later):
    (way,) = ways(text(reader.get(address_of(topic))))
    later()
    reader.get(way)
    slates.flush()
    assert "<b>a few</b> visits sent to small shops this month" in text(reader.get("/c/tea/"))
    assert "<b>a few</b> visits sent there this month" in text(reader.get("/shops/kiln/"))
    kept = Client()
    kept.force_login(keeper)
    report = text(kept.get("/shops/kiln/visitors/?days=1"))
    assert re.findall(r'<td class="num">(.*?)</td>', report)[:2] == ["a few", "a few"]
    lines = kept.get("/shops/kiln/visitors.csv?days=1").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Kind,Place,Times shown,Visits"
    assert lines[1] == "Circle,A Tea House,a few,a few"


def test_a_name_in_the_report_is_no_formula(keeper, pot, topic):
    topic.community.name = "=cmd()"
    topic.community.save()
    Tally.objects.create(
        shop=pot.shop, day=timezone.now().date(), surface=Surface.TOPIC,
        place=str(sources.community(topic.community_id)), shown=9, visits=9,
    )  # fmt: skip
    client = Client()
    client.force_login(keeper)
    assert "Circle,'=cmd(),9,9" in client.get("/shops/kiln/visitors.csv").content.decode()


@pytest.mark.parametrize("days", ["0", "2", "x", "28 ", "365"])
def test_s44_only_three_spans_are_offered(keeper, pot, days):
    client = Client()
    client.force_login(keeper)
    assert client.get("/shops/kiln/visitors/", {"days": days}).status_code == 400


def test_an_empty_report_says_what_to_do(keeper, pot):
    client = Client()
    client.force_login(keeper)
    report = text(client.get("/shops/kiln/visitors/"))
    assert "Nothing of yours was shown in these days." in report
    assert "/shops/kiln/labels/" in report


def test_a_keeper_is_shown_the_way_to_the_report_and_others_are_not(keeper, pot):
    client = Client()
    assert "/shops/kiln/visitors/" not in text(client.get("/shops/kiln/"))
    client.force_login(keeper)
    assert 'href="/shops/kiln/visitors/"' in text(client.get("/shops/kiln/"))
    Keeper.objects.all().delete()
    assert "/shops/kiln/visitors/" not in text(client.get("/shops/kiln/"))


def test_a_click_asks_few_questions(reader, pot, django_assert_max_num_queries):
    page = a_page(pot, source=sources.community(a_circle().pk))
    slate = links.slate(page.digest, at=timezone.now() - timedelta(seconds=9))
    day_keys.day_key(address="127.0.0.1", agent="x", day=timezone.now().date())
    with django_assert_max_num_queries(12):
        assert reader.get(f"/go/{a_card(page)}/{slate}/").status_code == 303
