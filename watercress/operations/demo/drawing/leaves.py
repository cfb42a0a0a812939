"""Tea as it is sold, and what lies on the tea table."""

from random import Random

from .ornaments import paper_label, pattern, steam
from .palettes import Palette, mix
from .registry import motif
from .shapes import Shape, blob, box, curve, ellipse, lathe, leaf, turned
from .sheet import Sheet


@motif("tea-tin", shadow=40)
def tea_tin(s: Sheet, p: Palette, r: Random) -> None:
    wide, top = r.uniform(30, 36), r.uniform(74, 84)
    body = box(80 - wide, top, 80 + wide, 151, 4)
    s.solid(body, p.body)
    pattern(s, body, p.deep, r)
    lid = box(80 - wide - 1.5, top - 16, 80 + wide + 1.5, top + 4, 5)
    s.solid(lid, p.deep)
    s.line([(80 - wide, top - 1), (80 + wide, top - 1)], p.dim, 1.4)
    if r.random() < 0.5:
        s.solid(lathe([(9, top - 22), (12, top - 16)]), p.dim, depth=2)
    paper_label(s, p, r, 80 - wide * 0.66, top + 20, 80 + wide * 0.66, top + 50)
    s.shine([(80 - wide + 6, top + 14), (80 - wide + 6, 136)], 3.2, 0.35)


@motif("caddy", shadow=40)
def caddy(s: Sheet, p: Palette, r: Random) -> None:
    """A potter's tea jar: shoulders, a cloth under the lid, a cord."""
    broad = r.uniform(36, 41)
    body = lathe([(20, 84), (31, 91), (broad, 105), (broad - 1, 122), (31, 140), (24, 151)])
    s.solid(body, p.body)
    pattern(s, body, p.deep, r)
    cloth = lathe([(21, 79), (24, 88), (29, 92)], [(29, 92), (14, 90), (0, 93)])
    s.solid(cloth, p.pale, depth=2)
    s.line(curve((57, 85), (80, 88), (103, 85)), p.accent, 2.6)
    s.line(curve((94, 87), (99, 95), (96, 104)), p.accent, 1.8)
    s.line(curve((94, 87), (104, 93), (106, 101)), p.accent, 1.8)
    s.solid(lathe([(6, 66), (21, 70), (22, 78)], [(22, 78), (21, 81)]), p.dim, depth=3)
    s.solid(lathe([(5, 58), (7, 62), (4, 68)]), p.deep, depth=2)
    s.shine(curve((49, 104), (46, 116), (49, 129)), 4)


@motif("tea-cake", shadow=52)
def tea_cake(s: Sheet, p: Palette, r: Random) -> None:
    """A pressed cake leaning on its paper, with a piece broken off."""
    s.solid(ellipse(84, 106, 45), mix(p.pale, p.wood, 0.12))
    for turn in range(0, 360, 20):
        s.line([(84, 106), turned([(128, 106)], turn + 6, (84, 106))[0]], p.table, 0.9, alpha=0.9)
    cake = ellipse(74, 108, 41)
    tea = mix((92, 62, 44), p.dim, 0.3)
    s.solid(cake, tea, depth=6)
    for _ in range(90):
        x, y = r.uniform(34, 114), r.uniform(68, 148)
        tone = mix(tea, r.choice(((40, 26, 20), (40, 26, 20), p.pale)), 0.35)
        s.line(turned([(x - 3, y), (x + 3, y)], r.uniform(0, 180), (x, y)), tone, 1.5, inside=cake, alpha=0.75)
    s.fill(blob((102, 84), (116, 76), (124, 90), (112, 98), (104, 94)), p.pale)
    label = ellipse(74, 108, 13)
    s.solid(label, p.pale, depth=1.5)
    s.fill(ellipse(74, 108, 8), r.choice((p.accent, p.body, p.leaf)))
    s.fill(leaf(69, 112, 11, 5, -40), p.pale)
    for x, turn in ((118, 20), (128, -15), (110, 40)):
        s.fill(turned(box(x - 4, 148, x + 4, 152, 2), turn, (x, 150)), tea)


@motif("pouch", shadow=38)
def pouch(s: Sheet, p: Palette, r: Random) -> None:
    """A paper bag folded over at the top and tied."""
    paper = r.choice((mix(p.wood, p.pale, 0.45), p.soft, p.body))
    lean = r.uniform(-3, 3)
    body = blob(
        (50, 82),
        (66, 80),
        (94, 80),
        (110, 82),
        (112, 104),
        (116, 128),
        (114, 148),
        (96, 151),
        (64, 151),
        (46, 148),
        (44, 128),
        (48, 104),
    )
    s.solid(body, paper)
    pattern(s, body, p.deep, r)
    fold = [(50 + lean, 62), (110 + lean, 62), (111, 84), (49, 84)]
    s.solid(fold, mix(paper, (255, 255, 255), 0.22), depth=2.5)
    s.line([(49.5, 73), (110.5, 73)], mix(paper, p.deep, 0.4), 1)
    s.line([(46, 84), (114, 84)], p.accent, 2.8)
    s.outline(ellipse(73, 81, 6, 3.6), p.accent, 1.8)
    s.outline(ellipse(87, 81, 6, 3.6), p.accent, 1.8)
    s.line(curve((80, 84), (76, 92), (78, 100)), p.accent, 1.8)
    s.line(curve((80, 84), (85, 91), (84, 97)), p.accent, 1.8)
    paper_label(s, p, r, 60, 106, 100, 136)


@motif("tray", shadow=56)
def tray(s: Sheet, p: Palette, r: Random) -> None:
    """A tile with a rim, two cups and a small pot on it."""
    s.solid(lathe([(57, 134), (59, 138), (52, 148)], [(52, 148), (48, 151)]), p.deep, depth=3)
    s.fill(ellipse(80, 134, 57, 9), p.dim)
    s.fill(ellipse(80, 134.8, 52, 6.8), p.body)
    _small_pot(s, p, r, r.uniform(60, 64))
    for x, tone in ((101, p.pale), (121, mix(p.pale, p.accent, 0.5))):
        cup = lathe([(10, 119), (9, 128), (5, 134)], at=x)
        s.solid(cup, tone, depth=3)
        s.fill(ellipse(x, 119, 10, 2.6), mix(p.wood, p.deep, 0.3))
    if r.random() < 0.6:
        steam(s, p, r, 101, 113, 18)


def _small_pot(s: Sheet, p: Palette, r: Random, x: float) -> None:
    s.outline(ellipse(x - 23, 116, 8, 9), p.accent, 3.4)
    s.fill(blob((x + 16, 118), (x + 25, 112), (x + 31, 102), (x + 34, 104), (x + 30, 116), (x + 18, 128)), p.accent)
    pot = lathe([(10, 99), (20, 105), (24, 117), (20, 130), (13, 136)], at=x)
    s.solid(pot, p.accent)
    pattern(s, pot, p.deep, r)
    s.solid(lathe([(3, 93), (11, 96), (13, 101)], at=x), mix(p.accent, p.deep, 0.35), depth=2)
    s.fill(ellipse(x, 91.5, 3), mix(p.accent, p.deep, 0.35))


@motif("tea-scoop", shadow=54)
def tea_scoop(s: Sheet, p: Palette, r: Random) -> None:
    """A split bamboo scoop with leaf in it."""
    lean = r.uniform(-20, -14)
    about = (80.0, 130.0)
    trough = blob(
        (26, 118),
        (60, 114),
        (104, 116),
        (128, 120),
        (134, 129),
        (126, 138),
        (100, 143),
        (58, 144),
        (28, 140),
        (22, 129),
    )
    s.solid(turned(trough, lean, about), mix(p.wood, p.leaf, 0.2))
    hollow = blob(
        (34, 121), (64, 118), (102, 120), (122, 124), (126, 129), (120, 133), (98, 136), (60, 136), (34, 133), (30, 127)
    )
    inner = turned(hollow, lean, about)
    s.fill(inner, mix(p.wood, p.pale, 0.4))
    s.line(turned(curve((62, 113.5), (65, 128), (61, 144)), lean, about), mix(p.wood, p.deep, 0.45), 2.2)
    for _ in range(46):
        x, y = r.uniform(66, 122), r.uniform(119, 134)
        piece = turned(curve((x - 5, y), (x, y - 1.6), (x + 5, y + 0.5)), r.uniform(-60, 60), (x, y))
        tone = mix((60, 44, 34), r.choice((p.deep, p.leaf, p.nut)), 0.45)
        s.line(turned(piece, lean, about), tone, 2, end_width=0.8, inside=inner)
    s.shine(turned([(40, 140), (92, 140)], lean, about), 2, 0.35)
    for x, y, turn in ((132, 149, 10), (142, 147, -25), (122, 152, -8)):
        s.line(turned(curve((x - 5, y), (x, y - 1.5), (x + 5, y)), turn, (x, y)), p.deep, 2, end_width=0.8)


@motif("jar", shadow=40)
def jar(s: Sheet, p: Palette, r: Random) -> None:
    """A glass jar, filled to a height of its own."""
    wide, full = r.uniform(32, 37), r.uniform(82, 94)
    glass = _jar_outline(wide, 0)
    s.solid(glass, mix(p.pale, p.wall, 0.5), depth=3)
    inner = _jar_outline(wide - 3.5, 2.5)
    level = curve((80 - wide, full + 2), (80 - wide / 3, full - 2), (80 + wide / 3, full + 2), (80 + wide, full - 1))
    s.fill([*level, (80 + wide, 152), (80 - wide, 152)], p.body, inside=inner)
    for _ in range(34):
        grain = ellipse(r.uniform(45, 115), r.uniform(full + 6, 146), r.uniform(1, 2.6))
        s.fill(grain, r.choice((p.deep, p.soft)), inside=inner, alpha=0.5)
    lid = box(80 - wide * 0.84, 50, 80 + wide * 0.84, 66, 4)
    s.solid(lid, r.choice((p.deep, p.wood)), depth=4)
    s.line([(80 - wide * 0.84, 61), (80 + wide * 0.84, 61)], p.dim, 1.2)
    if r.random() < 0.4:
        s.line(curve((80 - wide * 0.8, 69), (80, 71), (80 + wide * 0.8, 69)), p.accent, 2.4)
    paper_label(s, p, r, 80 - wide * 0.62, 100, 80 + wide * 0.62, 130)
    s.shine([(80 - wide + 6, 90), (80 - wide + 6, 138)], 3.4, 0.6)


def _jar_outline(wide: float, inset: float) -> Shape:
    return lathe(
        [(wide * 0.76, 64 + inset), (wide * 0.78, 70), (wide, 80), (wide, 96), (wide, 140), (wide - 5, 151 - inset)]
    )


@motif("plant", shadow=34)
def plant(s: Sheet, p: Palette, r: Random) -> None:
    stems = r.choice((3, 4, 5))
    for i in range(stems):
        lean = -62 + 124 * i / (stems - 1) + r.uniform(-6, 6)
        tall = r.uniform(44, 56) - abs(lean) * 0.12
        tip = turned([(80, 114 - tall)], lean * 0.62, (80, 114))[0]
        s.line(curve((80, 118), ((80 + tip[0]) / 2 - lean * 0.06, (114 + tip[1]) / 2), tip), p.leaf, 2.2)
        for at, side in ((0.45, -1), (0.62, 1), (0.8, -1), (1, 0)):
            x, y = 80 + (tip[0] - 80) * at, 116 + (tip[1] - 116) * at
            tone = p.leaf if (i + side) % 2 else mix(p.leaf, p.deep, 0.4)
            s.solid(leaf(x, y, 21 - 5 * at, 11, lean * 0.7 - 90 + side * 48), tone, depth=1.5)
    pot = lathe([(25, 118), (21, 140), (18, 151)])
    s.solid(pot, p.body)
    pattern(s, pot, p.deep, r)
    s.solid(box(52, 110, 108, 121, 3), p.dim, depth=3)
    s.shine([(61, 126), (64, 143)], 3.2, 0.4)
