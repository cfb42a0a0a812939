"""Woven things a person wears."""

from random import Random

from .ornaments import pattern
from .palettes import Palette
from .registry import motif
from .shapes import Shape, arc, blob, box, curve, ellipse, mirrored, ribbon
from .sheet import Sheet


def folds(s: Sheet, p: Palette, inside: Shape, *folds: Shape) -> None:
    for fold in folds:
        s.line(fold, p.deep, 1.7, end_width=0.7, inside=inside, alpha=0.5)


def _peg(s: Sheet, p: Palette) -> None:
    """A peg on the wall; clothes hang, they do not stand."""
    s.solid(box(74, 30, 86, 42, 3), p.wood, depth=2)


def _hanger(s: Sheet, p: Palette, y: float) -> None:
    s.line([(80, y), (80, y - 8), *arc(80, y - 13, 5, None, 90, -110)], p.steel, 2)
    s.line(curve((46, y + 15), (64, y + 4), (80, y), (96, y + 4), (114, y + 15)), p.wood, 4)


@motif("scarf", shadow=0)
def scarf(s: Sheet, p: Palette, r: Random) -> None:
    """Thrown over a peg, both ends down."""
    _peg(s, p)
    swing = r.uniform(-5, 5)
    ends = ((94, 128, 8, p.dim), (66, 148, -8, p.body))
    bands = r.choice((0, 2, 3, 4))
    for x, low, lean, tone in ends:
        spine = curve((80, 48), (80 + (x - 80) * 0.8, 66), (x + lean * 0.3, 100), (x + lean * 0.6 + swing, low))
        strip = ribbon(spine, 20, 28, 30, 31)
        feet = [strip[len(spine) - 1], strip[len(spine)]]
        for i in range(8):
            x0, y0 = (feet[0][j] + (feet[1][j] - feet[0][j]) * (i + 0.5) / 8 for j in (0, 1))
            s.line([(x0, y0 - 1), (x0 + swing * 0.2, y0 + 9)], tone, 1.6)
        s.solid(strip, tone, depth=4)
        for i in range(bands):
            y = low - 12 - i * 10
            s.line([(x - 40, y + 2), (x + 40, y - 2)], p.pale, 3.6 if i % 2 else 2, inside=strip, alpha=0.8)
        folds(
            s,
            p,
            strip,
            curve((80, 58), (x - 3, 84), (x + lean * 0.5 - 4, low - 20)),
            curve((82, 58), (x + 5, 80), (x + lean * 0.4 + 6, low - 44)),
        )
    s.solid(blob((64, 52), (72, 42), (88, 42), (97, 52), (93, 62), (80, 66), (67, 62)), p.body, depth=4)
    s.line(curve((70, 54), (80, 58), (91, 53)), p.deep, 1.4, alpha=0.5)


@motif("dress", shadow=0)
def dress(s: Sheet, p: Palette, r: Random) -> None:
    _hanger(s, p, 46)
    flare, hem = r.uniform(40, 50), r.uniform(146, 152)
    right = [
        (80, 60),
        *curve((80, 60), (88, 57), (94, 50)),
        *curve((94, 50), (104, 53), (116, 60)),
        *curve((116, 60), (124, 72), (127, 84)),
        *curve((127, 84), (119, 89), (112, 90)),
        (108, 80),
        *curve((108, 80), (107, 98), (80 + flare * 0.8, 122), (80 + flare, hem)),
        *curve((80 + flare, hem), (80 + flare * 0.5, hem + 4), (80, hem + 2)),
    ]
    body = right + mirrored(right)[::-1]
    s.solid(body, p.body, depth=6)
    pattern(s, body, p.pale, r)
    waist = r.choice((0, 96, 102))
    if waist:
        s.line(curve((50, waist), (80, waist + 3), (110, waist)), p.deep, 2.2, inside=body)
    folds(
        s,
        p,
        body,
        curve((70, 104), (66, 124), (60, 150)),
        curve((80, 108), (81, 128), (80, 150)),
        curve((91, 104), (96, 124), (102, 150)),
    )
    for side in (-1, 1):
        s.line(
            curve((80 + side * 18, 112), (80 + side * 25, 117), (80 + side * 27, 128)),
            p.deep,
            1.5,
            inside=body,
            alpha=0.8,
        )
    s.line(curve((66, 50), (72, 57), (80, 60), (88, 57), (94, 50)), p.deep, 2)


@motif("shirt", shadow=0)
def shirt(s: Sheet, p: Palette, r: Random) -> None:
    _hanger(s, p, 50)
    hem = r.uniform(138, 146)
    right = [
        (80, 58),
        *curve((80, 58), (88, 58), (93, 53)),
        *curve((93, 53), (106, 56), (117, 62)),
        *curve((117, 62), (129, 84), (135, 108)),
        *curve((135, 108), (127, 113), (119, 114)),
        (111, 90),
        (112, hem - 8),
        *curve((112, hem - 8), (98, hem), (80, hem - 2)),
    ]
    body = right + mirrored(right)[::-1]
    s.solid(body, p.body, depth=6)
    pattern(s, body, p.pale, r)
    s.solid(blob((67, 54), (80, 50), (93, 54), (90, 60), (80, 63), (70, 60)), p.dim, depth=1.5)
    s.line([(80, 62), (80, hem - 3)], p.deep, 1.3, alpha=0.7)
    for y in range(70, int(hem) - 8, 14):
        s.fill(ellipse(83.5, y, 1.8), p.pale)
    folds(s, p, body, curve((111, 92), (108, 104), (109, 118)), curve((49, 92), (52, 104), (51, 118)))
    if r.random() < 0.5:
        s.outline(box(92, 82, 105, 97, 2), p.deep, 1.2, alpha=0.6)


@motif("apron", shadow=0)
def apron(s: Sheet, p: Palette, r: Random) -> None:
    _peg(s, p)
    s.line(curve((63, 68), (68, 50), (80, 39), (92, 50), (97, 68)), p.dim, 3.6)
    right = [
        (80, 67),
        (98, 66),
        *curve((98, 66), (101, 80), (118, 92)),
        *curve((118, 92), (120, 120), (117, 148)),
        *curve((117, 148), (98, 152), (80, 151)),
    ]
    body = right + mirrored(right)[::-1]
    for side in (-1, 1):
        s.line(
            curve((80 + side * 37, 94), (80 + side * 50, 102), (80 + side * 46, 122), (80 + side * 52, 136)), p.dim, 3
        )
    s.solid(body, p.body, depth=5)
    if r.random() < 0.45:
        pattern(s, body, p.deep, r)
    pocket = box(62, 108, 98, 134, 4)
    s.solid(pocket, r.choice((p.soft, p.dim, p.accent)), depth=3)
    s.line([(80, 109), (80, 133)], p.deep, 1.2, alpha=0.6)
    if r.random() < 0.6:
        s.line([(90, 112), (93, 94)], p.wood, 2.6)
        s.fill(ellipse(93.6, 90, 4, 6), p.wood)
    s.line([(63, 71), (97, 71)], p.deep, 1.3, alpha=0.6)
