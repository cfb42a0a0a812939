"""Finding a product to talk about, and laying cards out."""

import pytest

from tests.factories import NOON, a_circle, a_person, a_post, a_product, a_shop, shown_in
from watercress.catalogue import cards, finding

pytestmark = pytest.mark.django_db


def found(words: str, person: object = None, most: int = 6) -> list[str]:
    return [row["title"] for row in finding.find(words, person=person or a_person(), most=most)]


def test_all_words_must_stand_in_the_title_or_the_shop_s_name() -> None:
    kiln = a_shop("Kiln No. 9")
    a_product(shop=kiln, title="Side-handle pot")
    a_product(title="Side table")

    assert found("side POT") == ["Side-handle pot"]
    assert found("kiln pot") == ["Side-handle pot"]
    assert found("side spoon") == []


def test_a_chinese_word_of_two_characters_is_found() -> None:
    a_product(title="雨釉品茗杯", lang="zh-hans")

    assert found("品茗") == ["雨釉品茗杯"]


def test_a_pasted_link_names_one_product() -> None:
    shop = a_shop(host="kilnno9.example")
    pot, _cup = a_product(shop=shop, handle="pot", title="Pot"), a_product(shop=shop, handle="cup", title="Cup")

    assert found(f"http://localhost:8000/p/{pot.pk}-pot/") == ["Pot"]
    assert found(f"/p/{pot.pk}-anything/") == ["Pot"]
    assert found("https://KilnNo9.example/collections/all/products/cup?variant=1") == ["Cup"]
    assert found("https://elsewhere.example/products/cup") == []


def test_a_pasted_link_names_what_a_feed_has_there() -> None:
    shop = a_shop(host="reed.example")
    a_product(shop=shop, handle="741", title="Mat", link="/?p=741")
    a_product(shop=shop, handle="l-1", title="Lamp", link="https://reed.example/products/rush-lamp")
    a_product(shop=shop, handle="b-1", title="Basket", link="/")

    assert found("https://reed.example/?p=741") == ["Mat"]
    assert found("https://reed.example/products/rush-lamp?from=mail#top") == ["Lamp"]
    assert found("https://reed.example/") == []
    assert found("https://elsewhere.example/?p=741") == []


@pytest.mark.parametrize(
    "link", ["http://[", "https://", f"/p/{10**30}-x/", "http://a.example/products/%00", "/p/0-x/"]
)
def test_a_link_that_names_nothing_finds_nothing(link: str) -> None:
    a_product()

    assert found(link) == []


def test_what_is_not_on_the_shelf_is_found_by_nobody() -> None:
    keeper = a_person()
    shop = a_shop(keeper=keeper)
    a_product(shop=shop, title="Draft pot", listed=False)
    a_product(shop=shop, title="Old pot", retired_at=NOON)

    assert found("pot") == []
    assert found("pot", keeper) == []


def test_cards_keep_the_order_asked_for_and_leave_out_what_is_hidden() -> None:
    first, second, hidden = a_product(), a_product(), a_product(listed=False, first_listed_at=None)

    rows = cards.in_order([second.pk, hidden.pk, first.pk], person=a_person())

    assert [row["id"] for row in rows] == [second.pk, first.pk]


def test_every_shop_has_its_first_product_on_the_shelf_before_any_has_its_second() -> None:
    loud, quiet = a_shop(), a_shop()
    many, one = [a_product(shop=loud) for _ in range(3)], a_product(shop=quiet)
    first, second = (a_post(a_circle()) for _ in range(2))
    shown_in(first, *many)
    shown_in(second, one, a_product(retired_at=NOON, listed=False))
    topics = [
        {"community_name": "Tea", "cards": cards.through(post.cards.order_by("position"))} for post in (first, second)
    ]

    rows = cards.talked_about(topics, most=4)

    assert [row["id"] for row in rows] == [many[0].pk, one.pk, many[1].pk, many[2].pk]
    assert rows[0]["why"] == "talked about in Tea"
