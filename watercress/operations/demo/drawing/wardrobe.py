"""What hangs in a wardrobe: crossed collars, pleats, and the small things that hold them and the hair together."""

import math
from random import Random

from .clothes import folds
from .ornaments import pattern
from .palettes import Colour, Palette, mix
from .registry import motif
from .shapes import arc, blob, box, curve, drop, ellipse, lathe, leaf, mirrored, turned
from .sheet import Sheet

GOLD: Colour = (214, 174, 96)


def _pole(s: Sheet, p: Palette, y: float) -> None:
    """A bamboo pole on two cords: what is put away flat is shown with its sleeves out."""
    bamboo = mix(p.wood, p.pale, 0.25)
    for x in (46, 114):
        s.line([(x, -6), (x, y)], p.deep, 1.2, alpha=0.5)
    s.line([(12, y), (148, y)], bamboo, 5)
    for x in (24, 70, 136):
        s.line([(x, y - 3), (x, y + 3)], mix(p.wood, p.deep, 0.3), 1.4)


def _as_worn(s: Sheet) -> None:
    """Never the other way round: right over left is how the dead are dressed."""
    if s.placing.flip:
        s.placing = s.placing._replace(flip=False, x=s.placing.x - 160 * s.placing.scale)


@motif("crossed-robe", shadow=0)
def crossed_robe(s: Sheet, p: Palette, r: Random) -> None:
    """A crossed collar, the wearer's left side over the right; wide sleeves along the pole."""
    _as_worn(s)
    _pole(s, p, 52)
    deep, hem, flare = r.uniform(86, 104), r.uniform(150, 156), r.uniform(32, 38)
    sleeve = [
        *curve((68, 48), (42, 47), (18, 49)),
        *curve((15, 68), (15, deep - 6), (20, deep), (32, deep), (46, deep - 10), (60, 72)),
        (70, 66),
    ]
    cuff = [(8, 44), (23, 44), (23, deep + 12), (8, deep + 12)]
    for side, band in ((sleeve, cuff), (mirrored(sleeve), mirrored(cuff))):
        s.solid(side, p.body, depth=4)
        s.fill(band, p.soft, inside=side)
    right = [(80, 52), (96, 47), *curve((104, 52), (103, 90), (80 + flare, hem))]
    body = [*right, *curve((80 + flare, hem), (80, hem + 3), (80 - flare, hem)), *mirrored(right)[::-1]]
    s.solid(body, p.body, depth=5)
    pattern(s, body, p.pale, r)
    s.fill([(69, 45), (91, 45), (81, 68)], p.deep, alpha=0.75)
    under, over = [(67, 45), (84, 76)], curve((93, 45), (80, 70), (67, 92), (59, 104))
    for collar in (under, over):
        s.line(collar, p.pale, 7.4)
        s.line(collar, p.accent, 1.5, alpha=0.8)
    for top, low in ((88, 94), (76, 74), (65, 52)):
        folds(s, p, body, curve((top, 110), ((top + low) / 2, 128), (low, hem - 1)))
    for x, y in ((57, 130), (47, 124)):
        s.line(curve((61, 103), (x - 2, 112), (x, y)), p.accent, 2.4, end_width=1.6)
    s.solid(ellipse(61, 103, 3.4), p.accent, depth=1)


@motif("pleated-skirt", shadow=0)
def pleated_skirt(s: Sheet, p: Palette, r: Random) -> None:
    """A flat panel in front, pleats at both sides, its ties over two pegs."""
    hem, flare = r.uniform(144, 150), r.uniform(52, 58)
    for x in (50, 110):
        s.solid(box(x - 5, 36, x + 5, 46, 3), p.wood, depth=2)
        s.line(curve((x, 62), (x - 2, 50), (x, 42), (x + 3, 50), (x + (80 - x) * 0.06, 62)), p.pale, 3)
    right = [(80, 66), (112, 62), *curve((112, 66), (122, 104), (80 + flare, hem))]
    body = [*right, *curve((80 + flare, hem), (80, hem + 7), (80 - flare, hem)), *mirrored(right)[::-1]]
    s.solid(body, p.body, depth=6)
    panel = [
        (64, 66),
        (96, 66),
        *curve((97, 66), (101, 108), (104, hem + 8)),
        *curve((56, hem + 8), (59, 108), (63, 66)),
    ]
    s.fill(panel, p.soft, inside=body, alpha=0.55)
    for side in (-1, 1):
        for i in range(r.choice((4, 5, 6))):
            top, low = 80 + side * (18 + i * 3), 80 + side * (27 + i * 6)
            s.line(
                curve((top, 66), ((top + low) / 2 - side, 104), (low, hem + 4)), p.deep, 1.5, inside=body, alpha=0.55
            )
    bands = r.choice(((10,), (10, 22), (8, 30)))
    metal = r.choice((GOLD, p.accent, p.pale))
    for up in bands:
        line = curve((80 - flare, hem - up), (80, hem + 6 - up), (80 + flare, hem - up))
        s.line(line, metal, 5 if up == bands[0] else 2.4, inside=body, alpha=0.9)
    for i in range(9):
        aside = (i - 4) * 11.5
        y = hem + 6 - bands[0] - 6 * (aside / flare) ** 2
        s.fill(ellipse(80 + aside, y, 1.6), p.deep, inside=body, alpha=0.7)
    s.line([*panel, panel[0]], p.deep, 1, inside=body, alpha=0.25)
    s.solid(box(46, 58, 114, 69, 2), p.pale, depth=2)
    s.line([(50, 63.5), (110, 63.5)], p.deep, 0.8, alpha=0.3)


@motif("frog-jacket", shadow=0)
def frog_jacket(s: Sheet, p: Palette, r: Random) -> None:
    """A short jacket with a standing collar; knotted cloth buttons or round ones."""
    _pole(s, p, 54)
    hem, knotted = r.uniform(134, 144), r.random() < 0.6
    right = [
        (80, 56),
        (91, 50),
        *curve((92, 50), (108, 53), (122, 60)),
        *curve((122, 60), (134, 88), (140, 120)),
        *curve((140, 120), (132, 125), (123, 126)),
        *curve((120, 124), (115, 104), (111, 92)),
        *curve((111, 92), (113, 116), (114, hem)),
        (80, hem + 2),
    ]
    body = right + mirrored(right)[::-1]
    s.solid(body, p.body, depth=6)
    pattern(s, body, p.dim, r)
    s.line([(113, hem - 4), (47, hem - 4)], p.pale, 1.6, inside=body, alpha=0.55)
    for side in (1, -1):
        cuff = [(80 + side * 58.6, 113), (80 + side * 41, 119)]
        s.line(cuff, p.pale, 5, inside=body, alpha=0.85)
    s.fill(ellipse(80, 49, 11, 4), p.deep)
    s.solid([*curve((67, 45), (73, 51), (79, 53)), (79, 62), *curve((78, 62), (70, 59), (65, 53))], p.soft, depth=1.5)
    s.solid([*curve((93, 45), (87, 51), (81, 53)), (81, 62), *curve((82, 62), (90, 59), (95, 53))], p.soft, depth=1.5)
    s.line([(80, 60), (80, hem + 1)], p.deep, 1.5, alpha=0.7)
    for i in range(5):
        y = 70 + i * (hem - 82) / 4
        if knotted:
            s.line([(70, y), (90, y)], p.pale, 2.2)
            for x in (70, 90):
                s.outline(ellipse(x, y, 3.4, 2.4), p.pale, 1.5)
            s.solid(ellipse(80, y, 3), p.accent, depth=1)
        else:
            s.solid(ellipse(84, y, 3.4), mix(p.wood, p.pale, 0.3), depth=1)
            s.fill(ellipse(84, y, 1), p.deep)
    folds(s, p, body, curve((111, 94), (108, 106), (109, 120)), curve((49, 94), (52, 106), (51, 120)))
    for side in (1, -1):
        pocket = box(80 + side * 20 - 9, hem - 30, 80 + side * 20 + 9, hem - 12, 2)
        s.outline(pocket, p.deep, 1.1, alpha=0.5)


@motif("brimmed-hat", shadow=48)
def brimmed_hat(s: Sheet, p: Palette, r: Random) -> None:
    """On a turned stand, a little to one side."""
    s.solid(lathe([(5, 104), (4, 120), (5, 140)], [(24, 143), (27, 149), (24, 152)]), p.wood, depth=3)
    straw = r.choice((mix(p.wood, p.pale, 0.5), p.body, p.soft))
    lean, about = r.uniform(-9, 9), (80.0, 104.0)
    brim = turned(
        blob((22, 104), (36, 94), (80, 88), (124, 94), (138, 104), (116, 115), (80, 119), (44, 115)), lean, about
    )
    s.solid(brim, straw, depth=5)
    for i in range(3):
        ring = turned(arc(80, 103, 54 - i * 7, 13 - i * 2.4, 0, 180), lean, about)
        s.line(ring, mix(straw, p.deep, 0.4), 1, inside=brim, alpha=0.5)
    crown = turned(
        [
            *curve((50, 104), (50, 82), (58, 64), (80, 60), (102, 64), (110, 82), (110, 104)),
            *curve((110, 104), (80, 111), (50, 104)),
        ],
        lean,
        about,
    )
    s.solid(crown, straw, depth=6)
    for i in range(5):
        row = turned(curve((48, 70 + i * 8), (80, 75 + i * 8), (112, 70 + i * 8)), lean, about)
        s.line(row, mix(straw, p.deep, 0.4), 1, inside=crown, alpha=0.45)
    band = turned([*curve((46, 91), (80, 98), (114, 91)), *curve((114, 105), (80, 113), (46, 105))], lean, about)
    s.fill(band, p.deep if straw == p.body else p.accent, inside=crown)
    knot = turned([(104, 99)], lean, about)[0]
    ink = p.deep if straw == p.body else p.accent
    for turn in (52, 84):
        s.solid(leaf(*knot, r.uniform(22, 28), 9, turn), ink, depth=1.5)
    s.solid(ellipse(*knot, 5), mix(ink, p.pale, 0.2), depth=1.5)
    if r.random() < 0.5:
        for turn in (-100, -72, -48):
            s.solid(leaf(*turned([(58, 100)], lean, about)[0], 17, 6, turn), p.leaf, depth=1)


@motif("hairpin", shadow=46)
def hairpin(s: Sheet, p: Palette, r: Random) -> None:
    """Two pins stuck in a small cushion: a flower with beads below it, and a plain one."""
    lean = r.uniform(24, 34)
    foot = (80.0, 134.0)
    plain = turned([(80, 56), (80, 134)], -lean, foot)
    s.line(plain, p.wood, 5, end_width=2.4)
    head = plain[0]
    if r.random() < 0.5:
        s.solid(ellipse(*head, 6.5), mix(p.wood, p.pale, 0.35), depth=2)
    else:
        cloud = ((-6, -1, 5), (6, -1, 5), (0, -6, 6), (0, 2, 5))
        for dx, dy, size in cloud:
            s.solid(ellipse(head[0] + dx, head[1] + dy, size), mix(p.wood, p.pale, 0.2), depth=1.5)
    metal = r.choice((GOLD, mix((186, 192, 196), p.deep, 0.08)))
    long = turned([(80, 54), (80, 134)], lean * 0.62, foot)
    s.line(long, mix(metal, p.deep, 0.25), 4.4, end_width=2.4)
    s.line(long, metal, 2.6, end_width=1.4)
    x, y = long[0]
    strings = r.choice((2, 3))
    for i in range(strings):
        at, end = x + 6 + i * 8, y + 34 + (i % 2) * 10
        s.line([(at, y + 4), (at, end)], mix(metal, p.deep, 0.25), 1)
        for step in range(3):
            s.fill(ellipse(at, y + 16 + step * 8, 1.8), p.accent)
        s.solid(drop(at, end - 2, 7, 11), p.accent if i % 2 else p.soft, depth=1.5)
    petals = r.choice((5, 6))
    for i in range(petals):
        angle = math.radians(i * 360 / petals - 90)
        s.solid(ellipse(x + 10.5 * math.cos(angle), y + 10.5 * math.sin(angle), 9), p.body, depth=2.4)
    for i in range(petals):
        angle = math.radians((i + 0.5) * 360 / petals - 90)
        s.line([(x, y), (x + 9 * math.cos(angle), y + 9 * math.sin(angle))], p.deep, 0.9, alpha=0.5)
    s.solid(ellipse(x, y, 5), metal, depth=1.5)
    for turn in (150, 205):
        s.solid(leaf(x - 12, y + 6, 18, 8, turn), p.leaf, depth=1.5)
    cushion = blob((40, 138), (52, 124), (80, 120), (108, 124), (120, 138), (112, 150), (80, 153), (48, 150))
    s.solid(cushion, mix(p.pale, p.body, 0.3), depth=6)
    for side in (-1, 0, 1):
        seam = curve((80 + side * 8, 121), (80 + side * 24, 136), (80 + side * 20, 152))
        s.line(seam, p.body, 1.3, inside=cushion, alpha=0.6)


@motif("button-card", shadow=40)
def button_card(s: Sheet, p: Palette, r: Random) -> None:
    """Six on a card, sewn; one of another family."""
    lean, about = r.uniform(-6, 6), (80.0, 100.0)
    card = turned(box(36, 44, 124, 151, 5), lean, about)
    s.solid(card, mix(p.pale, p.wood, 0.12), depth=4)
    s.fill(turned(ellipse(80, 54, 3.4), lean, about), p.deep, alpha=0.6)
    s.line(turned([(48, 63), (112, 63)], lean, about), p.body, 2.2, alpha=0.7)
    odd, holes, tones = r.randrange(6), r.choice((2, 4)), (p.body, p.soft, p.dim)
    for i in range(6):
        (x, y), size = turned([(60 + i % 2 * 40, 81 + i // 2 * 26)], lean, about)[0], 11.5
        tone = p.accent if i == odd else tones[r.randrange(3) if i % 3 == 0 else 0]
        s.solid(ellipse(x, y, size), tone, depth=3)
        s.outline(ellipse(x, y, size - 3.2), mix(tone, p.deep, 0.5), 1, alpha=0.7)
        spots = ((-2.6, 0), (2.6, 0)) if holes == 2 else ((-2.4, -2.4), (2.4, -2.4), (-2.4, 2.4), (2.4, 2.4))
        for dx, dy in spots:
            s.fill(ellipse(x + dx, y + dy, 1.5), p.deep)
        s.line([(x + spots[0][0], y + spots[0][1]), (x + spots[-1][0], y + spots[-1][1])], p.pale, 1.2)
    end = turned([(100, 133)], lean, about)[0]
    s.line(curve(end, (114, 140), (120, 154), (136, 150), (140, 156)), p.accent, 1.3)
