from datetime import timedelta

import pytest

from tests.factories import NOON, a_person, a_product, a_shop
from watercress.catalogue import hosts, keepers, leaving, policies, shops
from watercress.catalogue.models import Keeper, Shop
from watercress.kernel.decisions import NotAllowed, Refused

pytestmark = pytest.mark.django_db


def opened(person, **given) -> Shop:
    return shops.open_shop(**{"person": person, "name": "Kiln No. 9", "currency": "CNY", "at": NOON, **given})


def test_who_opens_a_shop_keeps_it():
    person = a_person()
    shop = opened(person, host="https://KilnNo9.example/", country="CN", about=" Eight kilns closed. ")
    assert (shop.slug, shop.host, shop.country, shop.about) == (
        "kiln-no-9",
        "kilnno9.example",
        "CN",
        "Eight kilns closed.",
    )
    assert policies.keeps(person, shop)
    assert shop.host_proved_at is None


def test_two_shops_of_one_name_have_two_addresses_and_some_words_are_kept_free():
    person = a_person()
    assert [opened(person).slug for _ in range(3)] == ["kiln-no-9", "kiln-no-9-2", "kiln-no-9-3"]
    assert opened(person, name="New").slug == "new-shop"
    assert opened(person, name="？！").slug == "shop"
    assert opened(person, name="两山茶").slug == "两山茶"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"currency": "XXQ"}, "currency"),
        ({"currency": ""}, "currency"),
        ({"country": "QQ"}, "country"),
        ({"about": "x" * 2001}, "about"),
        ({"host": "127.0.0.1"}, "host"),
    ],
)
def test_s40_what_will_not_do_is_refused_by_its_field(given, field):
    with pytest.raises(Refused) as refused:
        opened(a_person(), **given)
    assert field in refused.value.problems
    assert not Shop.objects.exists()


def test_one_host_is_one_shop():
    opened(a_person(), host="kiln.net")
    with pytest.raises(Refused) as refused:
        opened(a_person(), host="https://KILN.net/")
    assert "host" in refused.value.problems


def test_nobody_keeps_more_shops_than_one_may(monkeypatch):
    monkeypatch.setattr(policies, "MOST_SHOPS", 2)
    person = a_person()
    opened(person)
    opened(person)
    with pytest.raises(NotAllowed, match="too-many"):
        opened(person)


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("kilnno9.example", "kilnno9.example"),
        ("  https://KilnNo9.Example/zh?x=1 ", "kilnno9.example"),
        ("http://www.kiln.net", "www.kiln.net"),
        ("müller.example", "xn--mller-kva.example"),
        ("茶.中国", "xn--cl1a.xn--fiqs8s"),
        ("ｋｉｌｎ．net", "kiln.net"),
        ("kiln.net.", "kiln.net"),
        ("", ""),
    ],
)
def test_a_host_has_one_spelling(written, host):
    assert hosts.normalised(written) == host


@pytest.mark.parametrize(
    "written",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "①②⑦.0.0.1", "[::1]", "::1", "http://[::1]/",
        "169.254.169.254", "kiln.net:8080", "user@kiln.net", "https://user:pw@kiln.net/", "localhost", "town.local",
        "box.internal", "hidden.onion", "kiln", "kiln..net", "-kiln.net", "kiln_no.net", "kiln.net\\@evil.net",
        "javascript:alert(1)", "ftp://kiln.net", "a" * 64 + ".net", ("a." * 130) + "net", "kiln.net/../..@x", "x" * 3000,
        "kiln .net", "kiln.1", "https://",
    ],
)  # fmt: skip
def test_s01_what_is_no_name_of_a_shop_on_the_internet_is_refused(written):
    if written == "kiln.net/../..@x":
        assert hosts.normalised(written) == "kiln.net"
        return
    with pytest.raises(hosts.NotAHost):
        hosts.normalised(written)


@pytest.mark.parametrize(
    ("address", "is_on"),
    [
        ("https://kiln.net/x", True),
        ("https://www.kiln.net/x", True),
        ("http://KILN.net", True),
        ("https://kiln.net.evil.net/", False),
        ("https://evil-kiln.net/", False),
        ("https://evilkiln.net/", False),
        ("https://shop.kiln.net/", False),
        ("https://kiln.net@evil.net/", False),
        ("javascript:alert(1)//kiln.net", False),
        ("//kiln.net/x", False),
        ("", False),
    ],
)
def test_s13_a_look_alike_is_another_host(address, is_on):
    assert hosts.is_on(address, "kiln.net") is is_on
    assert not hosts.is_on(address, "")


def test_a_product_leads_to_the_feeds_link_or_to_its_handle_or_to_the_front():
    shop = a_shop(host="kiln.net")
    product = a_product(shop=shop, handle="pot")
    assert leaving.way_to(product, shop).address == "https://kiln.net/products/pot"
    product.link = "https://kiln.net/en/pot"
    assert leaving.way_to(product, shop).address == "https://kiln.net/en/pot"
    product.link = "/?p=741"
    assert leaving.way_to(product, shop).address == "https://kiln.net/?p=741"
    for elsewhere in ("https://elsewhere.net/pot", "//elsewhere.net/pot"):
        product.link = elsewhere
        assert leaving.way_to(product, shop).address == "https://kiln.net/"
    shop.host = ""
    assert not leaving.way_to(product, shop)


def test_only_keepers_edit_and_the_currency_stays():
    keeper, rival = a_person(), a_person()
    shop = opened(keeper)
    new = {"name": "Kiln 9", "host": "kiln.net", "country": "CN", "about": "", "lang": "zh-hans", "at": NOON}
    a_shop(keeper=rival)
    for person in (rival, a_person(is_operator=True)):
        with pytest.raises(NotAllowed, match="not-a-keeper"):
            shops.edit(shop, person=person, **new)
    shops.edit(shop, person=keeper, **new)
    shop.refresh_from_db()
    assert (shop.name, shop.host, shop.lang, shop.currency, shop.slug) == (
        "Kiln 9",
        "kiln.net",
        "zh-hans",
        "CNY",
        "kiln-no-9",
    )


def test_a_new_host_has_to_be_proved_anew():
    keeper = a_person()
    shop = opened(keeper, host="kiln.net")
    Shop.objects.filter(pk=shop.pk).update(host_proved_at=NOON)
    same = {"name": "Kiln", "country": "", "about": "", "lang": "en", "at": NOON}
    shops.edit(shop, person=keeper, host="KILN.net", **same)
    assert shop.host_proved_at == NOON
    shops.edit(shop, person=keeper, host="kiln.org", **same)
    assert shop.host_proved_at is None


def test_keepers_add_and_remove_each_other_and_the_last_one_stays():
    first, second = a_person("shen"), a_person("yao")
    shop = opened(first)
    keepers.add(shop, username="@Yao", by=first, at=NOON)
    keepers.add(shop, username="yao", by=first, at=NOON)
    assert shop.keepers.count() == 2
    with pytest.raises(Refused):
        keepers.add(shop, username="nobody", by=first, at=NOON)
    with pytest.raises(NotAllowed, match="not-a-keeper"):
        keepers.add(shop, username="shen", by=a_person(), at=NOON)
    keepers.remove(shop, person=first, by=second)
    keepers.remove(shop, person=first, by=second)
    with pytest.raises(NotAllowed, match="last-keeper"):
        keepers.remove(shop, person=second, by=second)
    assert list(Keeper.objects.values_list("person", flat=True)) == [second.pk]


def test_the_command_line_opens_unclaimed_shops_and_leaves_kept_ones_where_they_are():
    unclaimed = shops.open_unclaimed(name="Old Orchard", currency="eur", at=NOON)
    assert (unclaimed.keepers.count(), unclaimed.currency) == (0, "EUR")
    shops.name_host(unclaimed, host="orchard.net")
    assert unclaimed.host == "orchard.net"
    with pytest.raises(Refused):
        shops.name_host(a_shop(keeper=a_person()), host="kiln.net")


def test_that_it_is_small_is_said_by_its_keepers_and_keeps_the_day_it_was_first_said():
    keeper = a_person()
    shop = a_shop(keeper=keeper)
    with pytest.raises(NotAllowed):
        shops.say_small(shop, person=a_person(), small=True, at=NOON)
    for days in (0, 1):
        shops.say_small(shop, person=keeper, small=True, at=NOON + timedelta(days=days))
    assert shop.small_since == NOON
    shops.say_small(shop, person=keeper, small=False, at=NOON)
    shops.say_small(shop, person=keeper, small=False, at=NOON)
    assert shop.small_since is None
