"""Fish-keeping: the tank, what lives in it, what hums beside it."""

from random import Random

from .ornaments import paper_label
from .palettes import Palette, mix
from .registry import motif
from .shapes import Shape, arc, blob, box, curve, ellipse, grown, lathe, leaf, ribbon, turned
from .sheet import Sheet

DOT = (34, 30, 34)


def _little_fish(s: Sheet, p: Palette, x: float, y: float, size: float, tone: tuple[int, int, int]) -> None:
    tail = grown(x, y, size, (0.7, 0), (1.5, -0.6), (1.3, 0), (1.5, 0.6))
    s.fill(tail, mix(tone, p.deep, 0.2))
    body = grown(x, y, size, (-1, 0), (-0.3, -0.62), (0.5, -0.4), (1, 0), (0.5, 0.4), (-0.3, 0.62))
    s.solid(body, tone, depth=size * 0.16)
    for share in (-0.3, 0.35):
        s.line([(x + size * share, y - size), (x + size * share, y + size)], (255, 255, 255), size * 0.22, inside=body)
    s.fill(ellipse(x - size * 0.62, y - size * 0.1, size * 0.12), DOT)


def _bubbles(s: Sheet, r: Random, x: float, top: float, bottom: float) -> None:
    for i in range(4):
        y = bottom - (bottom - top) * i / 3.4
        s.outline(ellipse(x + r.uniform(-4, 4), y, 1.4 + i * 0.5), (255, 255, 255), 1, alpha=0.8)


@motif("tank", shadow=60)
def tank(s: Sheet, p: Palette, r: Random) -> None:
    water = mix((150, 206, 222), p.wall, 0.3)
    glass = box(24, 68, 136, 150, 3)
    s.fill(glass, mix(p.pale, p.wall, 0.3))
    surface = r.uniform(77, 82)
    wet = [
        (26, surface),
        *curve((26, surface), (54, surface - 1.5), (88, surface + 1.5), (134, surface)),
        (134, 148),
        (26, 148),
    ]
    s.fill(wet, water)
    sand = [*curve((26, 138), (52, 133), (86, 139), (112, 134), (134, 138)), (134, 148), (26, 148)]
    for x in (36, 43, 50):
        blade = ribbon(
            curve((x, 140), (x + r.uniform(-6, 6), 122), (x + r.uniform(-5, 5), r.uniform(92, 104))), 5, 5, 1
        )
        s.solid(blade, p.leaf, depth=1)
    _branching(s, p, r, 112, 140, 24, p.accent)
    s.solid(blob((72, 141), (76, 126), (90, 122), (100, 130), (104, 141)), mix(p.dim, (120, 116, 110), 0.5), depth=3)
    s.fill(sand, mix(p.pale, p.wood, 0.35))
    _little_fish(s, p, r.uniform(66, 74), r.uniform(98, 106), 10, mix((236, 132, 62), p.body, 0.15))
    _little_fish(s, p, r.uniform(92, 100), r.uniform(110, 118), 6.5, mix((236, 132, 62), p.body, 0.15))
    _bubbles(s, r, 120, 86, 118)
    s.outline(glass, mix(p.body, (255, 255, 255), 0.15), 2.4)
    s.line([(22, 68), (138, 68)], p.deep, 4)
    s.line([(22, 150), (138, 150)], p.deep, 4)
    s.shine([(32, 76), (32, 126)], 3, 0.7)


def _branching(s: Sheet, p: Palette, r: Random, x: float, y: float, tall: float, tone: tuple[int, int, int]) -> None:
    """A hand of coral: branches that fork twice."""
    thick = min(6.5, tall * 0.17)
    for turn in (-46.0, -16.0, 16.0, 46.0):
        turn += r.uniform(-6, 6)
        tip = turned([(x, y - tall)], turn, (x, y))[0]
        s.line(
            curve((x, y), ((x + tip[0]) / 2 - turn * 0.04, (y + tip[1]) / 2), tip), tone, thick, end_width=thick * 0.75
        )
        for fork, share in ((-34, 0.45), (30, 0.68)):
            middle = (x + (tip[0] - x) * share, y + (tip[1] - y) * share)
            bud = turned([(middle[0], middle[1] - tall * 0.34)], turn + fork, middle)[0]
            s.line([middle, bud], tone, thick * 0.75)
            s.fill(ellipse(*bud, thick * 0.5), mix(tone, p.pale, 0.5))
        s.fill(ellipse(*tip, thick * 0.5), mix(tone, p.pale, 0.5))


@motif("coral", shadow=38)
def coral(s: Sheet, p: Palette, r: Random) -> None:
    """A cutting on its plug: branches, or buttons, as the seed has it."""
    s.solid(
        lathe([(26, 136), (27, 140), (18, 143)], [(15, 143), (12, 151)]), mix(p.pale, (190, 184, 178), 0.4), depth=3
    )
    if r.random() < 0.5:
        _branching(s, p, r, 80, 138, 66, p.body)
        return
    spots = [(58, 122), (102, 122), (80, 126), (66, 104), (94, 106), (80, 88), (46, 106), (114, 108)]
    for x, y in spots:
        s.line([(80, 138), (x, y)], mix(p.deep, p.body, 0.4), 8)
    for x, y in spots:
        size = r.uniform(12, 15.5)
        for spoke in range(0, 360, 24):
            s.line([(x, y), arc(x, y, size + 2.5, None, spoke, spoke + 1)[0]], mix(p.body, p.leaf, 0.3), 2)
        s.solid(ellipse(x, y, size), p.body, depth=3)
        s.fill(ellipse(x, y, size * 0.58), mix(p.accent, p.pale, 0.25))
        s.fill(ellipse(x, y, size * 0.2), p.deep)


@motif("pump", shadow=40)
def pump(s: Sheet, p: Palette, r: Random) -> None:
    """A wave maker on its sucker, pushing water."""
    s.solid(box(108, 76, 116, 138, 3), mix(p.pale, p.wall, 0.4), depth=2)
    s.solid(blob((100, 94), (110, 88), (110, 126), (100, 120)), p.deep, depth=2)
    body = box(46, 86, 102, 128, 18)
    s.solid(body, p.body, depth=6)
    grille = ellipse(50, 107, 13, 22)
    s.fill(grille, p.deep)
    for turn in range(0, 180, 30):
        s.line([arc(50, 107, 13, 22, turn, turn + 1)[0], arc(50, 107, 13, 22, turn + 180, turn + 181)[0]], p.soft, 1.5)
    s.outline(grille, p.soft, 2.2)
    s.fill(ellipse(50, 107, 3.4), p.accent)
    for x in (72, 79, 86):
        s.line([(x, 94), (x, 120)], p.dim, 2)
    s.line(curve((92, 128), (94, 142), (112, 150), (136, 148), (150, 152)), p.deep, 3)
    for i, y in enumerate((92, 107, 122)):
        left = 30 - i % 2 * 5 + r.uniform(-3, 3)
        s.line(
            curve((left, y), (left - 6, y - 3), (left - 12, y + 3), (left - 18, y)),
            mix(p.body, p.wall, 0.3),
            2.4,
            alpha=0.8,
        )
    s.shine(curve((64, 91), (80, 90), (92, 93)), 2.8, 0.5)


@motif("clownfish", shadow=0)
def clownfish(s: Sheet, p: Palette, r: Random) -> None:
    """A pair above an anemone: she is the larger."""
    tone = mix((238, 126, 52), p.body, 0.1)
    for i in range(13):
        x = 36 + i * 7.4
        tip = (x + r.uniform(-7, 7) + (i - 6) * 1.4, r.uniform(112, 124))
        s.line(
            curve((x, 150), ((x + tip[0]) / 2 + r.uniform(-5, 5), 134), tip),
            mix(p.body, p.accent, 0.12 * (i % 3)),
            6,
            end_width=4.6,
        )
        s.fill(ellipse(*tip, 3), mix(p.body, p.pale, 0.6))
    s.solid(blob((30, 150), (54, 142), (80, 145), (108, 142), (130, 150), (112, 158), (50, 158)), p.dim, depth=3)
    lift = r.uniform(-4, 4)
    _big_clown(s, p, 66, 84 + lift, 29, tone)
    _big_clown(s, p, 116, 104 - lift, 17, tone)
    _bubbles(s, r, 26, 44, 78)


def _big_clown(s: Sheet, p: Palette, x: float, y: float, size: float, tone: tuple[int, int, int]) -> None:
    fin = mix(tone, p.deep, 0.18)
    for shape in (
        grown(x, y, size, (0.8, 0), (1.3, -0.42), (1.52, 0), (1.3, 0.42)),
        grown(x, y, size, (-0.3, -0.5), (0, -0.86), (0.6, -0.6), (0.5, -0.3)),
        grown(x, y, size, (0, 0.45), (0.3, 0.86), (0.55, 0.4)),
    ):
        s.solid(shape, fin, depth=size * 0.08)
        s.line([*shape, shape[0]], DOT, size * 0.05, alpha=0.8)
    body = grown(
        x,
        y,
        size,
        (-1, 0.06),
        (-0.72, -0.42),
        (-0.1, -0.62),
        (0.6, -0.38),
        (1, 0),
        (0.6, 0.38),
        (-0.1, 0.6),
        (-0.72, 0.46),
    )
    s.solid(body, tone, depth=size * 0.14)
    for share, width in ((-0.42, 0.2), (0.16, 0.24), (0.78, 0.16)):
        stripe = curve((x + size * share, y - size), (x + size * (share + 0.1), y), (x + size * share, y + size))
        s.line(stripe, DOT, size * (width + 0.1), inside=body)
        s.line(stripe, (255, 255, 255), size * width, inside=body)
    s.fill(ellipse(x - size * 0.68, y - size * 0.12, size * 0.12), (255, 255, 255))
    s.fill(ellipse(x - size * 0.7, y - size * 0.12, size * 0.075), DOT)
    s.line(
        curve(
            (x - size * 0.98, y + size * 0.12), (x - size * 0.86, y + size * 0.2), (x - size * 0.76, y + size * 0.18)
        ),
        DOT,
        size * 0.05,
    )


@motif("dropper", shadow=44)
def dropper(s: Sheet, p: Palette, r: Random) -> None:
    """Two bottles of reagent and a glass with the colour it turned."""
    for x, tall, tone in ((48, 44, p.body), (80, 54, p.accent)):
        s.solid(lathe([(6, 151 - tall), (14, 158 - tall), (14, 151)], at=x), tone, depth=3)
        s.solid(lathe([(2, 128 - tall), (5, 142 - tall), (8, 142 - tall), (8, 153 - tall)], at=x), p.deep, depth=2)
        paper_label(s, p, r, x - 10, 164 - tall, x + 10, 144)
    cell = box(104, 96, 130, 151, 5)
    s.fill(cell, mix(p.pale, p.wall, 0.2))
    level = r.uniform(112, 122)
    s.fill(box(106, level, 128, 149, 4), mix(p.body, p.pale, r.uniform(0.1, 0.5)))
    s.outline(cell, mix(p.body, (255, 255, 255), 0.3), 2)
    s.shine([(110, 104), (110, 142)], 2.4, 0.8)
    drop_at = r.uniform(78, 86)
    s.fill(blob((117, drop_at), (121, drop_at + 8), (117, drop_at + 12), (113, drop_at + 8)), p.accent)


@motif("hand-net", shadow=50)
def hand_net(s: Sheet, p: Palette, r: Random) -> None:
    s.line([(92, 96), (142, 46)], p.deep, 5.5)
    s.line([(122, 66), (142, 46)], p.accent, 7.5)
    sag = r.uniform(136, 146)
    bag = [(24, 92), *curve((24, 92), (32, 124), (54, sag), (80, sag - 4), (100, 118), (104, 92)), (104, 92)]
    s.fill(bag, mix(p.soft, p.pale, 0.4), alpha=0.85)
    for i in range(-4, 14):
        s.line([(16 + i * 8, 88), (40 + i * 8, 150)], p.body, 0.8, inside=bag, alpha=0.7)
        s.line([(48 + i * 8, 88), (24 + i * 8, 150)], p.body, 0.8, inside=bag, alpha=0.7)
    if r.random() < 0.7:
        _little_fish(s, p, 60, 122, 10, mix((236, 132, 62), p.body, 0.2))
    s.outline(ellipse(64, 92, 41, 9), p.steel, 3.6)


@motif("waterplant", shadow=46)
def waterplant(s: Sheet, p: Palette, r: Random) -> None:
    """Moss tied to a stone."""
    stone = blob((34, 142), (44, 122), (70, 112), (102, 116), (124, 132), (126, 148), (80, 152), (38, 151))
    fringe = [(r.uniform(42, 118), r.uniform(110, 128)) for _ in range(64)]
    for x, y in sorted(fringe, key=lambda at: at[1]):
        lean = (x - 80) * 0.9 + r.uniform(-26, 26)
        s.solid(
            leaf(x, y, r.uniform(16, 26), 5.5, lean - 90),
            mix(p.leaf, r.choice((p.deep, p.pale)), r.uniform(0, 0.35)),
            depth=0.8,
        )
    s.solid(stone, mix(p.dim, (134, 128, 122), 0.55), depth=6)
    for _ in range(30):
        x, y = r.uniform(46, 116), r.uniform(112, 128)
        s.fill(
            leaf(x, y, r.uniform(9, 15), 4.5, r.uniform(40, 140)), mix(p.leaf, p.deep, r.uniform(0, 0.4)), inside=stone
        )
    for x in (64, 96):
        s.line(curve((x, 111), (x + 6, 128), (x + 2, 151)), p.pale, 1.2, inside=stone, alpha=0.8)
    _bubbles(s, r, 106, 66, 98)


@motif("shell", shadow=46)
def shell(s: Sheet, p: Palette, r: Random) -> None:
    """A turban snail and two smaller ones."""
    for x, y, size, turn in ((72, 116, 38, 0), (122, 138, 13, 24), (30, 141, 10, -15)):
        _snail(s, p, x, y, size, turn + r.uniform(-8, 8))


def _snail(s: Sheet, p: Palette, x: float, y: float, size: float, turn: float) -> None:
    """A turban shell: three whorls that shrink towards the tip, and a mouth."""

    def at(shape: Shape) -> Shape:
        return turned([(x + dx * size, y + dy * size) for dx, dy in shape], turn, (x, y))

    for cx, cy, rx, ry in (
        (0.34, -0.82, 0.26, 0.2),
        (0.24, -0.56, 0.5, 0.32),
        (0.1, -0.2, 0.78, 0.46),
        (-0.02, 0.36, 1.02, 0.6),
    ):
        whorl = at(turned(ellipse(cx, cy, rx, ry), -12, (cx, cy)))
        s.solid(whorl, p.body, depth=size * 0.14)
        stripe = turned(arc(cx, cy - ry * 0.1, rx * 0.98, ry * 0.75, 150, 30), -12, (cx, cy))
        s.line(at(stripe), p.dim, size * 0.06, inside=whorl, alpha=0.8)
        s.line(at([(a, b - ry * 0.42) for a, b in stripe]), p.pale, size * 0.05, inside=whorl, alpha=0.55)
    s.solid(at(turned(ellipse(0.5, 0.5, 0.46, 0.34), -20, (0.5, 0.5))), mix(p.pale, p.soft, 0.3), depth=size * 0.08)
    s.fill(at(turned(ellipse(0.54, 0.54, 0.32, 0.22), -20, (0.54, 0.54))), p.deep)
    s.shine(at(curve((-0.84, 0.3), (-0.72, 0.08), (-0.5, -0.02))), size * 0.08, 0.5)


@motif("bucket", shadow=42)
def bucket(s: Sheet, p: Palette, r: Random) -> None:
    s.line(arc(80, 88, 42, r.uniform(36, 44), 186, 354), p.steel, 2.8)
    s.line(arc(80, 88, 42, 40, 258, 282), p.wood, 6)
    body = lathe([(40, 90), (33, 151)])
    s.solid(body, p.body)
    s.solid(box(36, 80, 124, 94, 5), p.deep, depth=3)
    for side in (-1, 1):
        s.fill(ellipse(80 + side * 41, 88, 3), p.steel)
    paper_label(s, p, r, 54, 104, 106, 140)
    s.shine([(49, 102), (53, 142)], 3.4, 0.35)
