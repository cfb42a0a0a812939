"""The same hits in the same order on both databases: what is expected is written here, and reckoned besides."""

import random
import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.catalogue.exports import SHARED
from tests.factories import NOON, a_circle, a_label, a_person, a_post, a_product, a_shop, a_tag, shown_in
from watercress.catalogue.models import Category, Product
from watercress.search import asked, hits, index, narrowing, sources, suggestions, words
from watercress.search.models import Kind
from watercress.search.narrowing import Narrowed

pytestmark = pytest.mark.django_db
VISITOR, EVERYTHING = AnonymousUser(), Narrowed()
QUERIES = SHARED / "chinese-search" / "queries.txt"

TITLES = {
    "cup": "雨釉品茗杯",
    "gaiwan": "Ash-white gaiwan 盖碗 110ml",
    "kettle": "Kettle for slow tea, 1.2 l",
    "kettles": "Two small kettles",
    "longjing": "明前龙井茶 特级",
    "walnut": "山核桃仁 手剥500g",
    "bridge": "南京市长江大桥明信片",
    "mayor": "市长的茶杯",
    "boots": "Women’s rain boots 儿童雨鞋",
    "wool": "Écharpe en laine mérinos",
    "lamp": "飞利浦80w木雅吸顶灯",
}
EXPECTED = {
    "品茗": ["cup"],
    "品茗 杯": ["cup"],
    "杯": ["cup", "mayor"],  # Both in their name, so what more people want comes first.
    "茶": ["mayor", "longjing", "cup"],  # Those with it in their name first, then what only lies in the department.
    "tea": ["kettle", "cup", "longjing"],
    "龙井": ["longjing"],
    "龙井茶": ["longjing"],
    "tea 龙井": ["longjing"],
    "kettle": ["kettles", "kettle"],
    "Kettles": ["kettles", "kettle"],
    "KETTLES tea": ["kettle"],
    "盖碗": ["gaiwan"],
    "ｇａｉｗａｎ": ["gaiwan"],
    "110 ml": ["gaiwan"],
    "核桃": ["walnut"],
    "桃仁": ["walnut"],
    "500g": ["walnut"],
    "市长": ["mayor", "bridge"],  # As a word before as two neighbours.
    "大桥": ["bridge"],
    "woman boots": [],
    "women boots": ["boots"],
    "雨鞋": ["boots"],
    "echarpe mérinos": ["wool"],
    "吸顶灯": ["lamp"],
    "80w 飞利浦": ["lamp"],
    "clay": ["cup"],  # Stands in the description.
    "Kiln No. 9": ["cup", "wool"],  # Sold there.
    "mori girl": ["wool"],  # Bears the label.
    "森女": ["wool"],
    "茶 杯": ["mayor", "cup"],
    '" OR *': [],
    "NEAR(tea)": [],
    "tea NOT kettle": [],
    "the tea": ["kettle", "cup", "longjing"],
    "nothing like it": [],
}


@pytest.fixture
def goods() -> dict[str, Product]:
    kiln, other = a_shop("Kiln No. 9"), a_shop("Elsewhere")
    tea = Category.objects.get(slug="tea")
    made = {
        key: a_product(shop=kiln if key in ("cup", "wool") else other, handle=key, title=title)
        for key, title in TITLES.items()
    }
    Product.objects.filter(handle="cup").update(
        description="<p>Red <b>clay</b>&nbsp;&amp; <i>ash</i></p>", wants_count=9
    )
    Product.objects.filter(handle__in=["cup", "longjing"]).update(category=tea)
    a_tag(made["wool"], "mori-girl")
    a_product(shop=kiln, handle="draft", title="茶 tea kettle draft", listed=False)
    a_product(shop=kiln, handle="gone", title="茶 tea kettle gone", retired_at=NOON)
    index.complete()
    return made


def found(question: str, person: Any = VISITOR, by: str = "best", narrowed: Narrowed = EVERYTHING) -> list[str]:
    wanted = asked.read(question)
    rows = narrowing.narrow(hits.products(wanted, person=person), narrowed, person=person)
    return list(hits.in_order("products", rows, wanted, by=by).values_list("handle", flat=True))


def test_each_question_finds_these_goods_in_this_order(goods: dict[str, Product]) -> None:
    assert {question: found(question) for question in EXPECTED} == EXPECTED
    assert all(hits.counts(asked.read(q), person=VISITOR)["products"] == len(e) for q, e in EXPECTED.items())


def test_both_databases_find_what_is_reckoned_by_hand(goods: dict[str, Product]) -> None:
    """Every word of the goods, pairs that cross words, beginnings, and mixtures of all, against plain sets in memory."""
    texts = sources.read(Kind.PRODUCT, [each.pk for each in goods.values()])
    kept = {number: words.columns(text.name, text.rest) for number, text in texts.items()}
    dice = random.Random(7)
    every = sorted({word for each in kept.values() for word in (*each.body, *each.words)})
    questions = [*every, *(" ".join(dice.sample(every, 2)) for _ in range(60)), *(w[:2] for w in every)]
    wrong = {}
    for question in questions:
        for unfinished in (False, True):
            wanted = asked.read(question, unfinished=unfinished)
            reckoned = {number for number, each in kept.items() if wanted.is_in(each)}
            if set(hits.products(wanted, person=VISITOR).values_list("pk", flat=True)) != reckoned:
                wrong[question, unfinished] = reckoned
    assert wrong == {}
    assert len(questions) > 200


def test_goods_are_narrowed_and_put_in_order(goods: dict[str, Product]) -> None:
    yen = a_shop("Tokyo", currency="JPY")
    a_product(shop=yen, handle="chawan", title="抹茶の茶碗 tea bowl", price=8000, price_most=9000)
    Product.objects.filter(handle="kettle").update(price=9900, price_most=9900, available=False)
    Product.objects.filter(handle="longjing").update(price=None, price_most=None)
    index.complete()

    assert found("tea", by="cheapest") == ["kettle", "cup", "longjing", "chawan"]
    assert found("tea", by="dearest") == ["cup", "kettle", "longjing", "chawan"]
    assert found("tea", by="newest") == ["chawan", "longjing", "kettle", "cup"]
    assert found("tea", narrowed=Narrowed(currency="CNY", most=10_000)) == ["kettle"]
    assert found("tea", narrowed=Narrowed(currency="CNY", least=10_000)) == ["cup"]
    assert found("tea", narrowed=Narrowed(available=True)) == ["chawan", "cup", "longjing"]
    assert found("tea", narrowed=Narrowed(shop=yen.slug)) == ["chawan"]
    assert found("tea", narrowed=Narrowed(department="food-drink")) == ["cup", "longjing"]
    assert found("tea", narrowed=Narrowed(department="nuts")) == []
    assert found("mérinos", narrowed=Narrowed(label="mori-girl")) == ["wool"]
    assert found("tea", narrowed=Narrowed(label="mori-girl")) == []

    choices = narrowing.choices(hits.products(asked.read("tea"), person=VISITOR), person=VISITOR)
    assert [(each.slug, depth, n) for each, depth, n in choices.departments] == [("food-drink", 0, 2), ("tea", 1, 2)]
    assert choices.currencies == [("CNY", 3), ("JPY", 1)]
    assert [(name, n) for _slug, name, n in choices.shops] == [("Elsewhere", 2), ("Kiln No. 9", 1), ("Tokyo", 1)]
    with_label = narrowing.choices(hits.products(asked.read("mérinos"), person=VISITOR), person=VISITOR)
    assert [(row["slug"], n) for row, n in with_label.labels] == [("mori-girl", 1)]


def test_every_kind_is_found_by_its_own_words() -> None:
    shop = a_shop("两山茶 Two Hills", about="Oolong from a slope.", host="twohills.example")
    circle = a_circle(name="A Tea House", other_name="一家茶馆", sentence="Slow leaves.", members_count=9)
    small = a_circle(name="Leaves", category=Category.objects.get(slug="tea"))
    topic = a_post(circle, title="Three kilns", html="<p>They answer <a href='https://x.example'>letters</a>.</p>")
    shown_in(topic, a_product(title="侧把壶", shop=shop), a_product(title="秘密壶", listed=False))
    mei = a_person("mei-lin", name="阿梅", about="Somebody’s secret")
    index.complete()

    def pks(tab: str, question: str) -> list[int]:
        wanted = asked.read(question)
        return [row.pk for row in hits.in_order(tab, hits.FIND[tab](wanted, person=VISITOR), wanted)]

    assert pks("shops", "oolong") == pks("shops", "两山") == pks("shops", "twohills") == [shop.pk]
    assert pks("circles", "茶馆") == pks("circles", "slow leaves") == [circle.pk]
    assert pks("circles", "leaves") == [small.pk, circle.pk]
    assert pks("circles", "tea") == [circle.pk, small.pk]
    assert pks("topics", "letters") == pks("topics", "kiln") == pks("topics", "侧把") == [topic.pk]
    assert pks("topics", "秘密") == pks("topics", "example") == []
    assert pks("people", "阿梅") == pks("people", "mei") == pks("people", "lin") == [mei.pk]
    assert pks("people", "secret") == []
    assert pks("labels", "mori girl") == pks("labels", "森女") == [a_label("mori-girl").pk]
    assert hits.counts(asked.read("tea"), person=VISITOR) == {
        "products": 0, "shops": 0, "circles": 2, "topics": 0, "people": 0, "labels": 1
    }  # fmt: skip


def test_a_few_things_are_suggested_while_one_types(goods: dict[str, Product]) -> None:
    a_circle(name="Kettle people")
    for number in range(9):
        a_product(title=f"Kettle number {number}", handle=f"k{number}", wants_count=number)
    index.complete()

    some = suggestions.suggest("ket", person=VISITOR)

    assert [(each.tab, each.name) for each in some] == [
        ("products", "Kettle number 8"), ("products", "Kettle number 7"), ("products", "Kettle number 6"),
        ("products", "Kettle number 5"), ("circles", "Kettle people"),
    ]  # fmt: skip
    assert {each.name for each in suggestions.suggest("k", person=VISITOR)} == {"K-pop fan", "Y2K"}
    rain = [each.name for each in suggestions.suggest("雨", person=VISITOR)]
    assert rain == ["雨釉品茗杯", "Women’s rain boots 儿童雨鞋", "Rainy day"]
    assert len(suggestions.suggest("te", person=VISITOR)) <= suggestions.MOST


@pytest.mark.skipif(not QUERIES.is_file(), reason="the shared data is not here")
def test_a_thousand_real_questions_find_the_things_that_are_called_so() -> None:
    questions = [line.split("\t")[1].strip() for line in QUERIES.read_text().splitlines()]
    shop = a_shop("Shop")
    planted = Product.objects.bulk_create(
        Product(shop=shop, handle=f"q{n}", title=title, currency="CNY", added_at=NOON, changed_at=NOON, read_at=NOON)
        for n, title in enumerate(questions[::5])
    )
    index.reread(Kind.PRODUCT, [each.pk for each in planted])

    answers = {
        question: set(hits.products(asked.read(question), person=VISITOR).values_list("title", flat=True))
        for question in questions
    }

    assert len(questions) == 1000
    assert [question for question in questions[::5] if question not in answers[question]] == []
    # Nothing is found by chance either: all its letters and digits are there.
    assert [
        (question, title) for question, titles in answers.items() for title in titles
        if not set(re.sub(r"[\W_的]", "", question.lower())) <= set(title.lower())
    ] == []  # fmt: skip
