"""What a silversmith sells, on the little stands that show it."""

from random import Random

from .palettes import Colour, Palette, mix
from .registry import motif
from .shapes import arc, blob, box, curve, drop, ellipse, lathe, ribbon
from .sheet import Sheet

GOLD: Colour = (222, 180, 92)


def _metal(p: Palette, r: Random) -> Colour:
    return r.choice((mix(GOLD, p.body, 0.12), mix((186, 192, 196), p.deep, 0.08)))


def _stone(s: Sheet, p: Palette, x: float, y: float, size: float) -> None:
    cut = blob((x, y - size), (x + size * 0.9, y - size * 0.2), (x, y + size), (x - size * 0.9, y - size * 0.2))
    s.solid(cut, p.body, depth=3)
    s.fill([(x - size * 0.5, y - size * 0.2), (x, y - size * 0.7), (x + size * 0.2, y)], p.pale, alpha=0.6)


@motif("ring", shadow=44)
def ring(s: Sheet, p: Palette, r: Random) -> None:
    """One ring stands in a slot, another lies beside it."""
    metal = _metal(p, r)
    s.solid(box(34, 132, 112, 151, 4), mix(p.pale, p.body, 0.22), depth=4)
    s.line([(40, 133), (106, 133)], p.deep, 2, alpha=0.4)
    s.outline(ellipse(72, 106, 27), mix(metal, p.deep, 0.35), 8)
    s.line(arc(72, 106, 27, None, 130, 410), metal, 6.5)
    for turn in range(200, 341, r.choice((14, 20, 35))):
        s.fill(ellipse(*arc(72, 106, 27, None, turn, turn + 1)[0], 1.5), mix(metal, p.deep, 0.4), alpha=0.8)
    if r.random() < 0.7:
        _stone(s, p, 72, 74, r.uniform(9, 13))
    s.shine(arc(72, 106, 28, None, 200, 235), 2, 0.8)
    s.outline(ellipse(126, 143, 14, 6), metal, 4)
    s.shine(arc(126, 143, 14, 6, 200, 260), 1.4, 0.7)


@motif("earrings", shadow=38)
def earrings(s: Sheet, p: Palette, r: Random) -> None:
    """A pair on a card, never quite the same length."""
    metal = _metal(p, r)
    s.solid(box(38, 48, 122, 151, 5), p.pale, depth=4)
    s.line([(54, 60), (106, 60)], mix(p.pale, p.body, 0.5), 2.4)
    kind = r.randrange(3)
    for x, longer in ((60, 0.0), (100, r.uniform(3, 9))):
        s.fill(ellipse(x, 74, 2.2), p.deep)
        s.line(curve((x, 74), (x + 5, 80), (x, 87)), metal, 2.2)
        y = 88 + longer
        if kind == 0:
            s.solid(drop(x, y, 19, 34), p.body, depth=3)
        elif kind == 1:
            s.outline(ellipse(x, y + 17, 13), mix(metal, p.deep, 0.25), 5)
            s.line(arc(x, y + 17, 13, None, 140, 400), metal, 3.4)
        else:
            for i, size in enumerate((4.5, 6, 8)):
                s.solid(ellipse(x, y + 4 + i * 13, size), (p.accent, p.soft, p.body)[i], depth=2)
        s.shine([(x - 4, y + 14), (x - 5, y + 22)], 2, 0.6)


@motif("necklace", shadow=40)
def necklace(s: Sheet, p: Palette, r: Random) -> None:
    """A bust of linen, and one thing worth looking at on a chain."""
    metal = _metal(p, r)
    bust = lathe([(15, 44), (15, 66), (20, 76), (44, 92), (50, 112)], [(50, 112), (36, 140), (26, 151)])
    s.solid(bust, mix(p.wood, p.pale, 0.55), depth=6)
    s.solid(ellipse(80, 45, 15, 4.5), mix(p.wood, p.pale, 0.3), depth=2)
    low = r.uniform(112, 124)
    chain = curve((64, 70), (66, 88), (72, low - 12), (80, low), (88, low - 12), (94, 88), (96, 70))
    beads = r.random() < 0.35
    s.line(chain, mix(metal, p.deep, 0.2), 2)
    if beads:
        for i in range(4, len(chain) - 4, 6):
            s.solid(ellipse(*chain[i], 3.4), (p.body, p.soft, p.accent)[i % 3], depth=1.5)
    kind = r.randrange(3)
    if kind == 0:
        s.solid(blob((80, low - 2), (91, low + 8), (86, low + 21), (74, low + 21), (69, low + 8)), p.body, depth=4)
    elif kind == 1:
        s.solid(ellipse(80, low + 10, 12), metal, depth=3)
        s.outline(ellipse(80, low + 10, 8), mix(metal, p.deep, 0.3), 1.4)
    else:
        s.solid(drop(80, low - 2, 18, 27), p.accent, depth=3)
    s.shine([(75, low + 7), (74, low + 13)], 2.4, 0.6)


@motif("bangle", shadow=46)
def bangle(s: Sheet, p: Palette, r: Random) -> None:
    """Open ones, stacked as they are worn."""
    count = r.choice((2, 3))
    for i in range(count):
        metal = (_metal(p, r), p.body, p.accent)[i]
        y, wide = 138 - i * 17, 40 - i * r.uniform(1, 3)
        gap = r.uniform(-14, 14)
        hoop = arc(80 + r.uniform(-4, 4), y, wide, 14, 102 + gap, 438 + gap)
        s.fill(ribbon(hoop, 9, 8, 9), mix(metal, p.deep, 0.3))
        s.fill(ribbon([(x, y - 1.6) for x, y in hoop], 6.6, 5.6, 6.6), metal)
        for x, end in (hoop[0], hoop[-1]):
            s.solid(ellipse(x, end, 5), metal, depth=2)
        s.shine(hoop[30:38], 1.8, 0.7)
