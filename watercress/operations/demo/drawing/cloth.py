"""Woven things for the house: on a table, over a rail, round a loaf."""

from random import Random

from .clothes import folds
from .ornaments import pattern
from .palettes import Palette, mix
from .registry import motif
from .shapes import arc, blob, box, curve, ellipse, lathe, ribbon, turned
from .sheet import Sheet


@motif("napkin", shadow=54)
def napkin(s: Sheet, p: Palette, r: Random) -> None:
    """A pile of four, folded, the top one with a sprig on it."""
    tones = [p.body, p.pale, p.soft, mix(p.accent, p.pale, 0.35)]
    r.shuffle(tones)
    for i, tone in enumerate(tones):
        level, shift = 144 - i * 11, r.uniform(-3, 3)
        s.solid(box(30 + shift, level - 5, 130 + shift, level + 6, 5.5), tone, depth=3)
        s.line([(36 + shift, level + 0.6), (124 + shift, level + 0.6)], p.deep, 0.9, alpha=0.3)
    top = [(42, 92), (118, 92), (131, 106), (29, 106)]
    s.solid(top, mix(tones[-1], (255, 255, 255), 0.25), depth=2)
    s.line([(42, 103), (118, 103)], p.body, 1.4, alpha=0.8)
    s.line(curve((56, 100), (80, 94), (106, 98)), p.leaf, 1.8)
    for x, y, turn in ((66, 97.0, -60), (78, 95, 40), (88, 95, -50), (98, 96.5, 35), (106, 98, 5)):
        s.fill(turned(ellipse(x + 5, y, 6, 2.4), turn, (x, y)), p.leaf)


@motif("towel", shadow=0)
def towel(s: Sheet, p: Palette, r: Random) -> None:
    """Over a rail."""
    s.line([(22, 56), (138, 56)], p.wood, 5)
    for x in (22, 138):
        s.solid(ellipse(x, 56, 5.5), p.deep, depth=2)
    back = box(88, 58, 120, 112)
    s.solid(back, p.dim, depth=2)
    front = [
        (42, 52),
        *curve((42, 52), (72, 50), (104, 52)),
        *curve((104, 52), (105, 96), (103, 144)),
        *curve((103, 144), (74, 147), (42, 144)),
    ]
    s.solid(front, mix(p.pale, p.soft, 0.25), depth=4)
    for i in range(r.choice((2, 3, 4))):
        s.line([(40, 130 - i * 9), (106, 130 - i * 9)], p.body, 4 if i % 2 == 0 else 1.8, inside=front)
    for x in (50, 62, 84, 96):
        s.line([(x, 60), (x, 144)], p.body, 0.7, inside=front, alpha=0.4)
    folds(s, p, front, curve((70, 56), (72, 90), (71, 126)))


@motif("runner", shadow=0)
def runner(s: Sheet, p: Palette, r: Random) -> None:
    """A long cloth over a table's edge; somewhere a thread is missing."""
    s.solid([(8, 112), (152, 112), (152, 122), (8, 122)], p.wood, depth=3)
    for x in (20, 132):
        s.solid(box(x, 122, x + 8, 176), mix(p.wood, p.deep, 0.2), depth=2)
    s.solid([(8, 112), (34, 84), (126, 84), (152, 112)], mix(p.wood, p.pale, 0.2), depth=2)
    lying, hanging = [(50, 112), (62, 84), (98, 84), (110, 112)], box(50, 112, 110, 160)
    s.solid(lying, mix(p.body, (255, 255, 255), 0.2), depth=1)
    for x in range(53, 110, 6):
        s.line([(x, 158), (x, 167)], p.body, 1.7)
    s.solid(hanging, p.body, depth=4)
    for y in (142, 150):
        s.line([(50, y), (110, y)], p.pale, 3, inside=hanging, alpha=0.85)
    for x in range(54, 110, 8):
        s.line([(x, 112), (x, 138)], p.deep, 0.8, inside=hanging, alpha=0.4)
    x = r.choice((62, 70, 86, 94))
    s.line([(x, 118), (x, 132)], p.pale, 1.6)
    cup = lathe([(11, 80), (10, 90), (6, 97)], at=84)
    s.solid(cup, p.accent, depth=3)
    s.fill(ellipse(84, 80, 11, 2.8), mix(p.accent, p.deep, 0.5))


@motif("tote", shadow=40)
def tote(s: Sheet, p: Palette, r: Random) -> None:
    """A market bag, leek and bread looking out."""
    s.line([(66, 100), (58, 56)], (244, 246, 232), 6)
    for turn in (-30, -8, 16):
        s.solid(turned(ribbon(curve((58, 60), (57, 44), (60, 30)), 6, 8, 0), turn, (58, 60)), p.leaf, depth=1.5)
    s.solid(turned(box(88, 52, 104, 110, 8), 12, (96, 100)), p.nut, depth=3)
    for y in (64, 76):
        s.line(turned([(92, y), (100, y - 4)], 12, (96, 100)), mix(p.nut, p.pale, 0.6), 2.2)
    body = blob(
        (42, 92), (60, 93), (100, 93), (118, 92), (122, 120), (119, 148), (100, 152), (60, 152), (41, 148), (38, 120)
    )
    s.line(curve((58, 94), (58, 64), (80, 54), (102, 64), (102, 94)), p.dim, 4.5)
    s.solid(body, p.body, depth=6)
    pattern(s, body, p.pale, r, quiet=False)
    s.line(curve((58, 98), (57, 72), (80, 66), (103, 72), (102, 98)), p.soft, 4.5)
    s.line(curve((42, 97), (80, 99), (118, 97)), p.deep, 1.3, alpha=0.6)


@motif("cushion", shadow=52)
def cushion(s: Sheet, p: Palette, r: Random) -> None:
    lean, about = r.uniform(-9, 9), (80.0, 112.0)
    body = turned(
        blob(
            (36, 70),
            (58, 74),
            (80, 75),
            (102, 74),
            (124, 70),
            (121, 92),
            (120, 112),
            (121, 132),
            (125, 150),
            (102, 148),
            (80, 148),
            (58, 148),
            (35, 150),
            (39, 132),
            (40, 112),
            (39, 92),
        ),
        lean,
        about,
    )
    s.solid(body, p.body, depth=8)
    pattern(s, body, p.pale, r, quiet=False)
    for x in (62, 80, 98):
        s.solid(turned(ellipse(x, 112, 3.6), lean, about), p.wood, depth=1)
    s.line(turned(curve((42, 76), (50, 84), (54, 94)), lean, about), p.deep, 1.6, end_width=0.6, alpha=0.5)
    s.line(turned(curve((118, 76), (110, 84), (106, 94)), lean, about), p.deep, 1.6, end_width=0.6, alpha=0.5)
    s.line(turned(curve((42, 143), (50, 136), (53, 128)), lean, about), p.deep, 1.6, end_width=0.6, alpha=0.5)


@motif("spool", shadow=44)
def spool(s: Sheet, p: Palette, r: Random) -> None:
    s.solid(lathe([(34, 140), (34, 146), (30, 151)]), p.wood, depth=3)
    thread = lathe([(23, 82), (28, 96), (29, 112), (28, 128), (24, 141)])
    s.solid(thread, p.body, depth=6)
    for i in range(15):
        y = 83 + i * 4
        s.line(curve((48, y + 2), (80, y + 4.5 + r.uniform(-1, 1)), (112, y - 1)), p.deep, 1, inside=thread, alpha=0.5)
    s.solid(lathe([(30, 74), (34, 78), (34, 85)]), p.wood, depth=3)
    s.fill(ellipse(80, 75, 30, 5.5), mix(p.wood, p.pale, 0.3))
    s.fill(ellipse(80, 75, 6, 1.8), p.deep)
    end = r.uniform(138, 150)
    s.line(curve((107, 118), (122, 124), (118, 140), (132, 150), (end, 144)), p.body, 1.6)
    s.line([(30, 66), (46, 146)], p.steel, 2.6, end_width=1.2)
    s.outline(ellipse(31.3, 72, 1.5, 4), p.steel, 1)


@motif("sack", shadow=46)
def sack(s: Sheet, p: Palette, r: Random) -> None:
    """A drawstring bag, tied above the middle."""
    cloth = r.choice((p.body, p.soft, mix(p.wood, p.pale, 0.4)))
    s.solid(
        blob((60, 60), (68, 54), (80, 57), (92, 53), (101, 60), (95, 76), (80, 80), (65, 76)),
        mix(cloth, (255, 255, 255), 0.15),
        depth=3,
    )
    body = blob(
        (66, 74), (94, 74), (112, 88), (124, 116), (122, 144), (104, 152), (56, 152), (38, 144), (36, 116), (48, 88)
    )
    s.solid(body, cloth, depth=7)
    pattern(s, body, p.deep, r)
    s.line(curve((64, 75), (80, 79), (96, 75)), p.accent, 3.4)
    s.line(curve((90, 77), (102, 84), (100, 96)), p.accent, 2.2)
    s.line(curve((90, 77), (98, 90), (94, 100)), p.accent, 2.2)
    folds(
        s,
        p,
        body,
        curve((72, 80), (66, 90), (62, 104)),
        curve((86, 80), (92, 92), (94, 106)),
        curve((79, 81), (78, 92), (79, 100)),
    )
    if r.random() < 0.7:
        s.solid(ellipse(80, 124, 17, 14), p.pale, depth=2)
        s.fill(ellipse(80, 124, 8, 6.5), p.body)


@motif("basket", shadow=50)
def basket(s: Sheet, p: Palette, r: Random) -> None:
    willow = mix(p.wood, p.pale, 0.15)
    s.line(arc(80, 104, 40, r.uniform(50, 58), 184, 356), mix(willow, p.deep, 0.2), 6)
    s.solid(blob((34, 102), (46, 90), (62, 94), (78, 86), (96, 93), (114, 89), (127, 102), (80, 112)), p.pale, depth=3)
    s.fill(blob((44, 100), (56, 95), (66, 102), (52, 104)), p.body, alpha=0.6)
    body = lathe([(48, 102), (46, 120), (40, 146), (36, 151)])
    s.solid(body, willow, depth=6)
    dark = mix(willow, p.deep, 0.4)
    for row in range(6):
        y = 107 + row * 8
        for i in range(10):
            x = 32 + i * 11 + (5.5 if row % 2 else 0)
            s.line(curve((x - 5, y + 2), (x, y - 1.6), (x + 5, y + 2)), dark, 2.2, inside=body, alpha=0.75)
    s.line([(31.5, 103), (128.5, 103)], mix(willow, p.deep, 0.25), 5)
    s.line(curve((112, 106), (120, 114), (117, 126)), p.accent, 2.4)
    s.line(curve((112, 106), (126, 112), (127, 120)), p.accent, 2.4)
