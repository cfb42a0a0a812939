"""From the sea, dried or fresh, and the nets it came in."""

from random import Random

from .ornaments import pattern
from .palettes import Palette, mix
from .registry import motif
from .shapes import Point, Shape, arc, blob, box, curve, ellipse, lathe, ribbon, turned
from .sheet import Sheet

DOT = (34, 30, 34)


@motif("shrimp", shadow=46)
def shrimp(s: Sheet, p: Palette, r: Random) -> None:
    """One large and, behind it, one small; curled as dried shrimp are."""
    pink = mix((232, 128, 92), p.body, 0.3)
    _curled_shrimp(s, p, r, pink, (70, 106), 1, r.uniform(-12, 6))
    _curled_shrimp(s, p, r, mix(pink, p.pale, 0.25), (119, 134), 0.42, r.uniform(30, 60))


def _curled_shrimp(
    s: Sheet, p: Palette, r: Random, tone: tuple[int, int, int], at: Point, size: float, turn: float
) -> None:
    x, y = at

    def set_down(shape: Shape) -> Shape:
        return turned([(x + dx * size, y + dy * size) for dx, dy in shape], turn, at)

    back = arc(6, 4, 34, 31, 172, 415)
    for angle in range(206, 350, 26):
        hip, foot = arc(6, 4, 26, 24, angle, angle + 1)[0], arc(6, 4, 13, 12, angle - 22, angle)[0]
        s.line(set_down([hip, foot]), mix(tone, p.deep, 0.3), 2.8 * size, end_width=1.6 * size)
    for reach, rise in ((0, 0), (10, 7)):
        tip = (8 + reach, -58 - rise + r.uniform(-4, 4))
        feeler = curve((-28, 0), (-42, -14), (-44 + reach, -34), (-30 + reach, -49 - rise), tip)
        s.line(set_down(feeler), mix(tone, p.deep, 0.35), 1.5 * size, end_width=0.6 * size)
    for spread in (-22, 0, 22):
        fan = turned(blob((24, 28), (14, 34), (6, 42), (14, 43), (26, 36)), spread, (25, 30))
        s.solid(set_down(fan), mix(tone, p.deep, 0.2), depth=2 * size)
    body = set_down(ribbon(back, 10, 22, 27, 28, 26, 22, 17, 10))
    s.solid(body, tone, depth=4 * size)
    for angle in range(232, 410, 26):
        inner, outer = arc(6, 4, 20, 18, angle, angle + 6)[0], arc(6, 4, 48, 45, angle - 7, angle)[0]
        s.line(set_down([inner, outer]), mix(tone, p.deep, 0.4), 1.7 * size, inside=body, alpha=0.8)
    s.fill(set_down(blob((-32, -6), (-22, -10), (-14, 2), (-22, 12), (-36, 16), (-44, 12))), tone)
    s.fill(set_down(ellipse(-27, 3, 3)), DOT)
    s.shine(set_down(arc(6, 4, 40, 37, 250, 300)), 2.6 * size, 0.5)


# One drawing, stroke after stroke: in pieces it would be harder to follow.
@motif("fish", shadow=54)
def fish(s: Sheet, p: Palette, r: Random) -> None:
    """A bream: high back, small mouth, an opinion."""
    back = r.uniform(-4, 3)
    fin = mix(p.body, p.deep, 0.35)
    s.solid(blob((112, 112), (128, 98), (142, 88), (137, 108), (142, 132), (128, 122)), fin, depth=3)
    s.solid(blob((54, 90), (66, 74 + back), (84, 70 + back), (104, 80), (116, 98), (90, 96)), fin, depth=2)
    s.solid(blob((70, 138), (84, 152), (98, 148), (100, 132)), fin, depth=2)
    body = blob(
        (20, 116),
        (28, 102),
        (46, 88),
        (70, 81 + back),
        (94, 90),
        (118, 110),
        (96, 132),
        (70, 141),
        (44, 136),
        (27, 126),
    )
    s.solid(body, p.body)
    s.fill(
        blob((20, 120), (44, 124), (76, 130), (118, 113), (96, 134), (70, 143), (42, 138), (26, 128)),
        p.pale,
        inside=body,
        alpha=0.42,
    )
    pattern_kind = r.randrange(3)
    if pattern_kind == 0:
        for x in (62, 76, 90, 103):
            s.line(curve((x, 78), (x + 4, 104), (x, 128)), p.deep, 4, inside=body, alpha=0.45)
    else:
        for row in range(4):
            for column in range(5):
                x, y = 62 + column * 11 + (5 if row % 2 else 0), 94 + row * 10
                s.line(arc(x, y, 4.5, 4.5, -70, 70), p.deep, 1.3, inside=body, alpha=0.55)
    s.line(curve((50, 92), (57, 108), (51, 128)), p.deep, 2.4, inside=body, alpha=0.7)
    s.solid(blob((58, 116), (70, 114), (78, 122), (66, 127)), fin, depth=1.5)
    s.fill(ellipse(37, 108, 5.6), p.pale)
    s.fill(ellipse(36.4, 108.2, 3), DOT)
    s.line(curve((20, 119), (25, 121), (29, 120)), p.deep, 1.8)
    s.shine(curve((46, 95), (60, 88 + back * 0.6), (74, 87 + back)), 3.2, 0.45)


@motif("crab", shadow=54)
def crab(s: Sheet, p: Palette, r: Random) -> None:
    tone = mix((216, 96, 66), p.body, 0.45)
    dark = mix(tone, p.deep, 0.35)
    for side in (-1, 1):
        for reach, fall in ((52, 4), (50, 16), (43, 27)):
            knee = (80 + side * reach * 0.82, 112 + fall * 0.5 - 8)
            s.line(
                [(80 + side * 22, 118 + fall * 0.4), knee, (80 + side * reach, 124 + fall)], dark, 5.5, end_width=2.4
            )
        up = r.uniform(-5, 5)
        s.line(curve((80 + side * 28, 108), (80 + side * 46, 102), (80 + side * 47, 86 + up)), tone, 8)
        claw = blob((46, 88), (38, 78), (40, 64), (52, 58), (58, 66), (52, 71), (58, 75), (56, 85))
        s.solid([(80 + side * (x - 2), y + up) for x, y in claw], tone, depth=3)
        s.line([(80 + side * 11, 98), (80 + side * 12, 86)], dark, 3)
        s.fill(ellipse(80 + side * 12, 84, 4.6), p.pale)
        s.fill(ellipse(80 + side * 12, 84, 2.5), DOT)
    shell = blob((40, 116), (50, 102), (80, 95), (110, 102), (120, 116), (108, 136), (80, 145), (52, 136))
    s.solid(shell, tone, depth=6)
    for x, y, size in ((66, 112, 3), (94, 112, 3), (80, 106, 2.4), (58, 120, 2), (102, 120, 2), (80, 118, 3.2)):
        s.fill(ellipse(x + r.uniform(-2, 2), y, size), p.pale, alpha=0.55)
    s.line(curve((68, 130), (80, 134), (92, 130)), dark, 2)
    s.shine(curve((50, 113), (58, 105), (70, 101)), 3.4, 0.45)


@motif("bottle", shadow=30)
def bottle(s: Sheet, p: Palette, r: Random) -> None:
    glass = lathe([(8, 54), (8, 72), (12, 82), (24, 92), (25, 106), (25, 142)], [(25, 142), (20, 151)])
    s.solid(glass, mix(p.body, p.deep, 0.15))
    if r.random() < 0.5:
        pattern(s, glass, p.deep, r)
    s.solid(box(71, 40, 89, 56, 3), p.wood, depth=3)
    s.line([(71.5, 60), (88.5, 60)], p.accent, 2.6)
    s.line(curve((84, 60), (90, 68), (87, 76)), p.accent, 1.8)
    label = box(58, 104, 102, 136, 2)
    s.solid(label, p.pale, depth=1.5)
    s.fill(box(62, 108, 72, 132), p.accent)
    for y in (112, 119, 126):
        s.line([(77, y), (97 - (y == 126) * 8, y)], p.body, 2)
    s.shine(curve((62, 98), (60, 101)), 3.4, 0.5)
    s.shine([(75, 62), (75, 74)], 2.2, 0.4)


@motif("fish-net", shadow=0)
def fish_net(s: Sheet, p: Palette, r: Random) -> None:
    """Three hoops of netting with something drying on each."""
    s.line([(80, -20), (80, 34)], p.wood, 2)
    for side in (-1, 1):
        s.line([(80, 34), (80 + side * 43, 62)], p.wood, 1.6)
    tube = box(36, 62, 124, 142)
    s.fill(tube, mix(p.pale, p.wall, 0.2), alpha=0.55)
    for i in range(-3, 12):
        s.line([(36 + i * 9, 62), (36 + i * 9 + 34, 142)], p.body, 0.9, inside=tube, alpha=0.65)
        s.line([(36 + i * 9 + 34, 62), (36 + i * 9, 142)], p.body, 0.9, inside=tube, alpha=0.65)
    for y in (62, 102, 142):
        s.fill(ellipse(80, y, 44, 7.5), mix(p.pale, p.table, 0.4), alpha=0.85)
        s.outline(ellipse(80, y, 44, 7.5), p.wood, 2.6)
    for y in (100, 140):
        for middle in (56, 80, 104):
            x = middle + r.uniform(-4, 4)
            s.solid(
                blob(
                    (x - 12, y),
                    (x - 3, y - 5),
                    (x + 8, y - 1),
                    (x + 13, y - 5),
                    (x + 13, y + 4),
                    (x + 8, y + 1),
                    (x - 3, y + 4),
                ),
                p.accent,
                depth=1.5,
            )
            s.fill(ellipse(x - 7, y - 1, 1), DOT)
    s.line([(124, 64), (124, 140)], p.accent, 2)
