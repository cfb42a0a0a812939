"""What counts as the same word, whatever the database."""

import re

import pytest
import rjieba
from hypothesis import given, settings
from hypothesis import strategies as st

from watercress.search import asked, words

TITLES = """
    雨釉品茗杯 / 冰种花呂线手链 / 约肤深层滋润免蒸发膜 / 启辰r50大灯罩 / 五福家园山药粉 / 南京市长江大桥纪念茶叶罐
    绿水鬼毛线帽新款 / 秋滋堂保健品专营店同款茶 / 山核桃仁手剥500g罐装 / 儿童雨鞋防滑中筒 / 龙井茶明前特级礼盒
    手工粗陶侧把壶一人用 / 飞利浦80w木雅吸顶灯 / 可折叠旅行包大容量 / 橙色玻璃胶防霉 / 羊毛围巾女冬加厚披肩
"""


def finds(question: str, *texts: str, unfinished: bool = False) -> bool:
    name, *rest = texts
    return asked.read(question, unfinished=unfinished).is_in(words.columns(name, rest))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("ＴＥＡ", "Green tea"),
        ("creme brulee", "Crème Brûlée"),
        ("CRÈME", "creme"),
        ("cups", "A tasting cup"),
        ("cup", "Six CUPS"),
        ("women boots", "Women’s boots"),
        ("28cm", "Wok, 28 cm"),
        ("28 cm", "Wok 28cm"),
        ("hwy14 186bku1", "海尔hwy14-186bku1"),
        ("龙井 tea", "Tea from Hangzhou 龙井茶"),
        ("龙井tea", "tea 龙井"),
        ("台钳美式", "美式台钳"),
        ("招财进宝", "24k招财进宝摆件"),
        ("茶", "手工绿茶壶"),
        ("抹茶茶碗", "抹茶の茶碗"),
        ("カップ", "コーヒーカップ"),
        ("чай", "Чёрный чай"),
        ("شاي", "شَاي أخضر"),
        ("पानी", "पानी की बोतल"),
        ("the cups for tea", "tea cup"),
        ("适合跑步的鞋", "跑步鞋，适合夏天"),
        ("the", "the"),
        ("𠮷野", "𠮷野家"),
    ],
)
def test_these_are_the_same_words(question: str, text: str) -> None:
    assert finds(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("tea", "steam teapot"),
        ("cap", "Six cups"),
        ("龙井茶", "茶，龙年的井"),
        ("品茗", "茗品"),
        ("r50", "r 50 cm"),
        ("cup pot", "A cup"),
        ("", "anything"),
        ("!?", "anything !?"),
        ('" * ( ) : - ^', "anything"),
        ("\0\ud800", "anything"),
    ],
)
def test_these_are_not(question: str, text: str) -> None:
    assert not finds(question, text)


def test_every_word_of_two_characters_finds_every_name_it_stands_in() -> None:
    names = [name.strip() for name in re.split("[/\n]", TITLES) if name.strip()]
    planted = {name: words.columns(name, ()) for name in names}
    sought = {
        name[place : place + 2] for name in names for place in range(len(name) - 1)
        if rjieba.has_word(name[place : place + 2])
    }  # fmt: skip
    assert {"品茗", "种花", "大灯", "山药", "市长", "长江", "核桃", "雨鞋", "龙井", "旅行"} <= sought
    missed = [
        (word, name) for word in sought for name in names
        if word in name and not asked.read(word).is_in(planted[name])
    ]  # fmt: skip
    assert missed == []


def test_what_has_it_as_a_word_is_told_from_what_only_has_its_characters() -> None:
    question = asked.read("市长")
    mayor, bridge = words.columns("市长的茶杯", ()), words.columns("南京市长江大桥", ())
    assert [question.is_in(each, "words") for each in (mayor, bridge)] == [True, False]
    assert [question.is_in(each, "name") for each in (mayor, bridge)] == [True, True]


def test_while_one_types_every_beginning_finds_it() -> None:
    for name in ("Kettle for hwy14 28cm", "雨釉品茗杯 tea", "Crème brûlée", "カップ"):
        for end in range(2, len(name) + 1):
            assert finds(name[:end], name, unfinished=True), name[:end]
    assert not finds("kettl ", "kettledrum", unfinished=True)
    assert not finds("kettl", "kettledrum")


def test_a_question_is_bounded_however_long_it_is() -> None:
    question = asked.read("茶a1 " * 250_000, unfinished=True)
    assert len(question.words) <= asked.MOST_WORDS
    assert all(len(term.word) <= words.LONGEST for word in question.words for way in word.as_pairs for term in way)
    assert not asked.read("x" * 500 + "y").is_in(words.columns("x", ()))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_becomes_letters_and_digits_alone(text: str) -> None:
    terms = {
        term.word
        for word in asked.read(text, unfinished=True).words
        for way in word.as_pairs + word.as_words
        for term in way
    }
    kept = words.columns(text, (text,))
    for word in {*terms, *kept.words, *kept.body}:
        assert word
        assert not set(word) & set(" \0'\"\\*():^-&|!<>{}\n\t")
    # What says exactly this is found by it.
    assert not terms or asked.read(text).is_in(kept)
