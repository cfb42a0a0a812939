"""Nuts, in their shells and out of them."""

from random import Random

from .ornaments import pattern
from .palettes import Palette, mix
from .registry import motif
from .shapes import Shape, arc, blob, curve, ellipse, grown, lathe, leaf, ribbon, turned
from .sheet import Sheet


def one_walnut(s: Sheet, p: Palette, r: Random, x: float, y: float, size: float, turn: float = 0) -> None:
    """One walnut in its shell, `size` units from middle to side."""
    shell = p.nut
    outline = grown(
        x, y, size, (0, -1.08), (0.75, -0.72), (1, 0), (0.72, 0.72), (0, 1.02), (-0.72, 0.72), (-1, 0), (-0.75, -0.72)
    )
    outline = turned(outline, turn, (x, y))
    s.solid(outline, shell, depth=size * 0.24)
    groove = mix(shell, p.deep, 0.6)
    s.line(
        turned(curve((x, y - size), (x + size * 0.12, y), (x, y + size)), turn, (x, y)),
        groove,
        size * 0.13,
        inside=outline,
    )
    for side in (-1, 1):
        for row in range(-2, 3):
            yy = y + row * size * 0.36 + r.uniform(-1, 1) * size * 0.08
            a, b = x + side * size * 0.24, x + side * size * r.uniform(0.62, 0.85)
            wrinkle = curve(
                (a, yy), ((a + b) / 2, yy + size * r.uniform(-0.2, 0.2)), (b, yy + size * r.uniform(-0.1, 0.2))
            )
            s.line(turned(wrinkle, turn, (x, y)), groove, size * 0.085, inside=outline, alpha=0.75)
    s.shine(
        turned(curve((x - size * 0.62, y - size * 0.2), (x - size * 0.45, y - size * 0.55)), turn, (x, y)),
        size * 0.14,
        0.35,
    )


@motif("walnut", shadow=54)
def walnut(s: Sheet, p: Palette, r: Random) -> None:
    """Two whole ones and a half that shows its kernel."""
    one_walnut(s, p, r, 60, 112, 27, r.uniform(-18, 4))
    one_walnut(s, p, r, 106, 118, 23, r.uniform(10, 40))
    x, y = 80, 136
    s.solid(ellipse(x, y, 24, 17), mix(p.nut, p.deep, 0.3), depth=3)
    s.fill(ellipse(x, y - 1.5, 21, 14), mix(p.nut, p.deep, 0.55))
    kernel = mix(p.pale, p.nut, 0.35)
    for side in (-1, 1):
        half = blob(
            (x + side * 2, y - 12),
            (x + side * 12, y - 12),
            (x + side * 18, y - 3),
            (x + side * 13, y + 8),
            (x + side * 2, y + 9),
        )
        s.solid(half, kernel, depth=2.5)
        for dy in (-6, 0, 5):
            s.line(
                curve((x + side * 5, y + dy), (x + side * 9, y + dy - 2), (x + side * 13, y + dy)),
                mix(kernel, p.deep, 0.4),
                1.5,
            )


@motif("walnut-bowl", shadow=54)
def walnut_bowl(s: Sheet, p: Palette, r: Random) -> None:
    for x, y in ((58, 96), (102, 96), (72, 86), (91, 85), (44, 101), (116, 101), (80, 99)):
        one_walnut(s, p, r, x + r.uniform(-2, 2), y + r.uniform(-2, 2), 13.5, r.uniform(-50, 50))
    bowl = lathe([(53, 103), (51, 118), (40, 137), (21, 148)], [(21, 148), (21, 151)])
    s.solid(bowl, p.body)
    pattern(s, bowl, p.deep, r)
    s.line([(27.5, 103), (132.5, 103)], p.deep, 3.4)
    s.shine(curve((36, 112), (40, 122), (47, 131)), 4)


def _almond(x: float, y: float, length: float, turn: float) -> Shape:
    shape = blob(
        (x, y - length),
        (x + length * 0.42, y - length * 0.3),
        (x + length * 0.56, y + length * 0.3),
        (x + length * 0.3, y + length * 0.82),
        (x, y + length * 0.95),
        (x - length * 0.3, y + length * 0.82),
        (x - length * 0.56, y + length * 0.3),
        (x - length * 0.42, y - length * 0.3),
    )
    return turned(shape, turn, (x, y))


@motif("almond", shadow=54)
def almond(s: Sheet, p: Palette, r: Random) -> None:
    skin = mix(p.nut, p.deep, 0.12)
    for x, y, size, turn in ((52, 116, 28, -38.0), (106, 112, 30, 30), (78, 92, 26, 4), (82, 132, 24, 82)):
        turn += r.uniform(-10, 10)
        nut = _almond(x, y, size, turn)
        s.solid(nut, skin, depth=size * 0.2)
        for offset in (-0.3, -0.1, 0.12, 0.3):
            vein = curve(
                (x + offset * 0.3 * size, y - size * 0.8),
                (x + offset * size, y),
                (x + offset * 0.6 * size, y + size * 0.75),
            )
            s.line(turned(vein, turn, (x, y)), mix(skin, p.deep, 0.6), 1.1, inside=nut, alpha=0.7)
        s.shine(
            turned([(x - size * 0.28, y - size * 0.2), (x - size * 0.32, y + size * 0.25)], turn, (x, y)), 2.6, 0.35
        )
    s.solid(_almond(126, 142, 13, 60), mix(p.pale, p.nut, 0.12), depth=2)


@motif("pistachio", shadow=54)
def pistachio(s: Sheet, p: Palette, r: Random) -> None:
    """Shells that gape, green inside."""
    shell = mix(p.pale, p.nut, 0.35)
    green = mix(p.leaf, (150, 180, 70), 0.5)
    for x, y, size, turn in ((50, 120, 25, -30.0), (104, 124, 27, 38), (78, 92, 27, 8)):
        turn += r.uniform(-12, 12)
        about = (x, y)
        s.solid(turned(ellipse(x, y, size * 0.46, size * 0.9), turn, about), green, depth=3)
        s.line(
            turned(curve((x - 1, y - size * 0.7), (x + 1, y), (x - 1, y + size * 0.6)), turn, about),
            mix(green, p.deep, 0.4),
            1.4,
        )
        for side in (-1, 1):
            half = blob(
                (x + side * size * 0.22, y - size * 0.86),
                (x + side * size * 0.62, y - size * 0.5),
                (x + side * size * 0.74, y + size * 0.2),
                (x + side * size * 0.44, y + size * 0.84),
                (x, y + size * 1.02),
                (x + side * size * 0.16, y + size * 0.55),
                (x + side * size * 0.3, y),
            )
            half = turned(half, turn, about)
            s.solid(half, shell, depth=size * 0.12)
            seam = curve(
                (x + side * size * 0.5, y - size * 0.35),
                (x + side * size * 0.57, y + size * 0.15),
                (x + side * size * 0.38, y + size * 0.65),
            )
            s.line(turned(seam, turn, about), mix(shell, p.deep, 0.3), 1.1, alpha=0.7)


@motif("chestnut", shadow=54)
def chestnut(s: Sheet, p: Palette, r: Random) -> None:
    """A burr split open, three nuts beside it."""
    husk = mix(p.leaf, p.nut, 0.35)
    for spike in range(0, 360, 8):
        far = r.uniform(36, 41)
        s.line(
            [arc(64, 104, 26, None, spike, spike + 1)[0], arc(64, 104, far, None, spike + 3, spike + 4)[0]],
            husk,
            2.4,
            end_width=0.8,
        )
    s.solid(ellipse(64, 104, 30), husk, depth=5)
    s.fill(ellipse(66, 106, 21, 20), mix(p.pale, p.nut, 0.25))
    for x, y, size, turn in ((66, 106, 19, -8), (112, 124, 24, 22), (82, 138, 17, -28)):
        _chestnut(s, p, x, y, size, turn + r.uniform(-9, 9))


def _chestnut(s: Sheet, p: Palette, x: float, y: float, size: float, turn: float) -> None:
    brown, about = mix((112, 58, 34), p.deep, 0.22), (x, y)
    nut = grown(
        x,
        y,
        size,
        (0, -1),
        (0.5, -0.74),
        (0.95, -0.2),
        (0.88, 0.4),
        (0.45, 0.76),
        (-0.45, 0.76),
        (-0.88, 0.4),
        (-0.95, -0.2),
        (-0.5, -0.74),
    )
    nut = turned(nut, turn, about)
    s.solid(nut, brown, depth=size * 0.2)
    s.fill(
        turned(ellipse(x, y + size * 0.84, size * 0.72, size * 0.26), turn, about), mix(p.nut, p.pale, 0.5), inside=nut
    )
    s.line(turned([(x, y - size * 0.98), (x, y - size * 1.14)], turn, about), brown, size * 0.1)
    shine = curve(
        (x - size * 0.62, y - size * 0.08), (x - size * 0.42, y - size * 0.42), (x - size * 0.18, y - size * 0.6)
    )
    s.shine(turned(shine, turn, about), size * 0.13, 0.45)


@motif("hazelnut", shadow=54)
def hazelnut(s: Sheet, p: Palette, r: Random) -> None:
    shell = p.nut
    for x, y, size, turn in ((52, 120, 25, -16.0), (106, 122, 24, 20), (80, 96, 25, 4)):
        turn += r.uniform(-12, 12)
        about = (x, y)
        nut = grown(
            x,
            y,
            size,
            (0, -1.02),
            (0.5, -0.76),
            (0.94, -0.1),
            (0.8, 0.6),
            (0, 0.94),
            (-0.8, 0.6),
            (-0.94, -0.1),
            (-0.5, -0.76),
        )
        nut = turned(nut, turn, about)
        s.solid(nut, shell, depth=size * 0.2)
        for offset in (-0.5, -0.2, 0.2, 0.5):
            line = curve(
                (x + offset * size * 0.4, y - size * 0.8),
                (x + offset * size, y),
                (x + offset * size * 1.05, y + size * 0.5),
            )
            s.line(turned(line, turn, about), mix(shell, p.deep, 0.5), 1.1, inside=nut, alpha=0.55)
        cap = ellipse(x, y + size * 0.92, size * 0.78, size * 0.36)
        s.fill(turned(cap, turn, about), mix(p.pale, p.nut, 0.5), inside=nut)
        s.shine(
            turned(curve((x - size * 0.52, y + size * 0.1), (x - size * 0.42, y - size * 0.3)), turn, about), 3, 0.4
        )
    for turn in (-150, -100, -40):
        s.solid(leaf(124, 148, 26, 12, turn), p.leaf, depth=1.5)


@motif("cashew", shadow=54)
def cashew(s: Sheet, p: Palette, r: Random) -> None:
    """Crescents, three peeled and two in their purple skins."""
    skin = mix((120, 60, 66), p.deep, 0.35)
    kernel = mix(p.pale, p.nut, 0.3)
    places = ((54, 98, 25, -30.0), (104, 96, 25, 40), (48, 132, 23, 12), (112, 132, 23, -24), (80, 116, 27, 160))
    for i, (x, y, size, turn) in enumerate(places):
        turn += r.uniform(-14, 14)
        spine = arc(x, y + size * 0.3, size * 0.78, size * 0.7, 168, 372)
        crescent = ribbon(spine, 0, size * 0.42, size * 0.62, size * 0.7, size * 0.6, size * 0.4, 0)
        s.solid(turned(crescent, turn, (x, y)), skin if i in (1, 2) else kernel, depth=size * 0.16)
        shine = arc(x, y + size * 0.3, size * 0.92, size * 0.86, 215, 260)
        s.shine(turned(shine, turn, (x, y)), 2.4, 0.5)
