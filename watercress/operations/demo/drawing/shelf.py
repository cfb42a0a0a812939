"""Second-hand books, and the box that mends bowls."""

from random import Random

from .palettes import Palette, mix
from .registry import motif
from .shapes import Shape, arc, blob, box, curve, ellipse, lathe, leaf, turned
from .sheet import Sheet


@motif("book", shadow=46)
def book(s: Sheet, p: Palette, r: Random) -> None:
    """One old book, standing a little open, with a device on its cover."""
    lean, about = r.uniform(-6, 6), (80.0, 151.0)
    s.solid(
        turned([(46, 66), (118, 60), (121, 146), (46, 151)], lean, about), mix((248, 238, 214), p.pale, 0.4), depth=2
    )
    for x in (112, 115, 118):
        s.line(turned([(x - 1, 62), (x, 147)], lean, about), p.wood, 0.7, alpha=0.6)
    cover = turned(box(40, 60, 112, 151, 3), lean, about)
    s.solid(cover, p.body, depth=4)
    s.fill(turned(box(40, 60, 52, 151, 2), lean, about), p.dim)
    for y in (72, 84, 128, 140):
        s.line(turned([(40.5, y), (51.5, y)], lean, about), p.accent, 1.6)
    frame = turned(box(58, 68, 106, 143, 2), lean, about)
    s.outline(frame, p.pale, 1.5, alpha=0.8)
    _device(s, p, r, lean, about)
    s.line(turned(curve((92, 150), (93, 158), (90, 163)), lean, about), p.accent, 2.8)


def _device(s: Sheet, p: Palette, r: Random, lean: float, about: tuple[float, float]) -> None:
    """What is stamped on the cover: a leaf, a fish, waves, an island."""
    kind = r.randrange(4)

    def at(shape: Shape) -> Shape:
        return turned(shape, lean, about)

    if kind == 0:
        s.line(at([(82, 124), (82, 88)]), p.pale, 1.8)
        for i, turn in enumerate((-35, -145, -35, -145, -90)):
            s.fill(at(leaf(82, 114 - (i // 2) * 12, 15, 7, turn)), p.pale)
    elif kind == 1:
        s.fill(at(blob((64, 104), (74, 94), (88, 96), (94, 104), (88, 112), (74, 114))), p.pale)
        s.fill(at([(92, 104), (102, 96), (102, 112)]), p.pale)
        s.fill(at(ellipse(72, 102, 1.8)), p.body)
    elif kind == 2:
        for y in (92, 102, 112):
            s.line(at(curve(*[(63 + k * 6.3, y + (3 if k % 2 else -3)) for k in range(7)])), p.pale, 2)
    else:
        s.fill(at([*arc(82, 112, 16, 14, 180, 360)]), p.pale)
        s.line(at(curve((82, 100), (84, 92), (82, 84))), p.pale, 2)
        for turn in (-160, -20, -110):
            s.fill(at(leaf(82, 85, 11, 4, turn)), p.pale)
        s.line(at(curve((62, 116), (72, 114), (82, 117), (92, 114), (102, 116))), p.accent, 2)


@motif("books", shadow=54)
def books(s: Sheet, p: Palette, r: Random) -> None:
    """Four thin ones in a pile, spines to the front, tied with tape."""
    tones = [p.body, p.accent, p.deep, p.soft]
    r.shuffle(tones)
    y = 151.0
    for tone in tones:
        thick, wide, shift = r.uniform(14, 19), r.uniform(44, 53), r.uniform(-4, 4)
        left, right = 80 - wide + shift, 80 + wide + shift
        s.solid(box(left, y - thick, right, y, 3), tone, depth=3)
        for x in (left + 6, left + 9, right - 9, right - 6):
            s.line([(x, y - thick + 0.8), (x, y - 0.8)], mix(tone, p.pale, 0.5), 1.1)
        title = r.uniform(14, 26)
        s.line([(60 - title / 2, y - thick / 2), (60 + title / 2, y - thick / 2)], mix(tone, p.pale, 0.75), 2.4)
        y -= thick
    tape = mix(p.wood, p.pale, 0.15)
    s.line([(96, 150), (96, y)], tape, 4)
    for side in (-1, 1):
        s.outline(turned(ellipse(96 + side * 9, y - 5, 9, 5), side * -18, (96, y)), tape, 3)
        s.line(curve((96, y), (96 + side * 8, y + 5), (96 + side * 15, y + 13)), tape, 3)
    s.solid(ellipse(96, y - 1, 3.4), tape, depth=1)


@motif("bookends", shadow=56)
def bookends(s: Sheet, p: Palette, r: Random) -> None:
    """Half a brick each side of a short shelf."""
    brick = mix((184, 92, 62), p.body, 0.3)
    tones = [p.body, p.accent, p.deep, p.soft, p.leaf, p.dim]
    r.shuffle(tones)
    x = 48.0
    for tone in tones[:5]:
        wide, tall = r.uniform(10, 14), r.uniform(54, 74)
        s.solid(box(x, 151 - tall, x + wide, 151, 1.5), tone, depth=2.5)
        s.line([(x + 2.5, 151 - tall + 9), (x + wide - 2.5, 151 - tall + 9)], p.pale, 1.4)
        s.line([(x + 2.5, 151 - tall + 13), (x + wide - 2.5, 151 - tall + 13)], p.pale, 1.4)
        s.fill(box(x + wide / 2 - 1.6, 124, x + wide / 2 + 1.6, 134), p.pale, alpha=0.7)
        x += wide
    for left, right in ((18, 48), (x, x + 30)):
        s.solid(box(left, 108, right, 151, 2), brick, depth=4)
        for _ in range(14):
            s.fill(
                ellipse(r.uniform(left + 3, right - 3), r.uniform(111, 148), r.uniform(0.6, 1.5)),
                mix(brick, p.deep, 0.5),
                alpha=0.6,
            )
    for dx, dy, size in ((0, 4, 4), (-5.4, -2, 1.9), (-1.9, -5, 1.9), (1.9, -5, 1.9), (5.4, -2, 1.9)):
        s.fill(ellipse(33 + dx, 130 + dy, size), mix(brick, p.deep, 0.45))


@motif("kit", shadow=56)
def kit(s: Sheet, p: Palette, r: Random) -> None:
    """An open box: two brushes, a pot of lacquer, a paper of gold."""
    lid = [(30, 104), (130, 104), (124, 62), (36, 62)]
    s.solid(lid, mix(p.wood, p.pale, 0.25), depth=3)
    s.fill([(36, 99), (124, 99), (119.5, 67), (40.5, 67)], mix(p.pale, p.table, 0.4))
    for i, x in enumerate((66, 80, 94)):
        s.line([(x - 6, 84 + i), (x + 5, 78 + i)], p.body, 1.6, alpha=0.7)
    for x, lean in ((58, -10.0), (70, 6.0)):
        lean += r.uniform(-4, 4)
        s.line(turned([(x, 116), (x, 78)], lean, (x, 116)), p.wood, 3)
        s.solid(
            turned(blob((x - 3, 78), (x + 3, 78), (x + 3, 70), (x, 62), (x - 3, 70)), lean, (x, 116)), p.deep, depth=1
        )
    s.solid(lathe([(11, 88), (12, 92), (12, 116)], at=98), p.deep, depth=2.5)
    s.solid(box(85, 80, 111, 91, 2), p.accent, depth=2)
    s.solid([(114, 112), (118, 94), (126, 97), (124, 113)], (226, 184, 88), depth=1.5)
    body = [(28, 104), (132, 104), (126, 151), (34, 151)]
    s.solid(body, p.wood, depth=5)
    s.line([(28, 105), (132, 105)], mix(p.wood, p.pale, 0.4), 2.4)
    s.solid(ellipse(80, 128, 17, 14), p.pale, depth=2)
    half = [*arc(80, 123, 10, 10, 0, 180)]
    s.fill(half, p.body)
    s.line([(83, 123), (79, 127), (83, 132)], (222, 174, 74), 1.8)
