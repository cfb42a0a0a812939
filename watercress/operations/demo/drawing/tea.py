"""What tea is made in and drunk from."""

from random import Random

from .ornaments import pattern, steam
from .palettes import Palette, mix
from .registry import motif
from .shapes import arc, blob, curve, ellipse, lathe
from .sheet import Sheet


@motif("teapot", shadow=48)
def teapot(s: Sheet, p: Palette, r: Random) -> None:
    round_, tall = r.uniform(0, 5), r.uniform(-4, 4)
    handle = curve((110, 99 + tall), (121, 93), (134, 94), (140, 105), (136, 119), (125, 129), (110, 134))
    s.line(handle, p.deep, 7.5, end_width=6)
    s.fill(blob((54, 112), (40, 106), (29, 90), (20, 84), (31, 80), (40, 90), (56, 98)), p.body)
    s.line([(21.5, 83.5), (30.5, 80.8)], p.deep, 3)
    body = lathe(
        [(18, 83 + tall), (31, 90 + tall), (38 + round_, 103), (39 + round_, 120), (34 + round_, 136), (23, 149)],
        [(23, 149), (22, 151)],
    )
    s.solid(body, p.body)
    pattern(s, body, p.deep, r)
    s.solid(
        lathe([(3, 70 + tall), (17, 74 + tall), (21, 83 + tall)], [(21, 83 + tall), (21, 85 + tall)]), p.deep, depth=3
    )
    s.solid(ellipse(80, 66 + tall, 5.5), p.deep, depth=2)
    s.shine(curve((55, 108 + tall), (60, 98 + tall), (70, 92 + tall)), 4.5)


@motif("side-pot", shadow=50)
def side_pot(s: Sheet, p: Palette, r: Random) -> None:
    """A kyusu seen from the spout's side: the handle is a stick."""
    lift = r.uniform(-3, 3)
    s.fill(
        blob(
            (104, 110),
            (126, 100 + lift),
            (136, 93 + lift),
            (142, 92 + lift),
            (142, 98 + lift),
            (128, 109 + lift),
            (106, 124),
        ),
        p.deep,
    )
    s.line([(138, 95.5 + lift), (131, 99 + lift)], p.body, 3)
    s.fill(blob((52, 118), (40, 112), (30, 98), (22, 94), (32, 88), (40, 97), (56, 104)), p.body)
    body = lathe([(20, 92), (32, 98), (39, 110), (40, 125), (34, 140), (24, 150)], [(24, 150), (23, 151)], at=78)
    s.solid(body, p.body)
    pattern(s, body, p.deep, r)
    s.solid(lathe([(4, 82), (18, 85), (23, 93)], [(23, 93), (23, 95)], at=78), p.dim, depth=3)
    s.solid(ellipse(78, 77.5, 6.5, 5), p.deep, depth=2)
    s.shine(curve((50, 118), (54, 108), (64, 102)), 4.5)


@motif("gaiwan", shadow=50)
def gaiwan(s: Sheet, p: Palette, r: Random) -> None:
    white = mix(p.pale, p.wall, 0.15)
    saucer = lathe([(50, 141), (40, 149), (20, 151)])
    s.solid(saucer, white, depth=3)
    s.fill(ellipse(80, 141, 50, 5), mix(white, p.table, 0.35))
    body = lathe([(42, 98), (37, 112), (30, 130), (18, 143)], [(18, 143), (17, 147)])
    s.solid(body, white)
    pattern(s, body, p.body, r, quiet=False)
    s.line([(38.5, 98.5), (121.5, 98.5)], p.body, 2)
    lid = lathe([(10, 79), (26, 83), (37, 94)], [(37, 94), (35, 98)])
    s.solid(lid, white, depth=3)
    s.line(curve((50, 90), (80, 93), (110, 90)), p.body, 1.8, inside=lid)
    s.solid(lathe([(10, 71), (7, 76), (9, 80)]), p.body, depth=2)
    s.shine(curve((46, 106), (49, 116), (54, 126)), 3.5, 0.8)


@motif("cup", shadow=38)
def cup(s: Sheet, p: Palette, r: Random) -> None:
    """A handleless cup, straight enough to stand in a cupboard, with tea in it."""
    wide = r.uniform(32, 37)
    steam(s, p, r, 80, 78)
    body = lathe([(wide, 92), (wide - 1, 112), (wide - 6, 138), (18, 150)], [(18, 150), (18, 151)])
    s.solid(body, p.body)
    pattern(s, body, p.deep, r)
    s.fill(ellipse(80, 92, wide, 8.5), p.soft)
    s.fill(ellipse(80, 93.5, wide - 4, 6.2), p.deep)
    s.fill(ellipse(80, 95, wide - 7, 4.6), mix(p.accent, p.deep, 0.35), inside=ellipse(80, 93.5, wide - 4, 6.2))
    thumb = blob((58, 114), (66, 108), (71, 116), (66, 126), (59, 123))
    s.fill(thumb, p.dim, alpha=0.6)
    s.shine(curve((52, 106), (52, 118), (55, 130)), 3.6, 0.4)


@motif("tasting-cup", shadow=40)
def tasting_cup(s: Sheet, p: Palette, r: Random) -> None:
    """A thin bowl of a cup on a small foot, pale outside, coloured at the lip."""
    white = mix(p.pale, p.wall, 0.1)
    steam(s, p, r, 80, 84)
    wide = r.uniform(37, 41)
    s.solid(lathe([(15, 142), (17, 151)]), p.dim, depth=2)
    body = lathe([(wide, 98), (wide - 3, 116), (wide - 13, 135), (14, 145)])
    s.solid(body, white)
    if r.random() < 0.55:
        _running_glaze(s, p, r, body, wide)
    else:
        pattern(s, body, p.body, r, quiet=False)
    s.fill(ellipse(80, 98, wide, 8), p.body)
    s.fill(ellipse(80, 99.5, wide - 4, 5.8), p.deep)
    s.fill(ellipse(80, 101.5, wide - 8, 3.6), p.dim)
    s.shine(curve((47, 108), (50, 118), (56, 128)), 3.4, 0.9)


def _running_glaze(s: Sheet, p: Palette, r: Random, body: list[tuple[float, float]], wide: float) -> None:
    """Glaze that ran down from the lip and stopped where the fire told it to."""
    tips = [(80 - wide + i * wide / 4, r.uniform(110, 119) if i % 2 else r.uniform(119, 132)) for i in range(9)]
    s.fill([(80 - wide, 97), *curve(*tips), (80 + wide, 97)], p.body, inside=body, alpha=0.75)


@motif("jug", shadow=38)
def jug(s: Sheet, p: Palette, r: Random) -> None:
    """A pouring jug for sharing tea fairly."""
    belly = r.uniform(31, 36)
    s.line(
        curve((107, 93), (119, 89), (130, 93), (134, 105), (129, 118), (119, 125), (110, 127)), p.dim, 6.5, end_width=5
    )
    body = lathe(
        [(24, 76), (24, 84), (29, 98), (belly, 113), (belly, 128), (belly - 5, 142), (23, 150)], [(23, 150), (22, 151)]
    )
    s.fill(blob((58, 76), (45, 71), (41, 75), (50, 84), (58, 90)), p.body)
    s.solid(body, p.body)
    if r.random() < 0.5:
        _crackle(s, p, r, body)
    else:
        pattern(s, body, p.deep, r)
    s.fill(blob((43, 74), (58, 71), (80, 69), (104, 73), (104, 78), (80, 83), (56, 79)), p.soft)
    s.fill(blob((49, 75), (60, 73), (80, 72), (99, 75), (80, 80), (60, 78)), p.deep)
    s.shine(curve((55, 96), (50, 110), (51, 124)), 4)


def _crackle(s: Sheet, p: Palette, r: Random, body: list[tuple[float, float]]) -> None:
    for _ in range(15):
        x, y = r.uniform(48, 112), r.uniform(84, 146)
        crack = [(x, y), (x + r.uniform(-9, 9), y + r.uniform(4, 9)), (x + r.uniform(-14, 14), y + r.uniform(11, 18))]
        s.line(crack, p.deep, 0.8, inside=body, alpha=0.55)


@motif("mug", shadow=42)
def mug(s: Sheet, p: Palette, r: Random) -> None:
    steam(s, p, r, 74, 72)
    s.outline(ellipse(112, 115, 18, 21), p.dim, 8)
    body = lathe([(35, 84), (34, 120), (32, 144), (28, 151)], at=74)
    s.solid(body, p.body)
    pattern(s, body, p.pale, r)
    s.fill(ellipse(74, 84, 35, 7.5), p.soft)
    s.fill(ellipse(74, 85.3, 31, 5.4), p.deep)
    for y in (102, 130):
        s.fill(ellipse(104, y, 2.3), p.accent)
    s.shine(curve((45, 98), (45, 112), (47, 128)), 4)


@motif("kettle", shadow=46)
def kettle(s: Sheet, p: Palette, r: Random) -> None:
    high = r.uniform(32, 40)
    s.line(arc(80, 94, 33, high, 188, 352), p.wood, 5.5)
    wrap = r.randrange(200, 300, 20)
    s.line(arc(80, 94, 33, high, wrap, wrap + 40), p.deep, 6.6)
    s.fill(blob((50, 118), (36, 110), (26, 92), (19, 88), (27, 83), (37, 92), (52, 102)), p.body)
    body = lathe([(22, 90), (33, 96), (40, 107), (43, 122), (40, 138), (31, 150)], [(31, 150), (30, 151)])
    s.solid(body, p.body)
    pattern(s, body, p.deep, r)
    s.line(curve((40, 126), (80, 131), (120, 126)), p.dim, 2.2, inside=body)
    s.solid(lathe([(5, 80), (20, 83), (25, 91)], [(25, 91), (25, 93)]), p.deep, depth=3)
    s.solid(ellipse(80, 76, 5), p.wood, depth=2)
    s.shine(curve((50, 120), (53, 109), (63, 101)), 4.5)
