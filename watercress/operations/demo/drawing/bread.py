"""What coffee is ground and poured with, and what bread is weighed, baked and steamed in."""

from random import Random

from .ornaments import pattern, steam
from .palettes import Colour, Palette, mix
from .registry import motif
from .shapes import Shape, arc, blob, box, curve, ellipse, lathe, ribbon, turned
from .sheet import Sheet

COFFEE: Colour = (74, 44, 30)
FLOUR: Colour = (255, 251, 242)


@motif("dripper", shadow=40)
def dripper(s: Sheet, p: Palette, r: Random) -> None:
    """A cone with its paper on a glass server, and what has come through so far."""
    full = r.uniform(124, 136)
    steam(s, p, r, 80, 62, tall=20)
    glass = lathe([(22, 104), (24, 112), (34, 128), (36, 140), (30, 151)])
    s.outline(arc(116, 131, 13, 12, 0, 360)[:-1], mix(p.wall, p.steel, 0.55), 4.5)
    s.fill(glass, mix(p.wall, (255, 255, 255), 0.55))
    s.fill(box(30, full, 130, 153), mix(COFFEE, p.deep, 0.12), inside=glass)
    s.fill(ellipse(80, full, 33, 3.4), mix(COFFEE, p.nut, 0.45), inside=glass)
    s.line([(80, 104), (80, full)], COFFEE, 2)
    s.outline(glass, mix(p.wall, p.steel, 0.7), 1.8)
    s.shine(curve((56, 120), (51, 131), (53, 143)), 3.2, 0.75)
    s.fill(lathe([(43, 64), (45, 74)]), FLOUR)
    s.line(curve((37, 64.5), (80, 62.5), (123, 64.5)), p.table, 1.2)
    s.outline(ellipse(123, 86, 10, 11), p.dim, 5.5)
    cone = lathe([(46, 71), (44, 78), (19, 104)], [(19, 104), (17, 107)])
    s.solid(cone, p.body)
    for x in (-28, -14, 0, 14, 28):
        s.line([(80 + x, 76), (80 + x * 0.42, 103)], p.dim, 1.8, inside=cone, alpha=0.75)
    s.solid(lathe([(31, 105), (31, 109), (24, 112)]), p.deep, depth=2)
    s.shine(curve((43, 78), (50, 87), (59, 97)), 3.2)


@motif("grinder", shadow=32)
def grinder(s: Sheet, p: Palette, r: Random) -> None:
    """A hand mill: steel above, wood below, a crank that says which way it last turned."""
    reach, high = r.uniform(40, 50), r.uniform(56, 62)
    s.line(curve((80, high + 2), (80 + reach * 0.5, high - 3), (80 + reach, high)), p.steel, 4.6)
    s.line([(80 + reach, high), (80 + reach, high - 11)], p.steel, 3)
    s.solid(lathe([(5, high - 26), (8, high - 20), (7, high - 13), (4, high - 9)], at=80 + reach), p.wood, depth=3)
    s.solid(lathe([(6, 56), (9, 63), (20, 68), (23, 74)], [(23, 74), (23, 77)]), p.deep, depth=3)
    tube = box(56, 76, 104, 118, 3)
    s.solid(tube, p.body, depth=6)
    pattern(s, box(57, 82, 103, 112), p.deep, r)
    s.solid(box(54, 108, 106, 118, 2), p.steel, depth=2)
    for x in range(58, 104, 5):
        s.line([(x, 110), (x, 116)], p.deep, 1, alpha=0.5)
    pot = lathe([(24, 118), (25, 132), (24, 146), (21, 151)])
    s.solid(pot, p.nut, depth=5)
    for x in (66, 75, 86, 95):
        s.line(curve((x, 119), (x + 1.5, 134), (x - 1, 150)), mix(p.nut, p.deep, 0.45), 1, inside=pot, alpha=0.55)
    s.shine([(62, 84), (62, 104)], 3, 0.45)
    for x, y in ((32, 148), (44, 153), (124, 151), (37, 155))[: r.randrange(2, 5)]:
        _bean(s, x, y, r.uniform(-40, 40))


def _bean(s: Sheet, x: float, y: float, lean: float) -> None:
    s.solid(turned(ellipse(x, y, 5.2, 3.6), lean, (x, y)), mix(COFFEE, (150, 92, 54), 0.3), depth=1.2)
    s.line(turned(curve((x - 4, y), (x, y + 0.8), (x + 4, y)), lean, (x, y)), mix(COFFEE, (0, 0, 0), 0.35), 0.9)


@motif("gooseneck", shadow=48)
def gooseneck(s: Sheet, p: Palette, r: Random) -> None:
    """A pouring kettle: a thin neck that bends twice, a handle that stands away from the heat."""
    lift = r.uniform(-4, 3)
    neck = curve((60, 140), (44, 139), (37, 126), (38, 108 + lift), (33, 92 + lift), (21, 86 + lift))
    s.fill(ribbon(neck, 13, 8.5, 7, 6, 5.2), p.body)
    s.line(curve((57, 136), (44, 134), (41, 124), (41, 108 + lift)), (255, 255, 255), 1.4, alpha=0.35)
    s.line([(19.5, 83.5 + lift), (19.5, 89 + lift)], p.deep, 2.2)
    handle = curve((100, 88), (116, 78), (132, 80), (138, 94), (136, 116), (133, 130))
    s.line(handle, p.wood, 8, end_width=6.5)
    s.line(handle[:14], p.steel, 4.4)
    body = lathe([(23, 84), (27, 96), (35, 130), (37, 145)], [(37, 145), (35, 151)], at=84)
    s.solid(body, p.body, depth=7)
    pattern(s, lathe([(26, 96), (35, 130), (37, 148)], at=84), p.deep, r)
    s.line(curve((48, 145), (84, 148), (120, 145)), p.dim, 2.2, inside=body)
    s.solid(lathe([(15, 77), (22, 79), (25, 85)], at=84), p.deep, depth=2.5)
    s.solid(lathe([(7, 66), (8, 70), (4, 77)], at=84), p.wood, depth=2)
    s.shine(curve((64, 98), (60, 116), (57, 132)), 4)


@motif("loaf-tin", shadow=56)
def loaf_tin(s: Sheet, p: Palette, r: Random) -> None:
    """A long tin seen from its side; something may have risen over the rim."""
    risen = r.random() < 0.75
    metal = mix(p.body, p.steel, 0.35)
    if risen:
        _risen(s, p, r)
    else:
        s.fill([(26, 110), (40, 99), (122, 99), (134, 110)], mix(metal, p.deep, 0.55))
        s.line([(26, 110), (40, 99), (122, 99), (134, 110)], p.soft, 2.6)
    front = [(27, 112), (133, 112), (123, 149), (121, 151), (39, 151), (37, 149)]
    s.solid(front, metal, depth=6)
    for x in (46, 114):
        s.line([(x, 116), (80 + (x - 80) * 0.93, 149)], mix(metal, p.deep, 0.4), 1.3, alpha=0.7)
    for _ in range(7):
        s.fill(
            ellipse(r.uniform(42, 118), r.uniform(126, 148), r.uniform(0.8, 2.2), 0.9), p.deep, inside=front, alpha=0.3
        )
    s.solid(box(22, 109, 138, 115, 3), mix(metal, p.pale, 0.3), depth=2)
    s.shine([(38, 121), (43, 141)], 3.2, 0.4)


def _risen(s: Sheet, p: Palette, r: Random) -> None:
    """Two or three hills of bread, one higher than was hoped."""
    crust, crumb = mix((190, 118, 58), p.nut, 0.3), mix((246, 218, 168), p.pale, 0.2)
    hills = r.choice((2, 3, 3))
    step = 100 / hills
    proud = r.randrange(hills)
    for i in range(hills):
        x, top = 30 + step * (i + 0.5), 76 + (0 if i == proud else r.uniform(4, 9))
        half = step * 0.58
        over = curve((x - half, 106), (x - half * 0.8, top + 9), (x, top), (x + half * 0.8, top + 9), (x + half, 106))
        hill = [(x - half, 114), *over, (x + half, 114)]
        s.solid(hill, crust, depth=4)
        s.line(curve((x - half * 0.5, top + 8), (x, top + 3.5), (x + half * 0.4, top + 7)), crumb, 3, alpha=0.7)


@motif("steamer", shadow=58)
def steamer(s: Sheet, p: Palette, r: Random) -> None:
    """Two storeys of bamboo with the lid off, and three buns that had time."""
    bamboo = mix((214, 170, 100), p.wood, 0.25)
    dark = mix(bamboo, p.deep, 0.5)
    steam(s, p, r, 80, 72, tall=24)
    s.fill(ellipse(80, 103, 54, 13), mix(bamboo, p.deep, 0.35))
    dots = r.random() < 0.5
    for x, y, size in ((57, 101, 1.0), (103, 101, 1.0), (80, 105, 1.1)):
        _bun(s, p, x, y + r.uniform(-1, 1), size, dotted=dots)
    for top in (128.0, 105.0):
        wall = [*arc(80, top, 54, 12, 0, 180), *reversed(arc(80, top + 20, 54, 11, 0, 180))]
        s.solid(wall, bamboo, depth=4)
        s.line(arc(80, top + 1.5, 54, 12, 0, 180), mix(bamboo, p.pale, 0.5), 3.4)
        s.line(arc(80, top + 16, 54, 11, 4, 176), dark, 1.6)
        for turn in (62, 82, 98):
            tie, middle = arc(80, top + 9, 54, 11.5, turn, turn + 1)[0]
            s.line([(tie, middle - 6), (tie, middle + 5)], p.body, 2.4)


def _bun(s: Sheet, p: Palette, x: float, y: float, size: float, *, dotted: bool) -> None:
    white = mix(FLOUR, p.wall, 0.12)
    s.solid(
        blob(
            (x - 20 * size, y + 3),
            (x - 17 * size, y - 11 * size),
            (x, y - 21 * size),
            (x + 17 * size, y - 11 * size),
            (x + 20 * size, y + 3),
            (x, y + 9),
        ),
        white,
        depth=4,
    )
    if dotted:
        s.fill(ellipse(x, y - 15 * size, 3.2, 2.4), (206, 62, 58))
        return
    for dx, dy in ((-9, -7), (-4, -4), (4, -4), (9, -7)):
        s.line(
            curve((x, y - 18 * size), (x + dx * 0.7, y - 13 * size), (x + dx * size, y + dy)),
            mix(p.table, p.nut, 0.3),
            1.3,
        )


@motif("scale", shadow=52)
def scale(s: Sheet, p: Palette, r: Random) -> None:
    """A flat scale with a bowl of flour on it; the figure wants another half gram."""
    s.fill(ellipse(80, 101, 33, 10), FLOUR)
    heap = blob((50, 103), (60, 88), (76, 80 + r.uniform(-3, 3)), (94, 85), (110, 103), (80, 109))
    s.solid(heap, FLOUR, depth=3.5)
    bowl = lathe([(38, 100), (36, 112), (26, 124), (16, 129)])
    s.solid(bowl, p.pale, depth=4)
    pattern(s, bowl, p.body, r, quiet=False)
    s.line(curve((42, 100.5), (80, 104), (118, 100.5)), p.body, 2.4)
    s.solid(lathe([(47, 129), (49, 132)], [(49, 132), (46, 135)]), p.steel, depth=2)
    s.solid(lathe([(52, 135), (57, 140)], [(57, 140), (57, 149)], [(57, 149), (54, 151)]), p.body, depth=4)
    s.solid(box(54, 138, 95, 149, 2), mix(p.deep, (0, 0, 0), 0.25), depth=1)
    for i in range(3):
        _figure(s, 74.5, i * 10 - 13.5, r.choice("0235689"), mix(p.accent, p.pale, 0.55))
    for x in (104, 116):
        s.solid(ellipse(x, 143.5, 4, 3), p.soft, depth=1)


SEGMENTS: dict[str, tuple[Shape, str]] = {
    "top": ([(0, 0), (4.4, 0)], "0235689"),
    "left up": ([(0, 0), (0, 3.4)], "05689"),
    "right up": ([(4.4, 0), (4.4, 3.4)], "02389"),
    "middle": ([(0, 3.4), (4.4, 3.4)], "235689"),
    "left down": ([(0, 3.4), (0, 6.8)], "0268"),
    "right down": ([(4.4, 3.4), (4.4, 6.8)], "035689"),
    "foot": ([(0, 6.8), (4.4, 6.8)], "0235689"),
}


def _figure(s: Sheet, middle: float, x: float, digit: str, ink: Colour) -> None:
    """A figure `x` to the right of the display's middle, and still so when the whole thing is drawn mirrored."""
    way = -1 if s.placing.flip else 1
    for stroke, lit in SEGMENTS.values():
        if digit in lit:
            s.line([(middle + way * (x + dx), 140.2 + dy) for dx, dy in stroke], ink, 1.3)
