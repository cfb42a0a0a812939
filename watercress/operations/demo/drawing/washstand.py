"""For the washstand: what cleans, and what untangles."""

from random import Random

from .ornaments import paper_label
from .palettes import Palette, mix
from .registry import motif
from .shapes import arc, blob, box, curve, ellipse, moved, turned
from .sheet import Sheet


@motif("soap", shadow=50)
def soap(s: Sheet, p: Palette, r: Random) -> None:
    """A bar cut by hand, a wrapped one behind it, and a few bubbles that got away."""
    back = turned(box(62, 84, 132, 122, 4), r.uniform(-9, -3), (97, 103))
    s.solid(back, mix(p.pale, p.wood, 0.2), depth=3)
    band = turned(box(88, 84, 106, 122), -6, (97, 103))
    s.fill(band, p.accent, inside=back)
    top = [(26, 116), (38, 104), (112, 104), (122, 116)]
    s.solid(top, mix(p.soft, p.pale, 0.35), depth=1)
    front = [(26, 116), (122, 116), *arc(116, 145, 6, None, 0, 90), *arc(32, 145, 6, None, 90, 180)]
    s.solid(front, p.soft, depth=5)
    if r.random() < 0.5:
        for _ in range(30):
            s.fill(
                ellipse(r.uniform(30, 118), r.uniform(118, 150), r.uniform(0.7, 1.8)), p.deep, inside=front, alpha=0.6
            )
    else:
        y = r.uniform(126, 136)
        swirl = curve((24, y), (48, y - 7), (70, y + 6), (96, y - 6), (124, y + 3))
        s.line(swirl, p.body, r.uniform(5, 9), inside=front, alpha=0.75)
    s.line([(50, 128), (98, 128)], mix(p.soft, p.deep, 0.35), 1.6, alpha=0.5)
    s.shine([(36, 111), (78, 111)], 3, 0.6)
    for _ in range(3):
        x, y, size = r.uniform(30, 130), r.uniform(62, 92), r.uniform(3.5, 7)
        s.outline(ellipse(x, y, size), mix(p.body, p.wall, 0.35), 1.6)
        s.shine(arc(x, y, size * 0.6, None, 190, 250), 1.4, 0.8)


@motif("comb", shadow=48)
def comb(s: Sheet, p: Palette, r: Random) -> None:
    """Cut from one board; the grain runs down the teeth, or they would break."""
    lean, about = r.uniform(-22, -10), (80.0, 110.0)
    back = blob((26, 100), (38, 84), (80, 76), (122, 84), (134, 100), (120, 108), (80, 110), (40, 108))
    s.solid(turned(box(28, 98, 35, 140, 3), lean, about), mix(p.wood, p.body, 0.18), depth=2)
    s.solid(turned(box(125, 98, 132, 140, 3), lean, about), mix(p.wood, p.body, 0.18), depth=2)
    gap = r.choice((5.2, 7.0))
    x = 39.0
    while x < 122:
        tooth = [(x, 100), (x + gap * 0.6, 100), (x + gap * 0.45, 139), (x + gap * 0.15, 139)]
        s.fill(turned(tooth, lean, about), mix(p.wood, p.body, 0.18))
        x += gap
    s.solid(turned(back, lean, about), mix(p.wood, p.body, 0.25), depth=4)
    for i in range(3):
        line = curve((40, 92 + i * 5), (80, 84 + i * 6), (120, 92 + i * 5))
        s.line(turned(line, lean, about), mix(p.wood, p.deep, 0.5), 1, alpha=0.6)
    if r.random() < 0.5:
        s.fill(turned(ellipse(80, 92, 5), lean, about), p.accent)
    s.shine(turned(curve((44, 88), (66, 80), (84, 79)), lean, about), 2.4, 0.45)


@motif("scrub-brush", shadow=50)
def scrub_brush(s: Sheet, p: Palette, r: Random) -> None:
    fibre = mix((196, 152, 92), p.body, 0.18)
    for row in range(26):
        x = 30 + row * 4
        splay = (x - 80) * 0.12
        for shade in (0.0, 0.35):
            end = x + splay + r.uniform(-2, 2)
            s.line([(x, 122), (end, r.uniform(144, 151))], mix(fibre, p.deep, shade), 2.4)
    block = blob((22, 116), (28, 104), (80, 98), (132, 104), (138, 116), (130, 126), (80, 128), (30, 126))
    s.solid(block, p.wood, depth=5)
    s.solid(
        moved(blob((52, 100), (60, 84), (80, 80), (100, 84), (108, 100), (80, 103)), 0, r.uniform(-2, 2)),
        p.body,
        depth=4,
    )
    for x in range(36, 130, 14):
        s.fill(ellipse(x, 115, 1.8), mix(p.wood, p.deep, 0.5))
    s.shine(curve((34, 109), (56, 104), (76, 103)), 2.4, 0.4)
    if r.random() < 0.4:
        paper_label(s, p, r, 66, 106, 94, 121)
