"""Ink, paper and the things that bring one to the other."""

from random import Random

from .ornaments import paper_label
from .palettes import Palette, mix
from .registry import motif
from .shapes import arc, blob, box, curve, ellipse, lathe, leaf, moved, turned
from .sheet import Sheet


@motif("ink-bottle", shadow=42)
def ink_bottle(s: Sheet, p: Palette, r: Random) -> None:
    """Square-shouldered or round, and a stroke of the colour on a card."""
    card = turned(box(94, 112, 140, 152, 2), r.uniform(-6, 6), (117, 132))
    s.solid(card, p.pale, depth=2)
    s.line(curve((101, 126), (110, 119), (113, 130), (122, 121), (126, 132), (134, 124)), p.body, 3.4, end_width=1.6)
    s.line([(102, 141), (124, 141)], mix(p.body, p.pale, 0.5), 2)
    if r.random() < 0.5:
        glass = [
            *curve((52, 92), (40, 96), (34, 104)),
            *curve((34, 104), (31, 128), (34, 146)),
            (38, 151),
            (98, 151),
            *curve((102, 146), (105, 128), (102, 104)),
            *curve((102, 104), (96, 96), (84, 92)),
        ]
    else:
        glass = box(34, 90, 102, 151, 14)
    s.solid(glass, mix(p.pale, p.wall, 0.35), depth=3)
    inner = [(68 + (x - 68) * 0.88, 123 + (y - 123) * 0.88) for x, y in glass]
    full = r.uniform(98, 112)
    s.fill([(20, full), (120, full - 2), (120, 160), (20, 160)], p.body, inside=inner)
    s.fill([(20, full + 22), (120, full + 18), (120, 160), (20, 160)], p.deep, inside=inner, alpha=0.35)
    s.solid(box(50, 84, 86, 94, 2), mix(p.pale, p.body, 0.3), depth=1.5)
    s.solid(box(46, 62, 90, 86, 4), p.deep, depth=4)
    for x in range(52, 88, 6):
        s.line([(x, 67), (x, 82)], mix(p.deep, p.body, 0.4), 1.2)
    paper_label(s, p, r, 48, 112, 88, 138)
    s.shine([(40, 104), (40, 138)], 2.8, 0.7)


@motif("pen", shadow=50)
def pen(s: Sheet, p: Palette, r: Random) -> None:
    """A fountain pen, uncapped, at the end of a line it wrote."""
    paper = [(24, 106), (118, 98), (132, 146), (36, 154)]
    s.solid(paper, p.pale, depth=2)
    for i in range(3):
        y = 116 + i * 10
        wobble = [(38 + i * 3 + k * 6, y - k * 0.5 + r.uniform(-2, 2)) for k in range(9 - i * 2)]
        s.line(curve(*wobble), p.body, 1.5, alpha=0.8)
    lean, about = r.uniform(-50, -42), (70.0, 136.0)
    s.fill(
        turned(
            [(66, 136), *curve((66, 136), (76, 131), (84, 130)), (84, 142), *curve((84, 142), (76, 141), (66, 136))],
            lean,
            about,
        ),
        (226, 188, 98),
    )
    s.line(turned([(68, 136), (79, 136)], lean, about), p.deep, 0.8)
    s.solid(turned(blob((83, 130), (94, 129), (98, 136), (94, 143), (83, 142)), lean, about), p.deep, depth=2)
    s.solid(
        turned(blob((95, 129), (120, 126), (146, 128), (160, 136), (146, 144), (120, 146), (95, 143)), lean, about),
        p.body,
        depth=4,
    )
    s.fill(turned(box(104, 126.6, 108, 145.4), lean, about), (226, 188, 98))
    s.shine(turned([(112, 131), (142, 131)], lean, about), 2.2, 0.55)
    turn = r.uniform(-10, 4)
    s.solid(turned(box(100, 142, 138, 155, 6), turn, (119, 148)), p.body, depth=3)
    s.line(turned([(107, 147), (131, 147)], turn, (119, 148)), (226, 188, 98), 2.2)


@motif("notebook", shadow=44)
def notebook(s: Sheet, p: Palette, r: Random) -> None:
    lean, about = r.uniform(-7, 7), (80.0, 150.0)
    s.solid(turned(box(48, 62, 120, 151, 3), lean, about), p.pale, depth=3)
    for x in (113, 116):
        s.line(turned([(x + 1, 66), (x + 1, 148)], lean, about), p.table, 0.9)
    cover = turned(box(42, 60, 112, 151, 5), lean, about)
    s.solid(cover, p.body, depth=4)
    s.fill(turned(box(42, 60, 53, 151, 3), lean, about), p.deep)
    kind = r.randrange(3)
    if kind == 0:
        s.fill(turned(box(64, 80, 102, 104, 2), lean, about), p.pale)
        for y in (88, 95):
            s.line(turned([(70, y), (96, y)], lean, about), p.body, 1.6)
    elif kind == 1:
        for turn in (-130, -90, -50):
            s.fill(turned(leaf(82, 118, 34, 13, turn), lean, about), p.soft)
        s.line(turned([(82, 136), (82, 112)], lean, about), p.soft, 2)
    else:
        for i in range(4):
            wave = curve(*[(58 + k * 10, 92 + i * 11 + (3 if k % 2 else -3)) for k in range(6)])
            s.line(turned(wave, lean, about), p.soft, 2.2, inside=cover)
    if r.random() < 0.6:
        s.line(turned([(102, 60), (102, 151)], lean, about), p.accent, 2.8)
    s.line(turned(curve((74, 150), (75, 158), (72, 164)), lean, about), p.accent, 2.6)
    s.shine(turned([(58, 68), (58, 142)], lean, about), 1.8, 0.3)


@motif("envelope", shadow=52)
def envelope(s: Sheet, p: Palette, r: Random) -> None:
    lean, about = r.uniform(-7, 7), (80.0, 130.0)
    s.solid(turned(box(38, 66, 122, 130, 2), -lean - 3, about), p.pale, depth=2)
    for y in (78, 86):
        s.line(turned([(48, y), (108 - (y == 86) * 24, y)], -lean - 3, about), p.body, 1.7, alpha=0.75)
    body = turned(box(28, 94, 132, 151, 3), lean, about)
    s.solid(body, p.soft, depth=4)
    s.line(turned([(30, 149), (70, 118)], lean, about), p.body, 1.2)
    s.line(turned([(130, 149), (90, 118)], lean, about), p.body, 1.2)
    s.solid(turned([(28, 95), (132, 95), (84, 127), (76, 127)], lean, about), mix(p.soft, p.pale, 0.4), depth=3)
    s.solid(turned(ellipse(80, 122, 8.5), lean, about), p.accent, depth=2.4)
    s.fill(turned(leaf(76, 126, 10, 4, -45), lean, about), p.pale)


@motif("pencil", shadow=46)
def pencil(s: Sheet, p: Palette, r: Random) -> None:
    """Five in a cup, points up, no two the same length."""
    for i in range(5):
        x, tall, lean = 62 + i * 9, r.uniform(58, 80), (i - 2) * 7 + r.uniform(-3, 3)
        tone = (p.body, p.accent, p.soft, p.deep, p.leaf)[i]
        about = (x, 130.0)
        top = 130 - tall
        s.solid(turned(box(x - 4, top + 12, x + 4, 134), lean, about), tone, depth=2)
        s.fill(turned([(x - 4, top + 13), (x, top), (x + 4, top + 13)], lean, about), mix((232, 196, 150), p.pale, 0.2))
        s.fill(turned([(x - 1.5, top + 5), (x, top), (x + 1.5, top + 5)], lean, about), p.deep)
    cup = lathe([(27, 100), (28, 124), (25, 151)])
    s.solid(cup, mix(p.pale, p.body, 0.2), depth=5)
    for y in (112, 138):
        s.line(curve((52, y), (80, y + 2), (108, y)), p.body, 3, inside=cup)
    s.shine([(58, 108), (59, 142)], 3, 0.7)


@motif("brush", shadow=48)
def brush(s: Sheet, p: Palette, r: Random) -> None:
    """Hung tip down from their stand."""
    s.solid(box(28, 144, 132, 151, 3), p.wood, depth=2)
    for x in (36, 124):
        s.line([(x, 146), (x, 46)], p.wood, 5)
    s.line([(26, 45), (134, 45)], mix(p.wood, p.deep, 0.25), 6)
    for x, long, tone, dip in ((57, 38.0, p.deep, True), (80, 30, p.accent, False), (103, 42, p.dim, True)):
        long += r.uniform(-5, 5)
        s.line([(x, 46), (x, 56)], p.deep, 1.4)
        s.solid(box(x - 4, 54, x + 4, 56 + long, 4), mix(p.wood, p.leaf, 0.35), depth=2)
        s.solid(box(x - 6, 53 + long, x + 6, 64 + long, 2), tone, depth=2)
        low = 64 + long
        hair = blob(
            (x - 5.4, low),
            (x + 5.4, low),
            (x + 8, low + 11),
            (x + 4, low + 24),
            (x, low + 34),
            (x - 4, low + 24),
            (x - 8, low + 11),
        )
        s.solid(hair, mix((240, 226, 200), p.pale, 0.3), depth=2.4)
        if dip:
            s.fill(box(x - 9, low + 17, x + 9, low + 36), p.body, inside=hair, alpha=0.9)


@motif("seal", shadow=46)
def seal(s: Sheet, p: Palette, r: Random) -> None:
    """A carved stone, and the red square it makes."""
    paper = turned(box(82, 104, 138, 152, 1), r.uniform(-5, 5), (110, 128))
    s.solid(paper, p.pale, depth=2)
    red = mix((196, 52, 46), p.body, 0.15)
    print_ = turned(box(96, 114, 124, 142, 2), r.uniform(-6, 6), (110, 128))
    s.fill(print_, red)
    strokes = r.choice(
        (
            ([(103, 121), (117, 121)], [(110, 118), (110, 138)], [(103, 129), (117, 129)], [(102, 137), (118, 137)]),
            (
                [(102, 120), (118, 120)],
                [(105, 120), (105, 137)],
                [(115, 120), (115, 137)],
                [(105, 128), (115, 128)],
                [(105, 137), (115, 137)],
            ),
            ([(110, 118), (103, 128)], [(110, 118), (118, 128)], [(105, 130), (116, 130)], [(110, 127), (110, 138)]),
        )
    )
    for stroke in strokes:
        s.line(stroke, p.pale, 2.2)
    s.solid(box(36, 92, 74, 151, 2), p.soft, depth=5)
    s.solid([(36, 92), (46, 84), (80, 84), (74, 92)], mix(p.soft, p.pale, 0.4), depth=1)
    s.solid([(74, 92), (80, 84), (80, 144), (74, 151)], p.dim, depth=1)
    s.line(curve((40, 112), (52, 104), (60, 116), (72, 108)), p.pale, 2.2, alpha=0.6)
    beast = blob((42, 88), (42, 74), (50, 66), (62, 64), (72, 70), (76, 84), (62, 88))
    s.solid(beast, p.body, depth=4)
    s.fill(ellipse(51, 76, 1.8), p.deep)
    s.line(curve((60, 68), (66, 76), (62, 84)), p.deep, 1.5, alpha=0.6)
    s.fill(box(36, 147, 74, 151), red)


@motif("tape", shadow=50)
def tape(s: Sheet, p: Palette, r: Random) -> None:
    """Two rolls, one of them running out along the table."""
    for x, y, size, tone in ((60, 112, 37, p.body), (114, 130, 21, p.accent)):
        run = [(x, y + size), (x + size * 1.5, y + size), (x + size * 1.5 - 2, y + size - 4.5), (x, y + size - 5)]
        s.fill(run, mix(tone, p.pale, 0.3))
        s.solid(ellipse(x, y, size), tone, depth=5)
        s.outline(ellipse(x, y, size * 0.8), mix(tone, p.pale, 0.45), 1.4)
        s.solid(ellipse(x, y, size * 0.58), mix(p.wood, p.pale, 0.35), depth=2)
        s.fill(ellipse(x, y, size * 0.5), p.table if y + size * 0.5 > 134 else p.wall)
        for i in range(r.choice((7, 9, 12))):
            turn = i * 40 + r.uniform(-6, 6)
            s.fill(ellipse(*arc(x, y, size * 0.7, None, turn, turn + 1)[0], size * 0.055), p.pale, alpha=0.9)
        s.shine(arc(x, y, size * 0.9, None, 200, 250), 2, 0.5)


@motif("inkstone", shadow=54)
def inkstone(s: Sheet, p: Palette, r: Random) -> None:
    stone = mix(p.deep, (52, 52, 58), 0.6)
    lean, about = r.uniform(-8, 4), (76.0, 126.0)
    s.solid(turned(moved(box(26, 102, 124, 150, 12), 2, 5), lean, about), mix(stone, (0, 0, 0), 0.35), depth=2)
    s.solid(turned(box(26, 100, 124, 148, 12), lean, about), stone, depth=4)
    s.fill(turned(box(33, 106, 117, 142, 9), lean, about), mix(stone, p.body, 0.22))
    pool = turned(blob((40, 124), (46, 112), (62, 110), (70, 122), (62, 136), (46, 137)), lean, about)
    s.fill(pool, (22, 22, 28))
    s.shine(turned(curve((46, 119), (52, 114), (60, 114)), lean, about), 2.2, 0.5)
    stick = turned(box(84, 74, 98, 124, 2), 28 + r.uniform(-6, 6), (91, 118))
    s.solid(stick, (46, 44, 52), depth=2.5)
    s.line(turned([(91, 84), (91, 104)], 28, (91, 118)), (222, 174, 74), 2.4)
