"""What people of a measured town say: filler from seeded dice, in both languages, as long as what people write."""

from dataclasses import dataclass
from random import Random

from watercress.kernel import text
from watercress.operations.measures import goods

POOL = 300
"""Different texts; a hundred thousand of them would take longer to render than all pages measured."""
SAID: dict[str, tuple[str, ...]] = {
    "en": (
        "I carried the {thing} home in the rain and it came to no harm.",
        "Has anyone used the {material} one for more than a winter?",
        "Mine smells of **nothing at all**, which is what I wanted.",
        "The first {thing} I had was twice as heavy, and I still miss it.",
        "They wrote back the same evening, with a drawing of how it is held together.",
        "It is smaller than it looks in the pictures: two hands go round it.",
        "I would not put it in the sun; the colour went from one side of mine.",
        "We compared three of them last Sunday, blindfolded, and chose this one twice.",
        "A little oil every spring, and nothing else.",
        "The {material} is thinner at the rim, so it pours without a drop.",
        "I gave it to my aunt, and she asked what it was *really* for.",
        "For the price of one I could have had four, and thrown away three.",
    ),
    "zh-hans": (
        "这个{thing}我用了快两年，边上磕了一下，反而更好看。",
        "有没有人比较过{material}的和陶的？差别大不大？",
        "店家第二天就回了信，还画了一张图告诉我怎么装。",
        "其实比照片里小一圈，两只手刚好捧住。",
        "**别放在太阳底下**，我的那只一边已经褪色了。",
        "上周末我们蒙着眼睛试了三种，有两次都挑中了它。",
        "每年春天上一点油就够了，别的什么都不用做。",
        "我送给姑妈，她问我这*到底*是拿来干什么的。",
        "{material}的口沿薄一些，倒水一滴都不漏。",
        "第一个太重了，换成这个{thing}以后每天都在用。",
        "同样的钱能买四个，然后扔掉三个。",
        "下雨天拎回来的，里面一点没湿。",
    ),
}
TITLES: dict[str, tuple[str, ...]] = {
    "en": ("{material} or {other} for a {thing}?", "My {material} {thing}, a year later", "Who still makes a {thing}"),
    "zh-hans": ("{thing}选{material}还是{other}？", "用了一年的{material}{thing}", "还有谁在做{thing}"),
}


@dataclass(frozen=True)
class Text:
    source: str
    html: str
    lang: str


def texts(dice: Random, *, sentences: tuple[int, int], number: int = POOL) -> list[Text]:
    """Return a pool of texts, four in ten in Chinese, each of as many sentences in one to three paragraphs."""
    return [_text(dice, dice.randint(*sentences)) for _ in range(number)]


def title(dice: Random, lang: str) -> str:
    return _said(dice, TITLES, lang)


def language(dice: Random) -> str:
    return "zh-hans" if dice.random() < 0.4 else "en"


def _text(dice: Random, length: int) -> Text:
    lang = language(dice)
    said = [_said(dice, SAID, lang) for _ in range(length)]
    gap = " " if lang == "en" else ""
    source = "\n\n".join(gap.join(said[start : start + 3]) for start in range(0, length, 3))
    return Text(source, text.render(source), lang)


def _said(dice: Random, among: dict[str, tuple[str, ...]], lang: str) -> str:
    material, other = dice.sample(_of(goods.MATERIALS, lang), 2)
    return dice.choice(among[lang]).format(thing=dice.choice(_of(goods.THINGS, lang)), material=material, other=other)


def _of(words: list[str], lang: str) -> list[str]:
    return [word for word in words if word.isascii() == (lang == "en")]
