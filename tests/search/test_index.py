"""The index follows what it is made of: what is said is found within a delivery, what goes is gone at once."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.catalogue.exports import CUP, POT, a_file, bring, written
from tests.factories import NOON, a_circle, a_label, a_person, a_post, a_product, a_shop, a_tag, shown_in
from watercress.catalogue import shops
from watercress.catalogue.events import ProductsChanged
from watercress.catalogue.models import Product
from watercress.community import founding, posting, stewardship
from watercress.kernel import events, outbox, registries
from watercress.kernel.registries import OnErasure
from watercress.labels import hiding
from watercress.operations.opening import steps
from watercress.people import profiles
from watercress.people.events import PersonJoined
from watercress.search import asked, hits, index, sources, words
from watercress.search.backends import BACKENDS
from watercress.search.models import Entry, Kind

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def found(tab: str, question: str, person: Any = VISITOR) -> list[int]:
    return sorted(hits.FIND[tab](asked.read(question), person=person).values_list("pk", flat=True))


def deliver() -> None:
    while outbox.deliver_due(at=NOON):
        pass


def test_an_import_is_found_and_what_it_takes_off_the_shelf_is_not(tmp_path: Any) -> None:
    shop = a_shop("Kiln No. 9", currency="CNY")
    bring(a_file(tmp_path, written(POT, {**CUP, "Body (HTML)": "<p>雨釉</p>"})), shop, at=NOON)
    pot, cup = Product.objects.get(handle="pot").pk, Product.objects.get(handle="cup").pk
    assert found("products", "kiln") == []
    deliver()
    assert (found("products", "kiln"), found("products", "雨釉")) == ([pot, cup], [cup])

    bring(a_file(tmp_path, written({**POT, "Title": "侧把壶"}), name="two.csv"), shop, at=NOON)
    assert found("products", "雨釉") == []  # At once: it is not on the shelf.
    deliver()
    assert (found("products", "side handle"), found("products", "侧把")) == ([], [pot])
    assert not Entry.objects.filter(pk=Kind.PRODUCT.entry(cup)).exists()


def test_a_shop_s_new_name_finds_its_goods_even_if_a_delivery_broke_off(monkeypatch: Any) -> None:
    keeper = a_person()
    shop = a_shop("Kiln", keeper=keeper)
    goods = [a_product(shop=shop).pk for _ in range(3)]
    index.complete()
    said = {"host": "", "country": "", "lang": "en", "at": NOON}
    shops.edit(shop, person=keeper, name="两山茶", about="Oolong", **said)
    with monkeypatch.context() as broken:
        broken.setattr(index, "AT_ONCE", 1)
        read = iter([index._reread])
        # The second time there is no more to call.
        broken.setattr(index, "_reread", lambda kind, numbers: next(read)(kind, numbers))
        outbox.deliver_due(at=NOON)
    assert found("products", "两山") == goods[:1]
    outbox.deliver_due(at=NOON + 2 * outbox.BACK_OFF[0])
    assert (found("products", "两山"), found("shops", "两山"), found("shops", "oolong")) == (
        goods,
        [shop.pk],
        [shop.pk],
    )

    with CaptureQueriesContext(connection) as asks:
        shops.edit(shop, person=keeper, name="两山茶", about="Black tea", **said)
        deliver()
    assert not [q for q in asks.captured_queries if "catalogue_product" in q["sql"]], "only its own words changed"


def test_topics_and_circles_follow_their_actions() -> None:
    founder = a_person()
    circle = founding.found("circle", founder=founder, name="Tea", sentence="Slow leaves.", at=NOON)
    pot = a_product(title="侧把壶")
    post = posting.publish(
        circle, author=founder, parts={"title": "Hello", "text": "Oolong", "products": [pot.pk]}, at=NOON
    )
    deliver()
    assert found("circles", "slow") == [circle.pk]
    assert found("topics", "oolong") == found("topics", "侧把") == found("topics", "hello") == [post.pk]

    founding.change_settings(circle, by=founder, at=NOON, sentence="Quick beans.")
    posting.edit(post, author=founder, parts={"title": "Farewell"}, at=NOON)
    deliver()
    assert (found("circles", "slow"), found("circles", "beans")) == ([], [circle.pk])
    assert (found("topics", "hello"), found("topics", "farewell")) == ([], [post.pk])

    stewardship.hide(post, by=founder, reason="An advert.", at=NOON)
    assert found("topics", "farewell") == [], "s24: at once"
    deliver()
    assert not Entry.objects.filter(pk=Kind.POST.entry(post.pk)).exists()
    stewardship.unhide(post, by=founder, at=NOON)
    deliver()
    assert found("topics", "farewell") == [post.pk]


def test_what_a_topic_shows_is_its_word_only_while_everyone_may_see_it() -> None:
    post, pot = a_post(a_circle()), a_product(title="侧把壶")
    shown_in(post, pot)
    index.complete()
    assert found("topics", "侧把") == [post.pk]
    Product.objects.filter(pk=pot.pk).update(listed=False)
    with transaction.atomic():
        events.record(ProductsChanged(product_ids=(pot.pk,)), at=NOON)
    deliver()
    assert found("topics", "侧把") == []


def test_people_are_found_by_what_they_are_called_now_and_not_when_suspended_or_erased() -> None:
    mei = a_person("mei", name="")
    post = a_post(a_circle(), author=mei, title="Farewell")
    with transaction.atomic():
        events.record(PersonJoined(person_id=mei.pk), at=NOON)
    profiles.describe(mei, name="阿梅", about="Tea.", by=mei, at=NOON)
    index.complete()
    deliver()
    assert found("people", "阿梅") == found("people", "mei") == [mei.pk]
    assert Entry.objects.filter(person=mei).count() == 2, "herself, and what she wrote"

    mei.is_active = False
    mei.save(update_fields=["is_active"])
    assert found("people", "阿梅") == []
    assert found("topics", "farewell") == [post.pk]

    rule = registries.erasure[Entry]
    assert rule.then is OnErasure.DELETE
    Entry.objects.filter(**{rule.fields[0]: mei}).delete()
    assert (found("people", "mei"), found("topics", "farewell")) == ([], [])


def test_a_label_the_town_hides_is_nobody_s_word() -> None:
    operator = a_person(is_operator=True)
    scarf = a_product(title="Scarf")
    a_tag(scarf, "mori-girl")
    index.complete()
    assert (found("products", "mori"), found("labels", "mori")) == ([scarf.pk], [a_label("mori-girl").pk])
    hiding.hide(a_label("mori-girl"), by=operator, at=NOON)
    assert found("labels", "mori") == []
    deliver()
    assert found("products", "mori") == []
    hiding.unhide(a_label("mori-girl"), by=operator, at=NOON)
    deliver()
    assert found("products", "mori") == [scarf.pk]


def test_reading_goes_on_where_it_was_stopped_and_drops_what_is_gone(monkeypatch: Any) -> None:
    monkeypatch.setattr(index, "AT_ONCE", 2)
    goods = [a_product().pk for _ in range(5)]
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.complete(stop)
    read = Entry.objects.filter(pk__range=(Kind.PRODUCT.first, Kind.PRODUCT.last)).count()
    assert (read, told[0]) == (4, (2, index.incomplete() + 4))
    Product.objects.filter(pk=goods[0]).delete()
    assert index.complete() > 0
    assert (index.incomplete(), found("products", "thing")) == (0, goods[1:])
    assert not Entry.objects.filter(pk=Kind.PRODUCT.entry(goods[0])).exists()

    with CaptureQueriesContext(connection) as asks:
        assert index.complete() == 0
    assert not [q for q in asks.captured_queries if not q["sql"].startswith("SELECT")]

    monkeypatch.setattr(index, "VERSION", words.VERSION + 1)
    assert index.incomplete() == Entry.objects.count()


def test_reading_everything_anew_mends_what_went_astray(capsys: Any) -> None:
    pot = a_product(title="侧把壶")
    index.complete()
    Entry.objects.filter(pk=Kind.PRODUCT.entry(pot.pk)).update(body="astray", name="astray", words="astray")
    call_command("reindex")
    assert found("products", "侧把") == []
    call_command("reindex", "--all")
    assert found("products", "侧把") == [pot.pk]
    assert "1 entry changed" in capsys.readouterr().out


def test_to_read_again_what_did_not_change_writes_nothing() -> None:
    pot = a_product()
    index.complete()
    with CaptureQueriesContext(connection) as asks:
        assert index.reread(Kind.PRODUCT, [pot.pk, pot.pk]) == 0
    assert not [q["sql"] for q in asks.captured_queries if q["sql"].startswith(("UPDATE", "DELETE FROM"))]


def test_a_start_reads_a_little_itself_and_leaves_much_to_the_worker(monkeypatch: Any) -> None:
    pot = a_product(title="侧把壶")
    monkeypatch.setattr(steps, "READ_AT_ONCE", 0)
    assert steps.fill_index(at=NOON, progress=lambda done, of: None)
    assert found("products", "侧把") == []
    deliver()
    assert found("products", "侧把") == [pot.pk]
    assert not steps.fill_index(at=NOON, progress=lambda done, of: None)

    late = a_product(title="侧把茶壶")
    monkeypatch.setattr(steps, "READ_AT_ONCE", 10)
    assert steps.fill_index(at=NOON, progress=lambda done, of: None)
    assert found("products", "侧把") == [pot.pk, late.pk]


def test_long_texts_are_searched_as_far_as_is_enough() -> None:
    long = a_product(title="Long", description="<p>" + "很长的话。" * 40_000 + "末尾</p>", tags=["x" * 100] * 1_000)
    index.complete()
    entry = Entry.objects.get(pk=Kind.PRODUCT.entry(long.pk))
    assert len(entry.body) < 20 * sources.ENOUGH
    assert (found("products", "很长"), found("products", "末尾")) == ([long.pk], [])


def test_the_database_keeps_its_own_index_by_itself() -> None:
    Entry.objects.create(pk=Kind.SHOP.entry(7), body="one two", name="one", words="one")
    backend = BACKENDS[connection.vendor]

    def numbers(question: str) -> list[int]:
        sql, values = backend.numbers(Kind.SHOP, "body", asked.read(question))
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [row[0] for row in cursor.fetchall()]

    assert numbers("two") == [7]
    Entry.objects.update(body="three")
    assert (numbers("two"), numbers("three")) == ([], [7])
    backend.rebuild()
    assert numbers("three") == [7]
    Entry.objects.all().delete()
    assert numbers("three") == []
