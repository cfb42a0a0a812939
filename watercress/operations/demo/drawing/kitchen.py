"""Pans, knives and the other tools of a kitchen."""

from random import Random

from .ornaments import pattern, steam
from .palettes import Palette, mix
from .registry import motif
from .shapes import arc, blob, box, curve, ellipse, lathe, moved, ribbon, turned
from .sheet import Sheet


@motif("pan", shadow=50)
def pan(s: Sheet, p: Palette, r: Random) -> None:
    """Seen from above and a little in front; an egg in it, or two, or none."""
    s.solid(ribbon([(104, 106), (124, 88), (142, 71)], 11, 8, 10), p.wood, depth=3)
    s.solid(ribbon([(96, 112), (118, 93)], 15, 9), p.deep, depth=2)
    s.fill(ellipse(139, 74, 2.2), p.wall)
    s.solid(ellipse(68, 124, 48, 30), p.deep, depth=4)
    s.solid(ellipse(68, 119, 48, 30), p.body, depth=3)
    floor = ellipse(68, 121, 40, 23)
    s.fill(floor, p.dim)
    s.line(arc(68, 121, 34, 18.5, 195, 260), (255, 255, 255), 2.6, alpha=0.25)
    eggs = r.choice((0, 1, 2))
    for x, y in ((58, 118), (83, 127))[:eggs]:
        white = blob(
            (x - 15, y - 1),
            (x - 8, y - 9),
            (x + 4, y - 7),
            (x + 14, y - 3),
            (x + 12, y + 6),
            (x + 1, y + 9),
            (x - 11, y + 7),
        )
        s.solid(white, (254, 250, 240), depth=1.5)
        s.solid(ellipse(x + r.uniform(-3, 3), y - 1, 5.6, 4.6), (246, 182, 62), depth=1.5)
    if not eggs:
        s.fill(ellipse(66, 122, 17, 7.5), (250, 214, 120), alpha=0.5)
        s.solid(turned(box(59, 115, 73, 124, 1.5), 14, (66, 120)), (250, 220, 132), depth=2)


@motif("pot", shadow=52)
def pot(s: Sheet, p: Palette, r: Random) -> None:
    for side in (-1, 1):
        ear = arc(80 + side * 47, 112, 10, 7, 0, 360)
        s.line(ear, p.dim, 5.5)
    body = lathe([(46, 98), (46, 128), (43, 144)], [(43, 144), (36, 151)])
    s.solid(body, p.body, depth=7)
    pattern(s, body, p.pale, r)
    s.solid(lathe([(10, 80), (32, 84), (46, 93)], [(48, 94), (48, 100)]), p.body, depth=4)
    s.line([(33, 99.4), (127, 99.4)], p.deep, 1.6)
    s.solid(lathe([(8, 68), (10, 72), (5, 80)]), r.choice((p.deep, p.wood, p.accent)), depth=2)
    if r.random() < 0.5:
        steam(s, p, r, 112, 84, 22)
    s.shine(curve((42, 108), (42, 122), (44, 136)), 4.4)
    s.shine(curve((52, 91), (60, 88), (70, 86.5)), 3, 0.4)


@motif("knife", shadow=50)
def knife(s: Sheet, p: Palette, r: Random) -> None:
    """A small knife laid across, with what it has just cut."""
    lean, about = r.uniform(-40, -30), (80.0, 112.0)
    blade = [*curve((20, 110), (40, 102), (70, 101), (96, 102)), *curve((96, 122), (72, 123), (44, 119), (20, 110))]
    s.solid(turned(blade, lean, about), p.steel, depth=3)
    s.line(turned(curve((24, 111.5), (46, 118.6), (74, 122), (95, 121)), lean, about), (255, 255, 255), 2, alpha=0.7)
    s.fill(turned(box(94, 101, 101, 123, 1.5), lean, about), p.accent)
    handle = blob((100, 103), (122, 102), (142, 104), (150, 112), (142, 120), (122, 118), (100, 121))
    s.solid(turned(handle, lean, about), p.wood, depth=4)
    for x in (112, 126, 139):
        s.fill(turned(ellipse(x, 111, 2), lean, about), mix(p.pale, p.steel, 0.4))
    for x, y in ((110, 142), (128, 146), (92, 147)):
        s.solid(ellipse(x, y, 9, 6), mix(p.accent, p.pale, 0.2), depth=2)
        s.fill(ellipse(x - 0.6, y - 1, 6.4, 4), mix(p.accent, p.pale, 0.62))
        s.fill(ellipse(x - 0.6, y - 1, 1.5, 1), p.accent)


@motif("board", shadow=44)
def board(s: Sheet, p: Palette, r: Random) -> None:
    """A cutting board leaning on the wall, its grain showing."""
    outline = [
        (46, 150),
        (46, 84),
        *curve((46, 84), (50, 76), (64, 72), (71, 64)),
        (71, 46),
        *arc(80, 46, 9, None, 180, 360),
        (89, 46),
        *curve((89, 64), (96, 72), (110, 76), (114, 84)),
        (114, 150),
        *arc(108, 146, 6, None, 0, 90),
        *arc(52, 146, 6, None, 90, 180),
    ]
    s.solid(outline, p.nut, depth=5)
    knot = (80 + r.uniform(-14, 14), 112 + r.uniform(-10, 10))
    for i in range(-5, 6):
        x = 80 + i * 6.6
        pull = (knot[0] - x) * 0.25
        s.line(
            curve((x, 40), (x + pull * 0.2, 80), (x - pull, knot[1]), (x + 1, 152)),
            mix(p.nut, p.deep, 0.45),
            1.2,
            inside=outline,
            alpha=0.6,
        )
    s.outline(ellipse(*knot, 4, 6), mix(p.nut, p.deep, 0.5), 1.4)
    s.fill(ellipse(80, 50, 3.8), p.wall)
    s.line(curve((80, 47), (86, 38), (80, 30), (74, 38), (80, 47)), p.accent, 1.6)
    s.shine([(52, 92), (52, 138)], 2.8, 0.3)


@motif("whisk", shadow=40)
def whisk(s: Sheet, p: Palette, r: Random) -> None:
    """Standing head down in a small bowl."""
    lean, about = r.uniform(8, 20), (78.0, 140.0)
    s.fill(ellipse(80, 112, 39, 8), p.dim)
    for wide in (6, 12, 18):
        wires = blob(
            (78, 86),
            (78 + wide * 0.6, 98),
            (78 + wide, 122),
            (78 + wide * 0.5, 138),
            (78 - wide * 0.5, 138),
            (78 - wide, 122),
            (78 - wide * 0.6, 98),
        )
        s.outline(turned(wires, lean, about), p.steel, 1.9)
    s.solid(turned(lathe([(4, 36), (5, 46), (4.4, 86)], at=78), lean, about), p.wood, depth=2)
    s.solid(turned(box(73, 80, 83, 90, 2), lean, about), p.steel, depth=1.5)
    s.line(turned(arc(78, 31, 4, None, 0, 360), lean, about), p.steel, 1.6)
    bowl = lathe([(40, 112), (37, 128), (26, 144), (15, 151)])
    s.fill([*arc(80, 112, 38, 7, 0, 180)], (255, 250, 238))
    s.solid(bowl, p.body)
    s.fill([*arc(80, 112, 40, 8, 0, 180)], (255, 251, 240))
    s.line(arc(80, 112, 40, 8, 0, 180), p.soft, 2.2)
    pattern(s, lathe([(38, 122), (26, 144), (15, 151)]), p.deep, r)
    s.shine(curve((46, 124), (51, 135), (57, 142)), 3.4)


@motif("rolling-pin", shadow=56)
def rolling_pin(s: Sheet, p: Palette, r: Random) -> None:
    """A plain rod on a round of dough, flour about."""
    s.solid(ellipse(80, 130, 52, 22), mix((250, 234, 204), p.pale, 0.3), depth=4)
    lean, about = r.uniform(-24, -12), (80.0, 122.0)
    rod = box(16, 112, 144, 131, 9)
    s.fill(turned(moved(rod, 2, 7), lean, about), p.deep, alpha=0.18)
    s.solid(turned(rod, lean, about), p.nut, depth=5)
    for y in (117, 121, 125):
        s.line(
            turned(curve((24, y), (70, y + r.uniform(-1.5, 1.5)), (138, y)), lean, about),
            mix(p.nut, p.deep, 0.4),
            0.9,
            alpha=0.5,
        )
    s.shine(turned([(28, 115.5), (110, 115.5)], lean, about), 2.6, 0.5)
    for _ in range(26):
        s.fill(ellipse(r.uniform(24, 136), r.uniform(140, 160), r.uniform(0.5, 1.3)), (255, 255, 255), alpha=0.9)
    star = r.random() < 0.5
    for x, y in ((122, 96), (136, 108)) if star else ((36, 112), (26, 122)):
        s.solid(ellipse(x, y + 40 if star else y + 32, 7, 4), mix((250, 234, 204), p.pale, 0.3), depth=1.5)


@motif("spoon", shadow=44)
def spoon(s: Sheet, p: Palette, r: Random) -> None:
    """Three wooden spoons in a pot; the flat one stands in front."""
    tones = (p.wood, p.nut, mix(p.nut, p.pale, 0.25))
    for x, lean, tone in ((70, -17.0, tones[0]), (91, 16, tones[1])):
        lean += r.uniform(-4, 4)
        s.line(turned([(x, 120), (x, 72)], lean, (x, 130)), tone, 5)
        s.solid(turned(ellipse(x, 58, 11, 16), lean, (x, 130)), tone, depth=3)
        s.fill(turned(ellipse(x, 58, 7, 11), lean, (x, 130)), mix(tone, p.deep, 0.28))
    s.line([(81, 120), (81, 66)], tones[2], 5.6)
    s.solid(
        [
            *curve((72, 32), (81, 30), (90, 36)),
            *curve((92, 48), (89, 60), (83, 70)),
            *curve((79, 70), (73, 60), (70, 48)),
        ],
        tones[2],
        depth=3,
    )
    crock = lathe([(29, 102), (32, 112), (32, 138), (26, 151)])
    s.solid(crock, p.body)
    pattern(s, crock, p.deep, r)
    s.line([(51, 102.6), (109, 102.6)], p.dim, 3.6)
    s.shine([(55, 114), (55, 136)], 3.6, 0.4)


@motif("mill", shadow=32)
def mill(s: Sheet, p: Palette, r: Random) -> None:
    waist = r.uniform(13, 18)
    s.solid(
        lathe([(26, 151), (26, 146), (22, 134), (waist, 118), (waist + 1, 106), (21, 96)], [(21, 96), (21, 92)]),
        p.body,
        depth=5,
    )
    s.solid(box(60, 86, 100, 94, 2), p.steel, depth=2)
    s.solid(lathe([(12, 54), (21, 62), (22, 72), (16, 80), (19, 87)]), p.body, depth=4)
    s.solid(ellipse(80, 49, 6.5), p.accent, depth=2)
    for y, wide in ((143, 24.5), (104, waist + 0.6)):
        s.line([(80 - wide, y), (80 + wide, y)], p.deep, 1.8)
    s.shine(curve((66, 66), (64, 72), (66, 78)), 2.6, 0.5)
    s.shine(curve((63, 128), (60, 136), (59, 142)), 2.6, 0.45)
    for _ in range(12):
        s.fill(ellipse(r.uniform(108, 138), r.uniform(144, 156), r.uniform(1, 2)), p.deep)
