"""What is put on a table to eat, and what it is put in."""

from random import Random

from .ornaments import pattern, steam
from .palettes import Palette, mix
from .registry import motif
from .shapes import Shape, arc, blob, box, curve, ellipse, lathe, leaf, turned
from .sheet import Sheet


@motif("loaf", shadow=52)
def loaf(s: Sheet, p: Palette, r: Random) -> None:
    """A country loaf, scored, with a slice leaning on it."""
    crust, crumb = mix((176, 104, 50), p.body, 0.12), mix((246, 224, 184), p.pale, 0.2)
    body = blob((30, 132), (34, 108), (56, 92), (84, 88), (112, 96), (130, 116), (132, 138), (116, 150), (46, 150))
    s.solid(body, crust, depth=7)
    if r.random() < 0.5:
        for i in range(4):
            x = 56 + i * 19
            s.fill(turned(ellipse(x, 112, 4, 17), 24, (x, 112)), crumb, inside=body)
    else:
        s.line(curve((44, 122), (66, 104), (94, 100), (118, 110)), crumb, 5.5, end_width=3, inside=body)
        for i in range(5):
            x, y = 58 + i * 12, 108 - abs(i - 2.5) * -1
            s.fill(leaf(x, y + 4, 15, 5, 62), crumb, inside=body)
    for _ in range(26):
        s.fill(
            ellipse(r.uniform(40, 124), r.uniform(94, 118), r.uniform(0.8, 2)), (255, 250, 240), inside=body, alpha=0.75
        )
    slice_ = blob((94, 148), (93, 128), (96, 116), (110, 110), (126, 115), (130, 128), (129, 148), (112, 151))
    s.solid(slice_, crust, depth=3)
    s.fill([(112 + (x - 112) * 0.86, 131 + (y - 131) * 0.88) for x, y in slice_], crumb)
    for _ in range(9):
        s.fill(
            ellipse(r.uniform(101, 123), r.uniform(119, 144), r.uniform(1, 2.6), r.uniform(0.8, 1.8)),
            mix(crumb, crust, 0.3),
        )


@motif("cheese", shadow=54)
def cheese(s: Sheet, p: Palette, r: Random) -> None:
    """A small round with a wedge cut out, or a wedge alone with holes."""
    rind, paste = mix((224, 160, 84), p.body, 0.25), mix((252, 232, 180), p.pale, 0.2)
    s.solid(lathe([(60, 144), (54, 151)]), p.wood, depth=2)
    s.fill(ellipse(80, 144, 60, 5), mix(p.wood, p.pale, 0.25))
    if r.random() < 0.5:
        s.solid(lathe([(42, 110), (43, 128), (41, 142), (0, 146)]), rind, depth=6)
        s.solid(ellipse(80, 110, 42, 14), mix(rind, p.pale, 0.35), depth=2)
        cut = [(80, 110), (116, 117.5), (116, 139), (80, 146)]
        s.fill(cut, paste)
        s.fill([(80, 110), (80, 146), (70, 145.4), (70, 123.6)], mix(paste, rind, 0.3))
        s.fill([(80, 110), (116, 117.5), (104, 122), (70, 124)], p.wood, alpha=0)
    else:
        s.solid([(30, 144), (30, 116), (124, 100), (132, 114), (132, 144)], paste, depth=5)
        s.solid([(30, 116), (92, 84), (124, 100), (132, 114)], mix(paste, rind, 0.25), depth=2)
        s.solid([(124, 97), (133, 112), (133, 144), (126, 144)], rind, depth=2)
        for x, y, size in ((50, 128, 6), (74, 134, 4.4), (92, 120, 7), (112, 132, 5), (66, 118, 3)):
            s.fill(ellipse(x + r.uniform(-3, 3), y, size, size * 0.8), mix(paste, rind, 0.6))
    for turn in (-150, -120, -60):
        s.fill(leaf(36, 144, 16, 6, turn), p.leaf)


@motif("butter", shadow=54)
def butter(s: Sheet, p: Palette, r: Random) -> None:
    """A block on its opened paper; two slices have fallen over."""
    yellow = mix((250, 214, 108), p.pale, 0.12)
    lit, dark = mix(yellow, (255, 255, 255), 0.45), mix(yellow, (188, 128, 38), 0.3)
    s.solid(lathe([(58, 142), (50, 149), (30, 151)]), p.body, depth=3)
    s.fill(ellipse(80, 142, 58, 6), p.soft)
    s.fill(
        [
            *curve((34, 142), (46, 136), (60, 140)),
            *curve((96, 139), (112, 136), (128, 141)),
            *curve((118, 147), (80, 149), (40, 147)),
        ],
        p.pale,
    )
    s.solid([(64, 112), (80, 100), (128, 100), (112, 112)], lit, depth=0.6)
    s.solid(box(64, 112, 112, 143, 1), yellow, depth=3)
    s.solid([(112, 112), (128, 100), (128, 131), (112, 143)], dark, depth=0.6)
    for x, lean in ((53, r.uniform(-24, -16)), (43, r.uniform(-52, -42))):
        about = (x, 144.0)
        s.solid(turned([(x, 114), (x + 6, 110), (x + 6, 141), (x, 145)], lean, about), dark, depth=0.6)
        s.solid(turned(box(x - 5, 114, x, 145, 0.6), lean, about), yellow, depth=1)
        s.fill(turned([(x - 5, 114), (x + 1, 110), (x + 6, 110), (x, 114)], lean, about), lit)
    for _ in range(9):
        s.fill(ellipse(r.uniform(68, 108), r.uniform(116, 139), 1), (255, 255, 255), alpha=0.9)
    s.line([(68, 117), (68, 134)], (255, 255, 255), 2.2, alpha=0.5)


@motif("cake", shadow=54)
def cake(s: Sheet, p: Palette, r: Random) -> None:
    """Fluted little cakes, nearly black at the edges."""
    brown = mix((120, 66, 34), p.deep, 0.2)
    for x, y, size in ((50, 150, 1.0), (110, 150, 1.0), (80, 153, 1.08), (80, 108, 0.9)):
        _cannele(s, p, x, y + r.uniform(-1, 1), size, brown)


def _cannele(s: Sheet, p: Palette, x: float, y: float, size: float, brown: tuple[int, int, int]) -> None:
    outline = lathe(
        [(17 * size, y - 42 * size), (19 * size, y - 30 * size), (23 * size, y - 4 * size)],
        [(23 * size, y - 4 * size), (20 * size, y)],
        at=x,
    )
    s.solid(outline, brown, depth=5 * size)
    for i in (-2, -1, 0, 1, 2):
        top, foot = (x + i * 7 * size, y - 40 * size), (x + i * 9.4 * size, y - 2 * size)
        s.line([top, foot], mix(brown, p.nut, 0.65), 3.4 * size, end_width=4.4 * size, inside=outline, alpha=0.8)
    s.fill(ellipse(x, y - 42 * size, 17 * size, 5 * size), mix(brown, p.nut, 0.5))
    s.fill(ellipse(x, y - 41.6 * size, 10 * size, 2.6 * size), mix(brown, (30, 18, 14), 0.3))
    s.shine([(x - 11 * size, y - 34 * size), (x - 14 * size, y - 14 * size)], 2 * size, 0.4)


@motif("bowl", shadow=46)
def bowl(s: Sheet, p: Palette, r: Random) -> None:
    """An everyday bowl on a foot, full of rice or soup."""
    wide = r.uniform(46, 52)
    if r.random() < 0.5:
        s.solid(
            blob((80 - wide + 6, 104), (60, 84), (80, 79), (102, 85), (80 + wide - 6, 104), (80, 112)),
            (255, 252, 244),
            depth=3,
        )
        for _ in range(40):
            x, y = r.uniform(48, 112), r.uniform(86, 103)
            s.line(turned([(x - 1.6, y), (x + 1.6, y)], r.uniform(0, 180), (x, y)), p.table, 1.1, alpha=0.7)
    else:
        steam(s, p, r, 80, 90)
    outer = lathe([(wide, 104), (wide - 2, 120), (wide - 14, 138), (20, 147)])
    s.solid(lathe([(20, 145), (21, 151)]), p.deep, depth=2)
    s.solid(outer, p.body, depth=6)
    pattern(s, outer, p.pale, r, quiet=False)
    s.line(curve((80 - wide, 104), (80, 107), (80 + wide, 104)), p.deep, 3)
    s.shine(curve((42, 114), (46, 124), (54, 134)), 4)


@motif("plate", shadow=48)
def plate(s: Sheet, p: Palette, r: Random) -> None:
    """Standing in a little rack, its picture towards us."""
    s.line([(52, 150), (62, 132)], p.wood, 4.5)
    s.line([(108, 150), (98, 132)], p.wood, 4.5)
    s.solid(ellipse(80, 100, 47), p.pale, depth=4)
    s.outline(ellipse(80, 100, 42), p.body, 3.6)
    for turn in range(0, 360, 30):
        s.fill(ellipse(*arc(80, 100, 36.5, None, turn, turn + 1)[0], 1.9), p.body)
    s.fill(ellipse(80, 100, 31), mix(p.pale, p.wall, 0.5))
    if r.random() < 0.5:
        _painted_willow(s, p)
    else:
        _painted_fish(s, p)
    s.line(curve((50, 150), (80, 154), (110, 150)), p.wood, 5)
    s.shine(arc(80, 100, 44, None, 195, 240), 2.6, 0.9)


def _painted_willow(s: Sheet, p: Palette) -> None:
    """A tree that leans over water, a bridge, two birds."""
    s.line(curve((98, 122), (95, 106), (89, 94), (80, 86)), p.body, 3.4, end_width=2)
    for x, y, low in ((94, 84, 110), (87, 82, 108), (80, 81, 104), (73, 83, 106), (67, 87, 101)):
        s.line(curve((86, 88), ((86 + x) / 2, y - 3), (x - 2, y + 4), (x - 4, low)), p.body, 1.4)
        for step in range(3):
            s.fill(leaf(x - 2.6, y + 6 + step * 6, 6, 2.4, 110), p.dim)
    s.line(arc(68, 123, 12, 8, 190, 350), p.body, 2.2)
    s.line(curve((54, 124), (66, 126), (80, 123), (94, 126), (106, 123)), p.body, 1.4)
    for x, y in ((58, 88), (62, 94)):
        s.line(curve((x - 3, y - 1), (x, y + 1), (x + 3, y - 1.5)), p.dim, 1.3)


def _painted_fish(s: Sheet, p: Palette) -> None:
    s.fill(blob((58, 102), (70, 91), (86, 92), (97, 101), (86, 110), (70, 111)), p.body)
    s.fill([(95, 101), (106, 92), (104, 101), (106, 110)], p.body)
    s.fill(ellipse(67, 99, 2), p.pale)
    for x in (77, 84):
        s.line(arc(x, 101, 4, 6, -70, 70), p.pale, 1.3)
    for y in (118, 122):
        s.line(curve((66, y), (73, y - 2), (80, y), (87, y - 2), (94, y)), p.body, 1.4)


@motif("mended-bowl", shadow=50)
def mended_bowl(s: Sheet, p: Palette, r: Random) -> None:
    """Broken once; the seams are gold and say so."""
    gold = (222, 174, 74)
    outer = lathe([(50, 98), (48, 114), (38, 134), (21, 145)])
    s.solid(lathe([(20, 143), (22, 151)]), p.deep, depth=2)
    s.solid(outer, p.body, depth=7)
    if r.random() < 0.5:
        piece = [(108, 90), (96, 112), (110, 128), (136, 120), (136, 90)]
        s.fill(piece, mix(p.soft, p.pale, 0.3), inside=outer)
    x = 80 + r.uniform(-10, 10)
    seams: list[Shape] = [
        [(x, 98), (x + 5, 108), (x - 3, 117), (x + 6, 128), (x + 2, 146)],
        [(x - 3, 117), (x - 16, 121), (x - 24, 134)],
        [(108, 98), (97, 112), (110, 128)],
        [(x + 6, 128), (97, 112)],
        [(48, 98), (44, 108), (50, 116), (x - 16, 121)],
    ]
    for seam in seams:
        s.line(seam, gold, 2.2, inside=outer)
    s.fill(ellipse(80, 98, 50, 11), p.soft)
    s.fill(ellipse(80, 99.5, 45, 8.4), p.dim)
    within: list[Shape] = [[(x, 107), (x + 6, 101), (x - 2, 92)], [(108, 104), (96, 100), (84, 103)]]
    for seam in within:
        s.line(seam, gold, 1.8, inside=ellipse(80, 99, 49, 9.6))
    s.shine(curve((38, 110), (42, 122), (50, 133)), 4, 0.4)
