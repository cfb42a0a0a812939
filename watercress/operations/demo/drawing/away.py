"""For going out, and for those who stay and play."""

from random import Random

from .ornaments import pattern
from .palettes import Palette, mix
from .registry import motif
from .shapes import arc, box, curve, ellipse, lathe, leaf, moved, turned
from .sheet import Sheet


@motif("tent", shadow=62)
def tent(s: Sheet, p: Palette, r: Random) -> None:
    peak = 80 + r.uniform(-6, 6)
    for x in (22, 138):
        s.line([(peak + (x - peak) * 0.55, 104), (x, 152)], mix(p.wood, p.pale, 0.3), 1.2)
    side = [(30, 151), (peak, 66), (130, 151)]
    s.solid(side, p.body, depth=6)
    s.fill([(30, 151), (peak, 66), (peak - 8, 151)], p.soft, inside=side, alpha=0.7)
    opening = [(peak - 20, 151), (peak + 1, 86), (peak + 22, 151)]
    s.fill(opening, p.deep)
    s.fill([(peak - 20, 151), (peak + 1, 86), (peak - 12, 120)], p.pale, alpha=0.9)
    if r.random() < 0.5:
        s.fill([(peak + 22, 151), (peak + 1, 86), (peak + 15, 120)], p.pale, alpha=0.75)
    else:
        s.fill(ellipse(peak + 4, 138, 7, 8), p.accent, alpha=0.9)
    s.line([(peak, 66), (peak, 58)], p.wood, 2.4)
    s.fill([(peak, 58), (peak + 13, 61), (peak, 66)], p.accent)
    s.line([(36, 140), (peak - 6, 80)], p.pale, 1.4, alpha=0.6)
    for x in (20, 140):
        s.fill(leaf(x, 152, 12, 4, -70 if x < 80 else -110), p.leaf)


@motif("flask", shadow=30)
def flask(s: Sheet, p: Palette, r: Random) -> None:
    wide = r.uniform(23, 27)
    body = lathe([(wide - 7, 74), (wide, 84)], [(wide, 84), (wide, 148), (wide - 3, 151)])
    s.solid(body, p.body, depth=6)
    pattern(s, body, p.pale, r)
    s.fill(box(80 - wide, 140, 80 + wide, 151), p.steel, inside=body)
    s.solid(box(80 - wide + 6, 66, 80 + wide - 6, 76, 2), p.steel, depth=2)
    s.solid(lathe([(wide - 8, 42), (wide - 5, 46), (wide - 5, 67)]), mix(p.steel, p.pale, 0.3), depth=4)
    s.line(curve((80 + wide - 2, 86), (80 + wide + 14, 104), (80 + wide - 2, 126)), p.accent, 4.4)
    s.shine([(80 - wide + 7, 90), (80 - wide + 7, 134)], 3.4, 0.45)


@motif("bell", shadow=40)
def bell(s: Sheet, p: Palette, r: Random) -> None:
    """For a handlebar: a dome, a lever, and a ring in the air."""
    s.solid(box(20, 128, 140, 140, 6), p.steel, depth=3)
    s.solid(box(104, 125, 142, 143, 5), mix(p.deep, p.body, 0.3), depth=3)
    brass = mix((222, 180, 92), p.body, 0.35)
    s.solid(box(72, 120, 88, 134, 2), p.dim, depth=2)
    dome = [*arc(80, 118, 37, 34, 180, 360), *curve((117, 118), (80, 124), (43, 118))]
    s.solid(dome, brass, depth=7)
    s.line(curve((44, 115), (80, 121), (116, 115)), mix(brass, p.deep, 0.45), 2)
    s.solid(ellipse(80, 85, 5.5), mix(brass, p.pale, 0.4), depth=2)
    s.solid(turned(box(112, 112, 128, 118, 3), 24 + r.uniform(-6, 10), (112, 115)), p.steel, depth=2)
    s.shine(arc(80, 116, 28, 25, 200, 250), 4, 0.6)
    for i in range(r.choice((2, 3))):
        for start in (205, 305):
            s.line(arc(80, 104, 46 + i * 9, 46 + i * 9, start, start + 26), p.accent, 2.6, alpha=0.85 - i * 0.2)


@motif("blocks", shadow=54)
def blocks(s: Sheet, p: Palette, r: Random) -> None:
    """As high as they go before somebody sighs."""
    tones = [p.body, p.accent, p.leaf, p.soft]
    r.shuffle(tones)
    for x, y, lean in (
        (48, 132, 0.0),
        (86, 132, 0),
        (122, 133, 8),
        (66, 95, r.uniform(-5, 2)),
        (74, 59, r.uniform(2, 9)),
    ):
        tone = mix(tones[int(x + y) % 4], p.wood, 0.12)
        face = turned(box(x - 18, y - 18, x + 18, y + 18, 3), lean, (x, y + 18))
        s.solid(face, tone, depth=4)
        mark, about = r.randrange(4), (x, y + 18)
        if mark == 0:
            s.fill(turned(ellipse(x, y, 9), lean, about), p.pale)
        elif mark == 1:
            s.fill(turned([(x - 10, y + 9), (x, y - 10), (x + 10, y + 9)], lean, about), p.pale)
        elif mark == 2:
            for dx in (-7, 0, 7):
                s.line(turned([(x + dx, y - 9), (x + dx, y + 9)], lean, about), p.pale, 2.4)
        else:
            s.outline(turned(box(x - 9, y - 9, x + 9, y + 9, 2), lean, about), p.pale, 2.4)


@motif("kite", shadow=0)
def kite(s: Sheet, p: Palette, r: Random) -> None:
    lean, about = r.uniform(10, 24), (84.0, 84.0)
    sail = turned([(84, 38), (122, 80), (84, 136), (46, 80)], lean, about)
    s.solid(sail, p.body, depth=4)
    s.fill(turned([(84, 38), (122, 80), (84, 80)], lean, about), p.accent, inside=sail)
    s.fill(turned([(46, 80), (84, 80), (84, 136)], lean, about), p.soft, inside=sail)
    for line in ([(84, 38), (84, 136)], [(46, 80), (122, 80)]):
        s.line(turned(line, lean, about), p.wood, 2)
    x, y = turned([(84, 136)], lean, about)[0]
    tail = curve((x, y), (x - 14, y + 12), (x + 2, y + 24), (x - 16, y + 36), (x - 4, y + 50))
    s.line(tail, p.deep, 1.5)
    for i in (12, 24, 36):
        bx, by = tail[i]
        for turn in (r.uniform(150, 200), r.uniform(-20, 30)):
            s.fill(leaf(bx, by, 12, 8, turn), (p.accent, p.body, p.leaf)[i // 12 - 1])
    s.shine(moved(turned([(72, 62), (62, 76)], lean, about), 0, 0), 2.4, 0.5)


@motif("top", shadow=34)
def top(s: Sheet, p: Palette, r: Random) -> None:
    """Spinning, so it leans, and says so."""
    lean, about = r.uniform(-16, 16), (80.0, 150.0)
    body = lathe([(5, 84), (36, 94), (42, 106)], [(42, 106), (30, 124), (9, 142), (2, 151)])
    body = turned(body, lean, about)
    s.solid(turned(box(76, 58, 84, 90, 3), lean, about), p.wood, depth=2)
    s.solid(body, p.body, depth=6)
    for y, tone, width in ((97, p.accent, 4.5), (107, p.pale, 3.5), (118, p.soft, 4)):
        stripe = curve((30, y), (80, y + 6), (130, y))
        s.line(turned(stripe, lean, about), tone, width, inside=body)
    s.shine(turned(curve((48, 100), (50, 110), (60, 122)), lean, about), 3, 0.5)
    for side in (180, 330):
        s.line(arc(80, 148, 46 + r.uniform(0, 6), 9, side, side + 40), mix(p.deep, p.table, 0.5), 1.8, alpha=0.7)
