"""Plain words for towns that are grown rather than written: names, titles and a line or two, in both languages."""

from collections.abc import Sequence

GIVEN = (
    "Ana Ben Chloe Dara Elif Femi Greta Hugo Ines Joao Kaja Liam Mara Noor Otis Petra Quinn Rosa Sami Tove Uma Vera "
    "Wim Yusuf Zoe 小安 小北 阿诚 冬冬 尔雅 阿福 谷雨 海棠 阿吉 嘉木 可可 老林 明明 南风 欧阳 平平 青禾 如意 石头 甜甜 文竹 夏至"
).split()
PLACES = "Lane Corner House Yard Bench Room 巷 角 小屋 院子 长凳 茶室".split()
ENGLISH_TITLES = (
    "{good}: worth it?",
    "A month with {good}",
    "{good}, or something smaller?",
    "Found it at last: {good}",
    "Who else uses {good}?",
)
CHINESE_TITLES = (
    "{good}值不值",
    "用了一个月：{good}",
    "{good}，还是换个小的",
    "总算找到了：{good}",
    "还有谁在用{good}",
)
ENGLISH_LINES = (
    "I use it every other day. It does what it says, and the shop answered within a day.",
    "Smaller than the picture makes it look. I would still take it again.",
    "Not cheap, but it is made by two people and you can tell.",
    "Mine came with a scratch; they sent another without a question.",
    "I looked for this for a year. Ask me anything.",
)
CHINESE_LINES = (
    "隔天用一次，跟描述的一样，店家当天就回了话。",
    "比图上小一圈，再买一次也还是选它。",
    "不便宜，但看得出是两个人慢慢做的。",
    "收到时有一道划痕，一句没问就补寄了一个。",
    "找了一年才找到，有什么想问的尽管问。",
)
ENGLISH_ANSWERS = (
    "Same here.",
    "How big is it really?",
    "I sent mine back, the colour was off.",
    "Thank you, that settles it.",
    "Does it survive the dishwasher?",
)
CHINESE_ANSWERS = ("同感。", "实际有多大？", "我退了，颜色不对。", "谢谢，这下定了。", "能进洗碗机吗？")


def title(good: str, lang: str, turn: int) -> str:
    return _of(lang, CHINESE_TITLES, ENGLISH_TITLES, turn).format(good=good)[:80]


def line(lang: str, turn: int) -> str:
    return _of(lang, CHINESE_LINES, ENGLISH_LINES, turn // 7)


def answer(lang: str, turn: int) -> str:
    return _of(lang, CHINESE_ANSWERS, ENGLISH_ANSWERS, turn)


def person(number: int) -> str:
    return f"{GIVEN[number % len(GIVEN)]} {number}"


def _of(lang: str, chinese: Sequence[str], english: Sequence[str], turn: int) -> str:
    some = chinese if lang.startswith("zh") else english
    return some[turn % len(some)]
