"""From the shore: shells, weed and what was hung up to dry."""

from random import Random

from .palettes import Palette, mix
from .registry import motif
from .shapes import Point, Shape, arc, blob, box, curve, ellipse, lathe, ribbon, turned
from .sheet import Sheet


def _ribbed_shell(x: float, y: float, size: float) -> tuple[Shape, list[Shape]]:
    """A scallop's fan and the lines of its ribs."""
    rim = []
    for i in range(9):
        rim.extend(
            arc(*arc(x, y, size, size, 180 + i * 22.5, 181)[0], size * 0.2, None, 100 + i * 22.5, 260 + i * 22.5)
        )
    outline = [(x - size * 0.24, y + size * 0.62), *rim, (x + size * 0.24, y + size * 0.62)]
    ribs = [[(x, y + size * 0.6), arc(x, y, size * 1.1, None, 191 + i * 22.5, 192)[0]] for i in range(8)]
    return outline, ribs


@motif("scallop", shadow=50)
def scallop(s: Sheet, p: Palette, r: Random) -> None:
    tone = r.choice((p.body, p.soft))
    s.solid([(64, 132), (96, 132), (104, 150), (56, 150)], mix(tone, p.deep, 0.25), depth=3)
    outline, ribs = _ribbed_shell(80, 110, 42)
    s.solid(outline, tone, depth=6)
    for ring in (0.62, 0.84):
        s.line(
            arc(80, 110 + 42 * 0.6 * (1 - ring), 42 * ring * 1.12, 42 * ring * 1.12, 190, 350),
            p.pale,
            2.6,
            alpha=0.55,
            inside=outline,
        )
    for rib in ribs:
        s.line(rib, mix(tone, p.deep, 0.5), 1.8, inside=outline, alpha=0.7)
    for x, y, size in ((119, 143, 9), (40, 145, 7.5)):
        meat = lathe([(size, y - size * 0.7), (size, y + size * 0.6)], at=x)
        s.solid(meat, mix((232, 188, 118), p.pale, 0.25), depth=3)
        s.fill(ellipse(x, y - size * 0.7, size, size * 0.36), mix((240, 206, 148), p.pale, 0.35))
    s.shine(curve((46, 104), (52, 88), (62, 78)), 3, 0.45)


# One drawing, stroke after stroke: in pieces it would be harder to follow.
@motif("abalone", shadow=54)
def abalone(s: Sheet, p: Palette, r: Random) -> None:
    """The shell from inside: grey rim, rainbow within, a row of holes."""
    lean = r.uniform(-10, 10)
    about = (80.0, 116.0)
    rim = blob(
        (28, 122), (36, 98), (60, 84), (92, 82), (120, 94), (134, 116), (122, 138), (92, 149), (58, 148), (36, 140)
    )
    s.solid(turned(rim, lean, about), mix(p.dim, (110, 100, 96), 0.3), depth=6)
    pearl = turned(
        blob(
            (37, 122),
            (44, 104),
            (64, 92),
            (91, 90),
            (114, 100),
            (125, 117),
            (115, 133),
            (90, 142),
            (60, 141),
            (43, 134),
        ),
        lean,
        about,
    )
    s.fill(pearl, mix(p.pale, p.soft, 0.35))
    for tone, dx, dy, rx, ry in (
        (p.leaf, 66, 108, 24, 13),
        (p.accent, 96, 112, 22, 14),
        (p.body, 80, 130, 28, 10),
        ((236, 196, 220), 108, 124, 14, 12),
    ):
        s.fill(turned(ellipse(dx + r.uniform(-5, 5), dy, rx, ry), lean - 18, about), tone, inside=pearl, alpha=0.3)
    for grow in (0.5, 0.72):
        s.line(
            turned(arc(84, 118, 42 * grow, 26 * grow, 150, 330), lean, about),
            (255, 255, 255),
            2.2,
            inside=pearl,
            alpha=0.5,
        )
    for i, (x, y) in enumerate(((46, 104), (57, 95.5), (70, 90), (84, 87.5), (98, 89))):
        s.fill(turned(ellipse(x, y, 3.4 - i * 0.3, 2.8 - i * 0.25), lean, about), p.deep)
    s.solid(turned(ellipse(84, 120, 21, 14), lean, about), mix((222, 178, 120), p.pale, 0.2), depth=4)
    s.line(turned(arc(84, 120, 25, 17.5, 20, 350), lean, about), mix((92, 70, 56), p.deep, 0.3), 2.4, alpha=0.8)
    s.shine(turned(curve((44, 122), (50, 108), (62, 99)), lean, about), 2.6, 0.7)


# One drawing, stroke after stroke: in pieces it would be harder to follow.
@motif("oyster", shadow=52)
def oyster(s: Sheet, p: Palette, r: Random) -> None:
    for x, y, size, turn in ((62, 112, 1.0, -24.0), (104, 126, 0.8, 30)):
        turn += r.uniform(-10, 10)
        about = (x, y)

        def at(*points: Point, x: float = x, y: float = y, size: float = size, turn: float = turn) -> Shape:
            placed = [(x + dx * size, y + dy * size) for dx, dy in points]
            return turned(blob(*placed), turn, (x, y))

        shell = at(
            (0, -44),
            (14, -34),
            (24, -16),
            (32, 4),
            (28, 26),
            (12, 40),
            (-10, 40),
            (-26, 26),
            (-30, 4),
            (-22, -14),
            (-14, -32),
        )
        s.solid(shell, mix(p.dim, (122, 116, 112), 0.45), depth=5 * size)
        inner = at((0, -34), (12, -22), (22, 2), (20, 22), (6, 32), (-10, 31), (-20, 18), (-19, 0), (-10, -20))
        s.fill(inner, mix(p.pale, (226, 228, 230), 0.4))
        s.fill(at((-14, 0), (-6, 14), (0, 30), (-12, 30), (-20, 16)), p.soft, inside=inner, alpha=0.4)
        meat = at((2, -14), (12, -4), (14, 12), (4, 22), (-8, 18), (-10, 2))
        s.solid(meat, mix((204, 172, 132), p.pale, 0.25), depth=3 * size)
        s.line(
            turned(
                curve((x + 10 * size, y - 2 * size), (x + 6 * size, y + 8 * size), (x + 10 * size, y + 18 * size)),
                turn,
                about,
            ),
            mix(p.deep, p.pale, 0.2),
            1.8 * size,
            alpha=0.7,
        )
        s.shine(
            turned(curve((x - 14 * size, y - 4 * size), (x - 8 * size, y - 18 * size)), turn, about), 2.4 * size, 0.8
        )


# One drawing, stroke after stroke: in pieces it would be harder to follow.
@motif("squid", shadow=0)
def squid(s: Sheet, p: Palette, r: Random) -> None:
    """Opened flat and hung from a pole in the wind."""
    flesh = mix((238, 206, 178), p.soft, 0.35)
    s.line([(6, 48), (154, 44)], mix(p.wood, p.leaf, 0.25), 5)
    for x in (30, 112):
        s.line([(x, 45.4), (x, 49.6)], mix(p.wood, p.deep, 0.5), 5.5)
    sway = r.uniform(-5, 5)
    for x, size in ((62, 1.0), (116, 0.74)):
        s.line([(x, 44), (x, 54)], p.deep, 1.6)
        for i in range(7):
            start = (x + (i - 3) * 4 * size, 50 + 62 * size)
            tip = (x + (i - 3) * 7 * size + sway, 50 + (92 - abs(i - 3) * 3) * size)
            s.line(
                curve(start, ((start[0] + tip[0]) / 2 - 2, (start[1] + tip[1]) / 2), tip),
                mix(flesh, p.deep, 0.15),
                4.2 * size,
                end_width=1.6 * size,
            )
        mantle = blob(
            (x, 52),
            (x + 14 * size, 62),
            (x + 24 * size, 74),
            (x + 17 * size, 80),
            (x + 17 * size, 50 + 58 * size),
            (x, 50 + 64 * size),
            (x - 17 * size, 50 + 58 * size),
            (x - 17 * size, 80),
            (x - 24 * size, 74),
            (x - 14 * size, 62),
        )
        s.solid(mantle, flesh, depth=4 * size)
        s.line([(x, 60), (x, 50 + 56 * size)], mix(flesh, p.deep, 0.35), 1.4, alpha=0.7)
        for _ in range(16):
            s.fill(
                ellipse(x + r.uniform(-20, 20) * size, r.uniform(60, 50 + 58 * size), r.uniform(0.8, 1.7)),
                p.deep,
                inside=mantle,
                alpha=0.3,
            )
        s.line([(x - 15 * size, 84), (x + 15 * size, 82)], p.wood, 2)
    s.shine(curve((50, 76), (49, 90), (51, 102)), 2.6, 0.5)


@motif("seaweed", shadow=52)
def seaweed(s: Sheet, p: Palette, r: Random) -> None:
    """Square sheets of laver, fanned, held to the light."""
    dark = mix(p.deep, (34, 52, 44), 0.5)
    for i, lean in enumerate((-24.0, -9.0, 8.0)):
        lean += r.uniform(-4, 4)
        about = (76.0, 150.0)
        edge = [(x + r.uniform(-0.9, 0.9), y + r.uniform(-0.9, 0.9)) for x, y in _ragged_square(46, 74, 114, 146)]
        sheet = turned(edge, lean, about)
        s.solid(sheet, mix(dark, p.leaf, 0.14 * i), depth=3)
        for _ in range(70):
            x, y = turned([(r.uniform(47, 113), r.uniform(75, 145))], lean, about)[0]
            fibre = turned(curve((x - 3.4, y), (x, y - 1.2), (x + 3.4, y)), r.uniform(0, 180), (x, y))
            s.line(fibre, r.choice((p.leaf, p.body, (20, 26, 24))), 1, inside=sheet, alpha=0.55)
    band = turned(box(44, 112, 116, 128), 8, (76, 150))
    s.fill(band, p.pale)
    s.fill(turned(ellipse(80, 120, 5), 8, (76, 150)), p.accent)
    s.line(turned([(92, 120), (108, 120)], 8, (76, 150)), p.body, 1.8)


def _ragged_square(left: float, top: float, right: float, bottom: float) -> Shape:
    steps = [i / 14 for i in range(14)]
    wide, tall = right - left, bottom - top
    return (
        [(left + wide * t, top) for t in steps]
        + [(right, top + tall * t) for t in steps]
        + [(right - wide * t, bottom) for t in steps]
        + [(left, bottom - tall * t) for t in steps]
    )


@motif("kelp-pack", shadow=46)
def kelp_pack(s: Sheet, p: Palette, r: Random) -> None:
    """Long leaves folded in three and held by a paper band."""
    kelp = mix((58, 78, 52), p.deep, 0.35)
    for i in range(5):
        x = 52 + i * 14
        lean = (i - 2) * 3.2 + r.uniform(-2, 2)
        top = 52 + abs(i - 2) * 4 + r.uniform(-5, 5)
        blade = ribbon(
            curve((x, 150), (x + lean * 0.4 - 2, 118), (x + lean + 2, 86), (x + lean * 1.8, top)), 15, 17, 18, 17, 3
        )
        s.solid(blade, mix(kelp, p.leaf, 0.12 * (i % 3)), depth=3)
        s.line(curve((x, 148), (x + lean * 0.4 - 2, 118), (x + lean + 2, 88)), mix(kelp, p.pale, 0.35), 1.6, alpha=0.6)
    band = box(42, 106, 118, 132, 2)
    s.solid(band, p.pale, depth=3)
    s.fill(box(42, 106, 118, 110), p.body)
    s.fill(box(42, 128, 118, 132), p.body)
    if r.random() < 0.5:
        s.fill(ellipse(80, 119, 6.5), p.accent)
    else:
        s.line(curve((60, 120), (68, 116), (76, 121), (84, 116), (92, 121), (100, 117)), p.body, 2.4)
