"""Candles, lamps and what tends them."""

from random import Random

from .ornaments import paper_label, pattern
from .palettes import Palette, mix
from .registry import motif
from .shapes import Point, arc, blob, box, curve, ellipse, lathe, turned
from .sheet import Sheet

GLOW = (255, 232, 156)


def _flame(s: Sheet, r: Random, at: Point, size: float = 1) -> None:
    """A flame on its wick, with a halo; `at` is the wick's foot."""
    x, y = at
    lean = r.uniform(-1.6, 1.6) * size
    s.pool(x, y - 17 * size, 22 * size, 22 * size, GLOW, 0.6)
    s.line([(x, y), (x, y - 7 * size)], (60, 44, 44), 1.6 * size)
    s.fill(
        blob(
            (x + lean, y - 32 * size),
            (x + 4.4 * size, y - 18 * size),
            (x + 5 * size, y - 10 * size),
            (x, y - 5 * size),
            (x - 5 * size, y - 10 * size),
            (x - 4.4 * size, y - 18 * size),
        ),
        (246, 172, 62),
    )
    s.fill(
        blob(
            (x + lean * 0.5, y - 21 * size),
            (x + 2.4 * size, y - 12 * size),
            (x, y - 7 * size),
            (x - 2.4 * size, y - 12 * size),
        ),
        (255, 244, 204),
    )


@motif("candle", shadow=38)
def candle(s: Sheet, p: Palette, r: Random) -> None:
    """A pillar on a small dish."""
    top, wide = r.uniform(84, 98), r.uniform(19, 24)
    s.solid(lathe([(40, 144), (36, 150), (20, 152)]), p.deep, depth=2)
    s.fill(ellipse(80, 144, 40, 4.6), p.dim)
    wax = mix(p.body, p.pale, r.choice((0, 0.25, 0.5)))
    body = lathe([(wide, top), (wide, 145)])
    s.solid(body, wax, depth=6)
    run = 80 - wide + r.uniform(4, 10)
    s.line(curve((run, top + 1), (run - 1, top + 12), (run, top + r.uniform(18, 30))), mix(wax, p.pale, 0.4), 5)
    s.fill(ellipse(80, top, wide, 5), mix(wax, p.pale, 0.5))
    s.fill(ellipse(80, top + 0.6, wide * 0.66, 3), mix(wax, GLOW, 0.4))
    _flame(s, r, (80, top))


@motif("jar-candle", shadow=38)
def jar_candle(s: Sheet, p: Palette, r: Random) -> None:
    glass = lathe([(31, 84), (33, 92), (33, 142), (27, 151)])
    s.solid(glass, mix(p.pale, p.wall, 0.4), depth=3)
    inner = lathe([(30, 98), (30, 141), (25, 148)])
    s.solid(inner, p.body, depth=4)
    s.fill(ellipse(80, 98, 30, 4.6), p.soft)
    _flame(s, r, (80, 98), 0.9)
    s.outline(ellipse(80, 84, 31, 4.6), mix(p.body, (255, 255, 255), 0.5), 1.8)
    paper_label(s, p, r, 60, 112, 100, 138)
    s.solid(turned(ellipse(124, 132, 7, 20), -14, (124, 150)), p.wood, depth=3)
    s.shine([(54, 94), (54, 138)], 2.8, 0.7)


@motif("tapers", shadow=34)
def tapers(s: Sheet, p: Palette, r: Random) -> None:
    """Two tapers in two low holders."""
    for x, tall in ((60, r.uniform(62, 70)), (100, r.uniform(48, 58))):
        tone = p.body if x == 60 else p.soft
        s.solid(lathe([(3.4, 142 - tall), (5.4, 142)], at=x), tone, depth=2)
        s.solid(lathe([(8, 134), (9, 140), (20, 146), (20, 151)], at=x), p.deep, depth=3)
        _flame(s, r, (x, 142 - tall), 0.72)
        s.line(curve((x - 3, 144 - tall), (x - 3.6, 150 - tall), (x - 3.2, 156 - tall)), mix(tone, p.pale, 0.4), 2.2)


@motif("candlestick", shadow=34)
def candlestick(s: Sheet, p: Palette, r: Random) -> None:
    brass = mix((206, 160, 72), p.body, 0.25)
    s.solid(lathe([(5, 58), (6.4, 92)]), mix(p.pale, p.body, 0.12), depth=2)
    _flame(s, r, (80, 58), 0.85)
    s.solid(
        lathe(
            [(14, 90), (14, 93), (8, 96), (8, 101)],
            [(4, 104), (5, 112), (9, 116), (4, 122), (4, 132)],
            [(9, 138), (28, 145), (30, 151)],
        ),
        brass,
        depth=4,
    )
    for y, wide in ((117, 8), (143, 22)):
        s.line([(80 - wide, y), (80 + wide, y)], mix(brass, p.deep, 0.5), 1.3)
    s.line(curve((92, 146), (102, 138), (112, 142), (108, 151)), brass, 3)
    s.shine(curve((64, 147), (68, 144), (72, 141)), 2, 0.6)
    s.shine([(77.5, 66), (77, 86)], 1.8, 0.5)


@motif("lamp", shadow=38)
def lamp(s: Sheet, p: Palette, r: Random) -> None:
    """A table lamp; the shade is paper, the foot is turned."""
    flat = r.random() < 0.5
    s.pool(80, 108, 50, 30, GLOW, 0.55)
    foot = lathe([(4, 104), (5, 112), (15, 124), (16, 138), (7, 146)], [(22, 147), (22, 151)])
    s.solid(foot, r.choice((p.wood, p.deep, p.accent)), depth=4)
    s.line([(80, 102), (80, 108)], p.deep, 3)
    shade = (
        [(58, 52), (102, 52), (122, 102), (38, 102)]
        if flat
        else [*arc(80, 98, 43, 46, 180, 360), (123, 102), (37, 102)]
    )
    s.solid(shade, p.body, depth=6)
    pattern(s, shade, p.pale, r)
    s.fill([(38, 99), (122, 99), (122, 103), (38, 103)], mix(p.body, GLOW, 0.6))
    s.line([(108, 102), (108, 118)], p.deep, 1)
    s.fill(ellipse(108, 120, 2.2), p.accent)
    s.shine([(62, 60), (52, 90)] if flat else arc(80, 98, 36, 39, 200, 235), 3, 0.4)


@motif("desk-lamp", shadow=38)
def desk_lamp(s: Sheet, p: Palette, r: Random) -> None:
    """A bent arm, a small shade, a cone of light."""
    s.fill([(98, 86), (136, 86), (150, 146), *curve((150, 146), (112, 153), (70, 146))], GLOW, alpha=0.4)
    s.solid(lathe([(26, 143), (28, 151)], at=60), p.deep, depth=3)
    bend = r.uniform(30, 40)
    s.line(curve((60, 144), (52, 112), (60, 76), (82, 82 - bend), (108, 58), (114, 66)), p.deep, 4.4)
    shade = turned([*arc(116, 84, 20, 22, 180, 360), (137, 87), (95, 87)], r.uniform(-10, 6), (116, 66))
    s.solid(shade, p.body, depth=4)
    s.fill(ellipse(116, 88, 7, 3.4), (255, 248, 214))
    s.fill(ellipse(60, 142, 3), p.accent)
    s.line(curve((34, 148), (20, 152), (6, 148)), p.deep, 1.8)
    s.shine(arc(116, 84, 14, 16, 200, 240), 2.4, 0.5)


@motif("lantern", shadow=36)
def lantern(s: Sheet, p: Palette, r: Random) -> None:
    """A storm lantern: a glass between two cages."""
    s.line(arc(80, 76, 38, r.uniform(36, 44), 180, 360), p.steel, 2.4)
    for side in (-1, 1):
        s.line(
            curve((80 + side * 24, 140), (80 + side * 40, 126), (80 + side * 38, 92), (80 + side * 20, 68)), p.body, 4.4
        )
    globe = blob((80, 84), (96, 88), (104, 106), (98, 124), (80, 128), (62, 124), (56, 106), (64, 88))
    s.fill(globe, mix(p.pale, GLOW, 0.35))
    _flame(s, r, (80, 126), 0.9)
    s.outline(globe, mix(p.body, (255, 255, 255), 0.5), 1.8)
    s.line([(57, 106), (103, 106)], p.deep, 1.4)
    s.solid(lathe([(10, 54), (12, 62), (24, 70), (22, 84)]), p.body, depth=4)
    s.solid(lathe([(20, 126), (24, 134), (34, 140), (34, 148), (28, 151)]), p.body, depth=4)
    s.fill(ellipse(104, 141, 4.4), p.accent)
    s.shine(curve((66, 94), (61, 106), (65, 118)), 2.6, 0.8)


@motif("pendant", shadow=0)
def pendant(s: Sheet, p: Palette, r: Random) -> None:
    s.line([(80, -20), (80, 52)], p.deep, 2)
    s.fill([(38, 104), (122, 104), (172, 260), (-12, 260)], GLOW, alpha=0.3)
    s.solid(lathe([(5, 48), (8, 58), (9, 62)]), p.wood, depth=2)
    tones = [p.body, p.soft, mix(p.body, p.accent, 0.25), p.dim, p.soft, p.body]
    r.shuffle(tones)
    shade = lathe([(9, 60), (26, 72), (40, 88), (47, 106)])
    s.solid(shade, p.body)
    for i, tone in enumerate(tones):
        top, low = 72 + i * 2.7, 32 + i * 16
        s.fill([(top, 60), (top + 2.7, 60), (low + 16, 106), (low, 106)], tone, inside=shade)
        s.line([(top, 60), (low, 106)], p.deep, 0.9, inside=shade, alpha=0.5)
    s.fill(ellipse(80, 106, 47, 7), mix(p.body, GLOW, 0.75))
    s.fill(ellipse(80, 108, 9, 5), (255, 252, 230))
    s.shine(curve((48, 96), (55, 84), (64, 75)), 3, 0.4)


@motif("tea-light", shadow=48)
def tea_light(s: Sheet, p: Palette, r: Random) -> None:
    """Three bare rounds of wax, one of them lit."""
    wax = mix(p.body, p.pale, r.uniform(0.2, 0.55))
    lit = r.randrange(3)
    for i, (x, y) in enumerate(((52, 130), (108, 128), (80, 142))):
        s.solid(lathe([(22, y - 8), (22, y + 5)], [(22, y + 5), (14, y + 9), (0, y + 10)], at=x), wax, depth=4)
        s.fill(ellipse(x, y - 8, 22, 6.4), mix(wax, (255, 255, 255), 0.45))
        s.fill(ellipse(x, y - 7.4, 17, 4.4), mix(wax, GLOW, 0.3) if i == lit else wax)
        if i == lit:
            _flame(s, r, (x, y - 7), 0.8)
        else:
            s.line([(x, y - 8), (x + 1, y - 15)], (60, 44, 44), 1.5)


@motif("scissors", shadow=46)
def scissors(s: Sheet, p: Palette, r: Random) -> None:
    """Wick scissors, and the end they took off."""
    lean, about = r.uniform(-16, 6), (80.0, 110.0)
    for side in (-1, 1):
        blade = [(80, 108), (80 + side * 7, 106), (80 + side * 15, 64), (80 + side * 9, 60), (80 + side * 2, 78)]
        s.solid(turned(blade, lean, about), p.steel, depth=2)
        s.line(turned(curve((80, 108), (80 - side * 8, 120), (80 - side * 15, 128)), lean, about), p.body, 6)
        s.outline(turned(ellipse(80 - side * 20, 139, 12, 11), lean, about), p.body, 5.5)
    s.solid(turned(ellipse(80, 108, 4.6), lean, about), p.accent, depth=1.4)
    s.line(curve((112, 148), (118, 144), (124, 149)), p.deep, 2.4)
    s.shine(turned([(70, 74), (76, 98)], lean, about), 1.6, 0.7)


@motif("matches", shadow=42)
def matches(s: Sheet, p: Palette, r: Random) -> None:
    """A glass of long matches, striker outside."""
    for i in range(11):
        x = 61 + i * 3.8
        lean = (i - 5) * 3.4 + r.uniform(-3, 3)
        top = r.uniform(56, 74)
        about = (x, 140.0)
        s.line(turned([(x, 140), (x, top)], lean, about), mix((236, 208, 164), p.pale, 0.2), 2.6)
        s.fill(turned(ellipse(x, top, 2.7, 4), lean, about), p.body if i % 4 else p.accent)
    glass = lathe([(28, 98), (28, 144), (24, 151)])
    s.fill(glass, mix(p.pale, p.wall, 0.3), alpha=0.6)
    s.outline(glass, mix(p.body, (255, 255, 255), 0.45), 1.8)
    s.solid(box(58, 114, 102, 138, 1), mix(p.deep, p.wood, 0.25), depth=2)
    for _ in range(30):
        s.fill(ellipse(r.uniform(60, 100), r.uniform(116, 136), 0.8), p.soft, alpha=0.7)
    s.shine([(57, 104), (57, 144)], 2.4, 0.8)
