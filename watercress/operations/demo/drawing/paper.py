"""What a paper street sells besides ink and books: zines, calendars, prints, records and a desk's small things."""

from random import Random

from .palettes import Palette, mix
from .registry import motif
from .shapes import Shape, arc, blob, box, curve, ellipse, lathe, leaf, mirrored, moved, turned
from .sheet import Sheet

BRASS = (212, 168, 84)
VINYL = (38, 38, 42)


@motif("record", shadow=60)
def record(s: Sheet, p: Palette, r: Random) -> None:
    """A record, half out of its sleeve."""
    x, y = 100.0, 107.0
    s.solid(ellipse(x, y, 43), VINYL, depth=3)
    for radius in (38, 33.5, 29, 24.5):
        s.outline(ellipse(x, y, radius), mix(VINYL, p.wall, 0.28), 0.9, alpha=0.8)
    for start in (-62, 118):
        s.fill([(x, y), *arc(x, y, 40, 40, start, start + 24)], p.wall, alpha=0.16)
    s.solid(ellipse(x, y, 15), p.accent, depth=2)
    s.line(arc(x, y, 9.5, 9.5, -60, 60), p.pale, 1.6)
    s.fill(ellipse(x, y, 2.2), p.pale)
    sleeve = box(20, 63, 100, 151, 2)
    s.solid(sleeve, p.body, depth=4)
    s.line([(99, 65), (99, 149)], p.deep, 1.4, alpha=0.5)
    kind = r.randrange(3)
    if kind == 0:
        for i, tone in enumerate((p.deep, p.accent, p.pale)):
            s.fill(ellipse(60, 116, 30 - i * 9), tone)
    elif kind == 1:
        s.solid(ellipse(72, 92, 13), p.accent, depth=2)
        for i, tone in enumerate((p.soft, p.dim, p.deep)):
            hill = curve((16, 116 + i * 11), (40, 106 + i * 11), (66, 121 + i * 10), (104, 109 + i * 11))
            s.fill([*hill, (104, 155), (16, 155)], tone, inside=sleeve)
    else:
        for i in range(5):
            tall = r.uniform(18, 56)
            s.fill(box(31 + i * 12, 139 - tall, 39 + i * 12, 139), p.accent if i == 3 else p.pale)
    s.line([(29, 72), (29 + r.uniform(30, 44), 72)], p.pale, 2.6)
    s.line([(29, 78), (50, 78)], p.pale, 1.5, alpha=0.8)
    s.line([(21.5, 66), (21.5, 148)], p.pale, 1.2, alpha=0.45)


# One drawing, stroke after stroke: in pieces it would be harder to follow.
@motif("frame", shadow=48)
def frame(s: Sheet, p: Palette, r: Random) -> None:
    """A print in a wooden frame, with a mount around it, leaning on the wall."""
    outer = box(36, 44, 124, 152, 1.5)
    s.solid(outer, p.wood, depth=4)
    for corner, inner in (
        ((36, 44), (43, 51)),
        ((124, 44), (117, 51)),
        ((36, 152), (43, 145)),
        ((124, 152), (117, 145)),
    ):
        s.line([corner, inner], mix(p.wood, p.deep, 0.5), 0.9)
    s.line([(37.5, 46), (122, 46)], mix(p.wood, p.pale, 0.5), 1.4)
    s.fill(box(43, 51, 117, 145), mix(p.pale, p.wood, 0.08))
    s.line([(43, 51.5), (117, 51.5)], p.deep, 1.4, alpha=0.25)
    s.line([(43.5, 51), (43.5, 145)], p.deep, 1.4, alpha=0.18)
    left = r.uniform(52, 56)
    sheet = box(left, 63, 160 - left, 128)
    s.fill(sheet, mix(p.soft, p.pale, 0.45))
    kind = r.randrange(3)
    if kind == 0:
        s.fill(ellipse(r.uniform(70, 90), 84, 11), p.accent, inside=sheet)
        for i, tone in enumerate((p.soft, p.body, p.deep)):
            ridge = curve(
                (50, 104 + i * 9), (66, 93 + i * 10), (82, 108 + i * 8), (96, 96 + i * 11), (110, 106 + i * 8)
            )
            s.fill([*ridge, (110, 132), (50, 132)], tone, inside=sheet)
    elif kind == 1:
        s.line(curve((80, 124), (79, 104), (82, 76)), p.deep, 1.8)
        for i, turn in enumerate((-30, -150, -38, -142, -46, -134)):
            s.fill(leaf(80.5, 116 - (i // 2) * 13, 19 - i, 8, turn), p.body if i % 2 else p.dim, inside=sheet)
        s.fill(leaf(82, 78, 13, 6, -86), p.body)
        s.fill(box(97, 117, 103, 123, 1), p.accent)
    else:
        s.fill(box(50, 63, 110, 96), p.body, inside=sheet)
        s.fill(ellipse(92, 78, 8), p.pale, inside=sheet)
        for i in range(5):
            wave = curve(*[(50 + k * 10, 99 + i * 6 + (2.2 if k % 2 else -2.2)) for k in range(7)])
            s.line(wave, p.deep if i % 2 else p.body, 2, inside=sheet)
        s.fill([(66, 101), (86, 101), (81, 107), (70, 107)], p.accent)
        s.fill([(75, 99), (75, 83), (85, 98)], p.pale)
    s.line([(72, 137), (88, 137)], p.deep, 1.1, alpha=0.6)
    s.fill([(98, 51), (110, 51), (78, 145), (66, 145)], (255, 255, 255), alpha=0.13)


@motif("calendar", shadow=46)
def calendar(s: Sheet, p: Palette, r: Random) -> None:
    """A tear-off calendar on its board: today's number, and a corner that is about to go."""
    board = box(34, 50, 126, 152, 3)
    s.solid(board, mix(p.wood, p.pale, 0.2), depth=4)
    for i in range(4):
        s.fill(box(41 + i * 0.7, 68, 119 + i * 0.7, 146 - i * 1.4 + 3), mix(p.pale, p.table, 0.28 + 0.1 * (3 - i)))
    leaf_ = [(41, 68), (119, 68), (119, 128), (106, 145), (41, 145)]
    s.solid(leaf_, p.pale, depth=2)
    curl = [(119, 128), (106, 145), (104, 130)]
    s.fill(moved(curl, 1.4, 1.6), p.deep, alpha=0.25)
    s.solid(curl, mix(p.soft, p.pale, 0.5), depth=1.5)
    s.solid(box(40, 58, 120, 74, 1.5), p.body, depth=2.5)
    for x in (54, 106):
        s.solid(ellipse(x, 66, 3), BRASS, depth=1)
    s.line([(68, 66), (92, 66)], p.pale, 2.2)
    _digit(s, p.body, r.choice("123"), 57)
    _digit(s, p.body, r.choice("0457"), 81)
    s.line([(50, 137), (60 + r.uniform(4, 22), 137)], p.deep, 1.6, alpha=0.7)
    s.line([(50, 141.5), (66, 141.5)], p.deep, 1.2, alpha=0.45)
    if r.random() < 0.5:
        s.outline(ellipse(78, 105, 35, 25), p.accent, 2, alpha=0.85)
    s.fill(ellipse(80, 54, 2.4), p.deep)


def _digit(s: Sheet, ink: tuple[int, int, int], which: str, x: float) -> None:
    """A figure 18 wide and 34 high, drawn with a broad brush."""
    y, w, h = 88.0, 18.0, 34.0
    strokes: dict[str, list[Shape]] = {
        "0": [ellipse(x + w / 2, y + h / 2, w / 2, h / 2)],
        "1": [[(x + 3, y + 6), (x + 10, y), (x + 10, y + h)]],
        "2": [
            curve((x, y + 8), (x + 9, y), (x + w, y + 9), (x + 11, y + 20), (x, y + h)),
            [(x, y + h), (x + w, y + h)],
        ],
        "3": [
            curve((x, y + 5), (x + 9, y), (x + w - 1, y + 8), (x + 8, y + 16)),
            curve((x + 8, y + 16), (x + w, y + 25), (x + 9, y + h), (x - 1, y + h - 6)),
        ],
        "4": [[(x + 12, y), (x - 1, y + 23), (x + w, y + 23)], [(x + 12, y), (x + 12, y + h)]],
        "5": [
            [(x + w - 2, y), (x + 2, y), (x + 1, y + 15)],
            curve((x + 1, y + 15), (x + 12, y + 12), (x + w, y + 23), (x + 10, y + h), (x - 1, y + h - 5)),
        ],
        "7": [[(x, y), (x + w, y), (x + 6, y + h)]],
    }
    for stroke in strokes[which]:
        line = [*stroke, stroke[0]] if which == "0" else stroke
        s.line(mirrored(line) if s.placing.flip else line, ink, 5.4)  # A flipped figure must still be read.


# One drawing, stroke after stroke: in pieces it would be harder to follow.
@motif("zine", shadow=54)
def zine(s: Sheet, p: Palette, r: Random) -> None:
    """Three stapled booklets fanned out; the top one was cut and pasted."""
    about = (84.0, 150.0)
    s.solid(turned(box(54, 66, 116, 151, 1), 20 + r.uniform(-3, 3), about), p.accent, depth=3)
    s.solid(turned(box(51, 66, 113, 151, 1), 8 + r.uniform(-2, 2), about), p.pale, depth=3)
    lean = r.uniform(-8, -4)

    def at(shape: Shape) -> Shape:
        return turned(shape, lean, (78, 150))

    cover = at(box(44, 62, 108, 151, 1))
    s.solid(cover, p.body, depth=3)
    for y in (80, 133):
        s.line(at([(47, y), (47, y + 8)]), mix(p.steel, p.pale, 0.4), 1.7)
    s.fill(at(turned(box(55, 70, 103, 84), -2, (79, 77))), p.pale)
    x = 59.0
    while x < 96:
        wide = r.choice((4.0, 5.5, 7.0))
        s.fill(at(box(x, 73.5, x + wide, 81)), p.deep)
        x += wide + 2
    kind = r.randrange(3)
    if kind == 0:
        s.fill(at(ellipse(79, 116, 20, 13)), p.pale)
        s.fill(at(ellipse(79, 116, 10.5)), p.deep)
        s.fill(at(ellipse(75.5, 112.5, 3)), p.pale)
        for i in range(5):
            s.line(
                at([(62 + i * 8.5, 101 - (4, 7, 8, 7, 4)[i] * 0.5), (60 + i * 9.6, 95 - (3, 6, 7, 6, 3)[i])]), p.pale, 2
            )
    elif kind == 1:
        s.fill(at(box(57, 92, 101, 142)), p.soft)
        for row in range(6):
            for column in range(5):
                s.fill(at(ellipse(62 + column * 8.5, 97 + row * 8, 0.9 + row * 0.5)), p.deep)
    else:
        s.fill(at(blob((79, 92), (98, 104), (95, 128), (79, 140), (62, 127), (60, 104))), p.pale)
        for dx in (-8, 8):
            s.fill(at(ellipse(79 + dx, 112, 2.6)), p.deep)
        s.line(at(curve((70, 125), (79, 121), (88, 125))), p.deep, 2.4)
        s.fill(at(box(60, 98, 98, 103, 1)), p.accent)
    s.fill(at(ellipse(98, 142, 5.5)), p.accent)


@motif("magnifier", shadow=50)
def magnifier(s: Sheet, p: Palette, r: Random) -> None:
    """A reading glass over a line of small print, some of which has become large."""
    page = turned(box(26, 92, 128, 153, 1), r.uniform(-3, 3), (78, 122))
    s.solid(page, p.pale, depth=2)
    for i in range(6):
        y = 100 + i * 8.5
        x = 36.0
        while x < 116:
            wide = min(r.choice((5.0, 8.0, 12.0)), 118 - x)
            s.line([(x, y), (x + wide, y)], mix(p.deep, p.pale, 0.35), 1.4, inside=page)
            x += wide + 4
    x, y, lean = 68.0, 92.0, r.uniform(36, 46)
    grip = turned(box(x + 36, y - 5, x + 84, y + 5, 5), lean, (x, y))
    s.solid(turned(box(x + 28, y - 3.4, x + 40, y + 3.4), lean, (x, y)), BRASS, depth=2)
    s.solid(grip, p.body, depth=4)
    s.line(turned([(x + 46, y - 1.6), (x + 74, y - 1.6)], lean, (x, y)), p.soft, 1.6)
    glass = ellipse(x, y, 31)
    s.solid(glass, BRASS, depth=4)
    lens = ellipse(x, y, 26)
    s.fill(lens, mix(p.pale, p.wall, 0.35))
    for i, dy in enumerate((-12, 3, 18)):
        start = x - 30 + (i % 2) * 7
        while start < x + 26:
            wide = r.choice((9.0, 14.0))
            s.line([(start, y + dy), (start + wide, y + dy)], p.deep, 4.2, inside=lens)
            start += wide + 8
    s.shine(arc(x, y, 20, 20, 195, 262), 3.6, 0.85)


@motif("pen-pot", shadow=38)
def pen_pot(s: Sheet, p: Palette, r: Random) -> None:
    """A desk's pot: a ruler, a pen, a brush and a pair of scissors, handles up."""
    wood = mix(p.wood, p.pale, 0.35)
    s.solid(turned(box(58, 46, 71, 116), -9 + r.uniform(-2, 2), (66, 116)), wood, depth=2)
    for i in range(7):
        s.line(turned([(58.5, 52 + i * 7), (63 + (i % 2) * 2.4, 52 + i * 7)], -9, (66, 116)), p.deep, 1)
    lean = r.uniform(-1, 3)
    s.solid(turned(box(74, 58, 82, 116, 3), lean, (78, 116)), p.deep, depth=2.5)
    s.line(turned([(80.4, 62), (80.4, 84)], lean, (78, 116)), BRASS, 1.6)
    s.solid(turned(ellipse(78, 58, 4, 3), lean, (78, 116)), BRASS, depth=1)
    lean = r.uniform(11, 15)
    s.line(turned([(90, 116), (90, 62)], lean, (90, 116)), p.wood, 3.6)
    s.solid(turned(box(87.6, 56, 92.4, 66), lean, (90, 116)), p.steel, depth=1)
    hair = turned(blob((86.5, 57), (93.5, 57), (94, 48), (90, 39), (86, 48)), lean, (90, 116))
    s.solid(hair, mix(p.accent, p.deep, 0.25), depth=1.5)
    for dx, turn in ((-6, -6), (7, 10)):
        s.outline(turned(ellipse(100 + dx, 80, 6, 8.5), turn + 18, (98, 112)), p.accent, 3.4)
    s.line(turned([(99, 89), (98, 116)], 18, (98, 112)), p.steel, 4)
    body = lathe([(33, 98), (33, 120), (31, 142), (27, 151)])
    s.solid(body, p.body, depth=5)
    s.fill(box(40, 112, 120, 120), p.pale, inside=body, alpha=0.85)
    s.fill(box(40, 124, 120, 127), p.pale, inside=body, alpha=0.85)
    s.line([(47.5, 98.5), (112.5, 98.5)], mix(p.body, p.pale, 0.35), 3)
    s.shine([(54, 106), (55, 138)], 3, 0.4)
