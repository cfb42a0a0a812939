"""The demo town's words: enough of them, in both languages, by people who may say them, and none said twice."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from watercress.operations.demo import source

DEMO = Path(__file__).parents[2] / "watercress/operations/demo"
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)*")


PEOPLE = {person["username"]: person for person in source.people()}
CIRCLES = {circle["slug"]: circle for circle in source.circles()}
TOPICS = {slug: source.topics(slug) for slug in CIRCLES}
SHOPS = {shop["key"]: shop for shop in source.shops()}
PRODUCTS = {product["key"]: product for product in source.products()}


def topics() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for slug, circle in CIRCLES.items():
        for topic in TOPICS[slug]:
            yield circle, topic


def replies() -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    for circle, topic in topics():
        for reply in topic.get("reply", []):
            yield circle, topic, reply


def posts() -> list[str]:
    """Everything somebody says, a topic with its title."""
    said = [f"{topic['title']}\n{topic['text']}" for _, topic in topics()]
    return said + [reply["text"] for _, _, reply in replies()]


def is_chinese(text: str) -> bool:
    return len(HAN.findall(text)) > 2 * len(WORD.findall(text.lower()))


def share(of: list[bool]) -> float:
    return sum(of) / len(of)


def runs(text: str) -> set[str]:
    """Every run of 8 English words and of 12 Chinese characters, whatever stands between them."""
    words, signs = WORD.findall(text.lower()), HAN.findall(text)
    english = {" ".join(words[i : i + 8]) for i in range(len(words) - 7)}
    return english | {"".join(signs[i : i + 12]) for i in range(len(signs) - 11)}


def test_the_town_has_many_people_half_of_them_chinese() -> None:
    assert len(PEOPLE) == len(source.people()) >= 390
    assert {"lulu", "yan", "old-wang", "mo", "mei", "bo"} <= PEOPLE.keys()
    assert all(2 <= len(name) <= 20 for name in PEOPLE)
    assert all(re.fullmatch(r"[a-z0-9-]+|[\u3400-\u9fff]+", name) for name in PEOPLE)
    assert len({person["name"] for person in PEOPLE.values()}) == len(PEOPLE)
    assert 0.4 <= share([bool(HAN.search(person["name"])) for person in PEOPLE.values()]) <= 0.6


def test_no_person_takes_the_name_of_a_shop_keeper() -> None:
    assert not PEOPLE.keys() & {shop["keeper"] for shop in SHOPS.values()}
    assert not {p["name"] for p in PEOPLE.values()} & {shop["keeper_name"] for shop in SHOPS.values()}


def test_the_circles_are_there_and_filed_in_a_department() -> None:
    assert CIRCLES.keys() >= {
        "a-tea-house",
        "cooking-couples",
        "nut-party",
        "seafood-honestly",
        "western-kitchen",
        "bream-and-reef",
    }
    with (DEMO.parents[1] / "catalogue/categories.csv").open(encoding="utf-8", newline="") as file:
        departments = {row["slug"] for row in csv.DictReader(file)}
    assert {circle["category"] for circle in CIRCLES.values()} <= departments


def test_a_circle_s_own_people_are_its_members() -> None:
    for circle in CIRCLES.values():
        members = circle["members"]
        assert 12 <= len(members) <= 60
        assert len(set(members)) == len(members)
        assert set(members) <= PEOPLE.keys()
        assert {circle["founder"], circle["heir"], *circle["stewards"]} <= set(members)
        assert circle["founder"] not in circle["stewards"]
        assert circle["founder"] != circle["heir"]


def test_most_members_have_spoken() -> None:
    members = {name for circle in CIRCLES.values() for name in circle["members"]}
    assert members <= PEOPLE.keys()
    speakers = {topic["author"] for _, topic in topics()} | {reply["author"] for _, _, reply in replies()}
    assert len(speakers & members) >= 0.6 * len(members)


def test_what_a_circle_says_of_itself_fits_its_page() -> None:
    for circle in CIRCLES.values():
        assert circle["joining"] in ("open", "ask", "invited")
        assert bool(circle["question"]) == (circle["joining"] == "ask")
        assert len(circle["sentence"]) <= 120
        assert len(circle["rules"]) <= 1000
        assert 2 <= len(circle["sections"]) <= 4
        assert all(len(name) <= (5 if HAN.search(name) else 16) for name in circle["sections"])


def test_every_circle_talks_and_some_of_it_today() -> None:
    assert sum(len(spoken) for spoken in TOPICS.values()) >= 250
    assert len(list(replies())) >= 900
    for slug, spoken in TOPICS.items():
        assert len(spoken) >= 9, slug
        assert any(0 < topic["days_ago"] < 1 for topic in spoken), slug
        assert any(topic.get("pinned") for topic in spoken), slug
        assert any(topic["products"] for topic in spoken), slug
        assert any(
            "求拔草" in topic["title"] + topic["section"] or "Talk me out" in topic["title"] for topic in spoken
        ), slug
    assert any(not topic.get("reply") for _, topic in topics())


def test_only_members_speak() -> None:
    for circle, topic in topics():
        for said in (topic, *topic.get("reply", [])):
            assert said.get("shop") or said["author"] in circle["members"], said["author"]


def test_a_shop_answers_as_itself_once_and_only_where_its_goods_are_shown() -> None:
    for _, topic in topics():
        answers = [reply for reply in topic.get("reply", []) if reply.get("shop") or reply.get("as_shop")]
        shown = {PRODUCTS[key]["shop"] for key in topic["products"]}
        for reply in answers:
            assert reply["shop"] is True
            assert reply["as_shop"] in shown, topic["title"]
            assert reply["author"] == SHOPS[reply["as_shop"]]["keeper"]
        assert len({reply["as_shop"] for reply in answers}) == len(answers)
    assert sum(bool(reply.get("shop")) for _, _, reply in replies()) >= 8


def test_the_goods_that_are_shown_exist() -> None:
    for _, topic in topics():
        assert len(topic["products"]) <= 9
        assert len(set(topic["products"])) == len(topic["products"])
        assert set(topic["products"]) <= PRODUCTS.keys(), topic["title"]


def test_topics_stand_in_a_section_of_their_circle() -> None:
    for circle, topic in topics():
        assert topic["section"] in circle["sections"], topic["title"]
        assert len(topic["title"]) <= 80


def test_nobody_answers_in_the_future_or_before_what_they_answer() -> None:
    for _, topic in topics():
        # What lies ahead is said when its time has come.
        assert -30 <= topic["days_ago"] <= 55
        assert topic["days_ago"] != 0
        hours = [reply["hours_later"] for reply in topic.get("reply", [])]
        assert hours == sorted(hours), topic["title"]
        assert all(0 < hour <= 1200 for hour in hours), topic["title"]


def test_an_answer_goes_to_an_earlier_reply_one_level_deep() -> None:
    for _, topic in topics():
        spoken = topic.get("reply", [])
        for place, reply in enumerate(spoken):
            if "to" in reply:
                assert 0 <= reply["to"] < place, topic["title"]
                assert "to" not in spoken[reply["to"]], topic["title"]
            assert "to" in reply or not reply.get("quote")


def test_who_asks_to_be_talked_out_of_it_shows_it_and_others_argue_until_it_is_decided() -> None:
    verdicts = Counter(topic.get("verdict", {}).get("verdict", "") for _, topic in topics() if topic.get("craves"))
    assert verdicts.keys() == {"", "bought", "talked-out", "waiting"}
    for _, topic in topics():
        spoken, verdict = topic.get("reply", []), topic.get("verdict")
        assert topic["products"] or not topic.get("craves"), topic["title"]
        assert topic.get("craves") or not verdict
        assert not verdict or 0 < verdict["hours_later"] <= 1200, topic["title"]
        assert not verdict or verdict.get("remind_in") in (None, 3, 7, 30), topic["title"]
        for reply in spoken:
            if "leans" in reply:
                assert topic["craves"], topic["title"]
                assert reply["leans"] in ("leave", "buy")
                assert reply["author"] != topic["author"]
                assert not reply.get("shop")
                assert not verdict or reply["hours_later"] < verdict["hours_later"], topic["title"]


def test_each_topic_is_marked_with_the_language_it_is_written_in() -> None:
    for _, topic in topics():
        assert (topic["lang"] == "zh-hans") == is_chinese(topic["title"] + topic["text"]), topic["title"]


def test_about_half_of_what_is_said_is_chinese() -> None:
    assert 0.4 <= share([topic["lang"] == "zh-hans" for _, topic in topics()]) <= 0.6
    assert 0.4 <= share([is_chinese(reply["text"]) for _, _, reply in replies()]) <= 0.6


def test_nothing_is_said_twice() -> None:
    said = [" ".join(text.split()) for text in posts()]
    assert [text for text, times in Counter(said).items() if times > 1] == []
    titles = [topic["title"] for _, topic in topics()]
    assert len(set(titles)) == len(titles)


def test_no_turn_of_phrase_goes_round() -> None:
    said = posts()
    heard = Counter(run for text in said for run in runs(text))
    # Twice is a quotation; 1 % would be five posts, and a reader notices the third.
    assert {run: times for run, times in heard.items() if times > 2} == {}


def test_nothing_becomes_a_list_or_a_link_by_accident() -> None:
    for text in posts():
        numbers = [int(number) for number in re.findall(r"^(\d+)[.)]\s", text, re.MULTILINE)]
        assert numbers == list(range(1, len(numbers) + 1)), text
        assert "http" not in text
        assert "@" not in text
