"""As many made-up products as a measurement asks for, the same ones every time; Chinese and English in one title."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from random import Random

from watercress.catalogue.models import Category, Product, Shop
from watercress.search import words

AT_ONCE = 2_000
SHOPS = 500
THEN = datetime(2026, 1, 1, tzinfo=UTC)

MATERIALS = (
    "亚麻 纯棉 羊毛 真丝 竹编 藤编 白瓷 青瓷 紫砂 粗陶 玻璃 黄铜 不锈钢 铸铁 胡桃木 橡木 樱桃木 牛皮 帆布 蜂蜡 "
    "linen cotton wool silk bamboo rattan porcelain celadon clay stoneware glass brass steel iron walnut oak cherry"
).split()
MANNERS = (
    "手工 手绘 手冲 日式 北欧 复古 简约 便携 折叠 加厚 保温 防水 透气 轻便 儿童 户外 家用 办公 礼盒 新款 "
    "handmade painted portable folding vintage plain insulated waterproof light children's outdoor everyday boxed"
).split()
THINGS = (
    "茶壶 茶杯 盖碗 公道杯 茶盘 茶叶罐 水壶 咖啡杯 饭碗 餐盘 砧板 菜刀 炒锅 蒸笼 花瓶 台灯 蜡烛 靠垫 毛毯 围巾 "
    "帽子 手套 背包 钱包 笔记本 钢笔 书签 书架 衣架 收纳盒 龙井茶 普洱茶 山核桃 腰果 葡萄干 海苔 鱼干 蜂蜜 "
    "teapot cup gaiwan tray caddy kettle mug bowl plate board knife wok steamer vase lamp candle cushion blanket scarf "
    "hat gloves backpack wallet notebook pen bookmark shelf hanger box tea walnuts cashews raisins honey"
).split()
SENTENCES = (
    "每一件都由我们自己在小作坊里完成，花纹略有不同。",
    "适合每天使用，洗过之后会越来越软。",
    "请避免阳光直射，收到后先用温水冲洗一次。",
    "Each is made by two people in a small workshop, so no two are alike.",
    "It softens with use; wash it by hand and let it dry in the shade.",
    "We send it within three days, in paper and straw.",
)


def put_up(number: int, *, queries: Sequence[str], shops: int = SHOPS) -> Iterator[int]:
    """
    Write `number` products in some `shops`, and yield how many there are.

    Two of three titles hold the words of one of `queries`, in another order and among others, so that it finds some.
    """
    dice = Random("goods")  # noqa: S311  (the same goods every time)
    opened = Shop.objects.bulk_create(
        Shop(slug=f"bench-{n}", name=f"{dice.choice(THINGS)} {n}", currency="CNY", opened_at=THEN) for n in range(shops)
    )
    categories = list(Category.objects.values_list("pk", flat=True))
    asked = [[word for kind, run in words.runs(words.normal(query)) for word in _words(kind, run)] for query in queries]
    for start in range(0, number, AT_ONCE):
        Product.objects.bulk_create(
            Product(
                shop=dice.choice(opened),
                handle=f"thing-{n}",
                title=title(dice, asked)[:255],
                lang="zh-hans",
                description="".join(f"<p>{sentence}</p>" for sentence in dice.sample(SENTENCES, 3)),
                vendor=dice.choice(THINGS),
                tags=dice.sample(MANNERS, 3),
                category_id=dice.choice(categories),
                currency="CNY",
                price=(price := dice.randrange(900, 90_000)),
                price_most=price,
                wants_count=int(dice.expovariate(0.3)),
                first_listed_at=THEN,
                added_at=THEN,
                changed_at=THEN,
                read_at=THEN,
            )
            for n in range(start, min(start + AT_ONCE, number))
        )
        yield min(start + AT_ONCE, number)


def made_up_queries(number: int) -> list[str]:
    """Return questions as people might type them, for a measurement without real ones."""
    dice = Random("queries")  # noqa: S311
    return ["".join((dice.choice(MANNERS), dice.choice(MATERIALS), dice.choice(THINGS))) for _ in range(number)]


def title(dice: Random, asked: Sequence[Sequence[str]] = ()) -> str:
    said = [dice.choice(MATERIALS), dice.choice(MANNERS), dice.choice(THINGS), str(dice.randrange(1, 400))]
    if asked and dice.random() < 2 / 3:
        said += dice.choice(asked)
    dice.shuffle(said)
    return "".join(f" {word}" if word.isascii() else word for word in said).strip()


def _words(kind: str, run: str) -> list[str]:
    return words.cut(run) if kind == "han" else [run]
