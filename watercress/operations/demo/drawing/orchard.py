"""The rest of the orchard: cones, fruit, and what opens a nut."""

from random import Random

from .nuts import one_walnut
from .palettes import Palette, mix
from .registry import motif
from .shapes import blob, curve, drop, ellipse, grown, lathe, leaf, turned
from .sheet import Sheet


@motif("pinecone", shadow=44)
def pinecone(s: Sheet, p: Palette, r: Random) -> None:
    """Open scales, laid from the bottom up so that each row covers the feet of the one below."""
    tone, edge = mix(p.nut, p.deep, 0.35), mix(p.nut, p.pale, 0.35)
    s.fill(lathe([(3, 62), (22, 92), (34, 122), (26, 144), (8, 151)]), mix(tone, p.deep, 0.5))
    for row in range(8):
        y = 140 - row * 10.5
        wide = (24, 35, 37, 33, 28, 22, 15, 7)[row]
        count = (4, 5, 6, 5, 4, 3, 2, 1)[row]
        for i in range(count):
            share = (i - (count - 1) / 2) / max(1, (count - 1) / 2)
            x, turn = 80 + share * wide, share * 34 + r.uniform(-5, 5)
            petal = blob((x - 9, y - 2), (x, y - 7), (x + 9, y - 2), (x + 6, y + 7), (x, y + 10), (x - 6, y + 7))
            s.solid(turned(petal, -turn, (x, y)), tone, depth=2.4)
            s.line(turned(curve((x - 5, y + 6.4), (x, y + 8.6), (x + 5, y + 6.4)), -turn, (x, y)), edge, 2)
    for x, turn in ((124, -20), (134, 15)):
        s.solid(turned(drop(x, 138, 9, 14), turn, (x, 145)), p.nut, depth=1.5)


@motif("nutcracker", shadow=46)
def nutcracker(s: Sheet, p: Palette, r: Random) -> None:
    """A screw that comes down on the nut, slowly."""
    metal = mix(p.body, p.accent, 0.12)
    s.solid(lathe([(36, 141), (40, 147), (40, 151)]), p.deep, depth=3)
    frame = [(42, 142), (42, 92), (46, 82), (54, 78), (106, 78), (114, 82), (118, 92), (118, 142)]
    s.line(frame, metal, 9)
    s.shine([(41, 132), (41, 96)], 2.4, 0.5)
    s.line([(80, 52), (80, 104)], p.deep, 8)
    for thread in range(56, 102, 5):
        s.line([(76, thread), (84, thread + 2)], metal, 1.5)
    s.solid(lathe([(10, 73), (12, 84)]), metal, depth=2)
    lean = r.uniform(-8, 8)
    s.line([(52, 50 - lean / 2), (108, 50 + lean / 2)], p.deep, 4.5)
    for x, y in ((52, 50 - lean / 2), (108, 50 + lean / 2)):
        s.solid(ellipse(x, y, 6), p.wood, depth=2)
    s.solid(lathe([(13, 101), (15, 107)]), metal, depth=2)
    one_walnut(s, p, r, 80, 125, 17, r.uniform(-20, 20))


@motif("persimmon", shadow=50)
def persimmon(s: Sheet, p: Palette, r: Random) -> None:
    """Peeled persimmons on their string, white with their own sugar."""
    s.line(curve((80, 20), (79, 60), (80, 104)), p.wood, 2)
    flesh = mix((214, 112, 52), p.body, 0.25)
    for x, y, size in ((67, 70.0, 20), (95, 92, 21), (66, 116, 22)):
        y += r.uniform(-2, 2)
        s.line([(80, y - size * 1.4), (x, y - size * 0.7)], p.wood, 1.6)
        fruit = grown(
            x, y, size, (0, -0.74), (0.8, -0.5), (1, 0.1), (0.55, 0.8), (0, 1), (-0.55, 0.8), (-1, 0.1), (-0.8, -0.5)
        )
        s.solid(fruit, flesh, depth=size * 0.22)
        for _ in range(4):
            frost = ellipse(
                x + r.uniform(-0.7, 0.7) * size,
                y + r.uniform(-0.2, 0.8) * size,
                size * r.uniform(0.2, 0.4),
                size * 0.14,
            )
            s.fill(frost, (255, 250, 240), inside=fruit, alpha=0.4)
        for turn in (20, 70, 110, 160):
            s.fill(leaf(x, y - size * 0.72, size * 0.62, size * 0.34, turn), mix(p.leaf, p.wood, 0.5))
    s.solid(blob((110, 134), (128, 137), (133, 143), (126, 150), (108, 151), (92, 149), (88, 142), (94, 136)), flesh)
    s.fill(ellipse(110, 144, 15, 3.4), (255, 250, 240), alpha=0.4)
    for turn in (-10, 25, 155, 190):
        s.fill(leaf(110, 135.5, 13, 6, turn), mix(p.leaf, p.wood, 0.5))
