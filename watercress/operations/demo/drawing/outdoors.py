"""What goes up a hill in one bag, and what comes off a wheel."""

from random import Random

from .ornaments import pattern
from .palettes import Colour, Palette, mix
from .registry import motif
from .shapes import Points, Shape, arc, blob, box, curve, drop, ellipse, lathe, leaf, turned
from .sheet import Sheet


@motif("vase", shadow=32)
def vase(s: Sheet, p: Palette, r: Random) -> None:
    """One stem, leaning, because a straight one looks delivered."""
    lean = r.uniform(10, 22) * r.choice((-1, 1))
    stem = curve((80, 96), (80 + lean * 0.3, 76), (80 + lean, 52))
    s.line(stem, mix(p.leaf, p.deep, 0.3), 2.2, end_width=1.4)
    for at, turn in ((10, -150), (15, -30), (19, -140)):
        x, y = stem[at]
        s.fill(leaf(x, y, 15, 7.5, turn + r.uniform(-10, 10)), p.leaf)
    x, y = stem[-1]
    for turn in range(0, 360, 60):
        s.fill(leaf(x, y, 10.5, 8, turn + lean), mix(p.accent, p.pale, 0.2 if turn % 120 else 0.4))
    s.fill(ellipse(x, y, 3.4), p.deep)
    belly = r.uniform(31, 37)
    body = lathe(
        [(15, 90), (10, 97), (11, 104), (24, 112), (belly, 125), (belly - 3, 139), (21, 150)], [(21, 150), (20, 151)]
    )
    s.solid(body, p.body, depth=6)
    pattern(s, body, p.pale, r)
    s.fill(ellipse(80, 90, 15, 3.6), p.soft)
    s.fill(ellipse(80, 90.6, 11.5, 2.3), p.deep)
    s.line(stem[:6], mix(p.leaf, p.deep, 0.3), 2.2)
    s.shine(curve((59, 117), (53, 125), (55, 135)), 4)


@motif("rope", shadow=54)
def rope(s: Sheet, p: Palette, r: Random) -> None:
    """A hank, wrapped at the neck, one end with something to say."""
    light, dark = mix(p.body, p.pale, 0.3), p.dim
    swing = r.uniform(-6, 8)
    end = curve((88, 62), (112, 58), (126, 76), (122 + swing * 0.4, 104), (132 + swing, 128))
    _twist(s, end, light, dark, 7)
    x, y = end[-1]
    for turn in (62, 84, 108):
        s.line([(x, y), *_toward(x, y, 9, turn)], p.accent, 2)
    for wide, low in ((40, 149), (31, 145), (22, 140), (13, 134)):
        loop = curve((80, 58), (80 - wide * 0.75, 84), (80 - wide, 116), (80, low), (80 + wide, 116))
        loop += curve((80 + wide, 116), (80 + wide * 0.75, 84), (80, 58))
        _twist(s, loop, mix(light, p.body, wide / 60), dark, 8)
    for wide in (17, 9):
        _twist(s, curve((80, 66), (80 - wide, 52), (80, 43), (80 + wide, 52), (80, 66)), light, dark, 7)
    for i in range(4):
        y = 60 + i * 6.2
        _twist(s, curve((63, y + 2), (80, y + 4), (97, y)), mix(p.accent, p.pale, 0.12), mix(p.accent, p.deep, 0.4), 7)


def _toward(x: float, y: float, length: float, turn: float) -> Shape:
    return turned([(x + length, y)], turn, (x, y))


def _twist(s: Sheet, spine: Shape, light: Colour, dark: Colour, width: float) -> None:
    """A cord: a dark edge, a light middle, and short slanting marks where the strands cross."""
    s.line(spine, dark, width)
    s.line(spine, light, width - 1.8)
    for i in range(3, len(spine) - 2, 4):
        (ax, ay), (bx, by) = spine[i - 1], spine[i + 1]
        long = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1
        dx, dy = (bx - ax) / long, (by - ay) / long
        reach = width * 0.3
        x, y = spine[i]
        s.line([(x - dy * reach - dx, y + dx * reach - dy), (x + dy * reach + dx, y - dx * reach + dy)], dark, 1.1)


@motif("clay-tools", shadow=48)
def clay_tools(s: Sheet, p: Palette, r: Random) -> None:
    """A loop, a knife, a rib and a sponge, standing in a pot that did not sell."""
    tools = [_loop, _blade, _brush, _loop]
    r.shuffle(tools)
    for x, lean, tool in zip((58, 72, 88, 102), (-17, -6, 7, 18), tools, strict=True):
        tool(s, p, x, lean + r.uniform(-2, 2))
    body = lathe([(32, 98), (34, 112), (32, 134), (27, 151)])
    s.solid(body, p.body, depth=6)
    s.line(curve((44, 120), (80, 125), (116, 120)), p.soft, 2.4, inside=body)
    s.line(curve((44, 127), (80, 132), (116, 127)), p.dim, 1.6, inside=body)
    s.line(curve((48, 98), (80, 104), (112, 98)), p.soft, 4)
    s.shine(curve((54, 108), (54, 122), (57, 138)), 4)
    sponge = blob((112, 149), (110, 139), (121, 133), (135, 136), (138, 146), (131, 152), (118, 152))
    s.solid(sponge, mix(p.accent, p.pale, 0.35), depth=3)
    for x, y in ((118, 140), (126, 144), (131, 140), (121, 147)):
        s.fill(ellipse(x, y, 1.3), mix(p.accent, p.deep, 0.25))


def _handle(s: Sheet, p: Palette, x: float, lean: float, top: float) -> None:
    s.solid(turned(box(x - 2.9, top, x + 2.9, 118, 2.6), lean, (x, 118)), p.wood, depth=1.6)
    s.fill(turned(box(x - 2.9, top, x + 2.9, top + 8, 1), lean, (x, 118)), p.steel)


def _loop(s: Sheet, p: Palette, x: float, lean: float) -> None:
    ring = [(x - 1.5, 64), *curve((x - 1.5, 64), (x - 9, 50), (x, 38), (x + 9, 50), (x + 1.5, 64))]
    s.line(turned(ring, lean, (x, 118)), p.steel, 3)
    _handle(s, p, x, lean, 62)


def _blade(s: Sheet, p: Palette, x: float, lean: float) -> None:
    shape = [(x - 3, 68), (x - 3.6, 44), (x + 1, 34), (x + 3.4, 68)]
    s.solid(turned(shape, lean, (x, 118)), mix(p.wood, p.pale, 0.35), depth=1.4)
    _handle(s, p, x, lean, 66)


def _brush(s: Sheet, p: Palette, x: float, lean: float) -> None:
    s.fill(turned(drop(x, 34, 12, 32), lean, (x, 118)), p.deep)
    s.fill(turned(drop(x - 1, 40, 5, 22), lean, (x, 118)), p.dim)
    _handle(s, p, x, lean, 60)


@motif("ukulele", shadow=40)
def ukulele(s: Sheet, p: Palette, r: Random) -> None:
    """Leaning on the wall, as they mostly do."""
    lean, about = r.uniform(10, 17), (80.0, 150.0)

    def leaning(shape: Points) -> Shape:
        return turned([(80 + (x - 80) * 0.88, 152 + (y - 152) * 0.88) for x, y in shape], lean, about)

    body = blob(
        (80, 86), (96, 89), (101, 101), (97, 111), (109, 125), (106, 143), (80, 152),
        (54, 143), (51, 125), (63, 111), (59, 101), (64, 89),
    )  # fmt: skip
    s.solid(leaning(body), mix(p.wood, p.body, 0.3), depth=6)
    s.line(leaning([*body, body[0]]), mix(p.wood, p.deep, 0.5), 1.6)
    s.solid(leaning(box(75, 30, 85, 112, 1)), mix(p.wood, p.deep, 0.55), depth=2)
    for y in range(40, 106, 9):
        s.line(leaning([(75.5, y), (84.5, y)]), p.steel, 0.9)
    s.fill(leaning(ellipse(80, 115, 9.5)), p.deep)
    s.outline(leaning(ellipse(80, 115, 11.5)), p.accent, 1.6)
    s.solid(leaning(box(68, 134, 92, 139, 2)), mix(p.wood, p.deep, 0.55), depth=1.4)
    head = [(74, 32), (71, 14), (75, 11), (85, 11), (89, 14), (86, 32)]
    s.solid(leaning(head), mix(p.wood, p.deep, 0.35), depth=2.5)
    for x in (68, 92):
        for y in (17, 25):
            s.fill(leaning(ellipse(x, y, 3.2, 2.6)), p.pale)
            s.line(leaning([(x, y), (80 + (x - 80) * 0.4, y)]), p.steel, 1.4)
    for i in range(4):
        x = 77 + i * 2
        s.line(leaning([(x, 32), (78 + (x - 80) * 1.4 + 2, 136)]), p.pale, 0.8)
    s.shine(leaning(curve((60, 124), (57, 132), (62, 141))), 3.4, 0.5)


@motif("stool", shadow=54)
def stool(s: Sheet, p: Palette, r: Random) -> None:
    """Folding: two pairs of legs crossed, and a seat of cloth that sags as one does."""
    wood, shade = p.wood, mix(p.wood, p.deep, 0.4)
    low = r.uniform(89, 94)
    for foot, head in ((42, 116), (118, 44)):
        s.line([(head + (foot - head) * 0.04, 80), (foot + 8, 145)], shade, 5.5)
    s.line([(48, 138), (112, 138)], shade, 4)
    for foot, head in ((32, 122), (128, 38)):
        s.line([(head, 76), (foot, 150)], wood, 6.5)
        s.line([(head + (foot - head) * 0.06 - 1, 80), (foot - 1, 148)], mix(wood, p.pale, 0.35), 1.6)
    s.fill(ellipse(80, 112, 3.4), p.steel)
    top, under = curve((30, 70), (80, low - 14), (130, 70)), curve((132, 80), (80, low), (28, 80))
    seat = [*top, *under]
    s.solid(seat, p.body, depth=4)
    for share in (-0.5, 0, 0.5):
        x = 80 + share * 90
        s.line([(x - 3, 66), (x + 3, 96)], p.pale if share else p.accent, 5, inside=seat, alpha=0.75)
    for x in (30, 130):
        s.solid(box(x - 6, 67, x + 6, 84, 5), p.dim, depth=2)


@motif("burner", shadow=50)
def burner(s: Sheet, p: Palette, r: Random) -> None:
    """A small stove with a small pot, and a flame that knows it is windy."""
    metal, dark = p.steel, mix(p.steel, p.deep, 0.55)
    blue = mix((92, 150, 214), p.pale, 0.15)
    bend = r.uniform(-2.5, 2.5)
    for foot in (38, 122):
        s.line([(80 + (foot - 80) * 0.25, 128), (foot, 150)], dark, 4)
    s.solid(box(70, 124, 90, 150, 3), metal, depth=3)
    s.line([(90, 140), (112, 140)], dark, 3)
    s.solid(box(108, 134, 118, 146, 3), p.accent, depth=2)
    for x, high in ((60, 14), (70, 18), (80, 20), (90, 18), (100, 14)):
        s.fill(drop(x + bend, 120 - high, 10, high + 2), blue)
        s.fill(drop(x + bend * 0.6, 122 - high * 0.55, 5, high * 0.5), p.pale)
    s.solid(lathe([(26, 116), (26, 121), (18, 128)]), dark, depth=2)
    for x in (48, 112):
        s.line([(80 + (x - 80) * 0.75, 124), (x, 118), (x, 98)], dark, 3.4)
    s.line(arc(80, 60, 35, 26, 200, 340), metal, 2.8)
    pot = [*box(44, 56, 116, 99, 9)]
    s.solid(pot, p.body, depth=6)
    pattern(s, pot, p.pale, r)
    s.solid(lathe([(10, 48), (32, 51), (38, 56)], [(38, 56), (38, 59)]), p.soft, depth=3)
    s.solid(ellipse(80, 46, 5, 4), p.wood, depth=1.5)
    for x in (46, 114):
        s.fill(ellipse(x, 61, 2.2), metal)
    s.shine([(54, 68), (54, 87)], 3.6, 0.5)
