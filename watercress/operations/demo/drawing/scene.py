"""Sets a motif on its two-tone ground: wall, wavy table line, a soft shadow."""

import math
import zlib
from random import Random

from PIL import Image

from .palettes import PALETTES, Palette, mix
from .registry import MOTIFS, dice
from .shapes import Shape, arc, box, ellipse
from .sheet import OVERSAMPLING, Placing, Sheet


class UnknownMotif(LookupError):
    """The motif is not in MOTIFS."""


class UnknownPalette(LookupError):
    """The palette is not in PALETTES."""


def seed_of(key: str) -> int:
    """The seed of the thing called `key`; the same on every machine, unlike hash()."""
    return zlib.crc32(key.encode())


def draw(motif: str, palette: str, *, seed: int = 0, size: tuple[int, int] = (800, 1000)) -> Image.Image:
    """Draw one picture of goods. The same arguments give the same bytes."""
    p = palette_named(palette)
    if motif not in MOTIFS:
        raise UnknownMotif(motif)
    r = dice(motif, palette, seed)
    s = Sheet(size, p.wall)
    _ground(s, p, r, at=_fit(size, reach=140))
    _thing(s, p, r, motif, at=_fit(size, reach=140 / r.uniform(0.97, 1.06)), flip=r.random() < 0.4)
    return s.finished()


def crest(motif: str, palette: str, size: tuple[int, int] = (320, 320)) -> Image.Image:
    """Draw a motif as a crest: square, closer, and with a plain ground so that it reads when small."""
    p = palette_named(palette)
    if motif not in MOTIFS:
        raise UnknownMotif(motif)
    r = dice("crest", motif)
    s = Sheet(size, p.wall)
    _table(s, p, r, at=_fit(size, reach=130))
    _thing(s, p, r, motif, at=_fit(size, reach=130), flip=False)
    return s.finished()


def palette_named(name: str) -> Palette:
    if name not in PALETTES:
        raise UnknownPalette(name)
    return PALETTES[name]


def _fit(size: tuple[int, int], *, reach: float) -> Placing:
    """Show at least the middle `reach` units, centred a little under the middle of the design space."""
    width, height = size[0] * OVERSAMPLING, size[1] * OVERSAMPLING
    scale = min(width, height) / reach
    return Placing(scale, width / 2 - 80 * scale, height / 2 - 105 * scale)


def _thing(s: Sheet, p: Palette, r: Random, motif: str, *, at: Placing, flip: bool) -> None:
    chosen = MOTIFS[motif]
    s.placing = at
    if flip:
        s.placing = at._replace(flip=True, x=at.x + 160 * at.scale)
    if chosen.shadow:
        s.pool(80, chosen.ground, chosen.shadow, 6.5, p.deep, 0.26)
    chosen.draw(s, p, r)


def _ground(s: Sheet, p: Palette, r: Random, *, at: Placing) -> None:
    s.placing = at
    faint = mix(p.wall, p.table, 0.45)
    light = mix(p.wall, (255, 255, 255), 0.5)
    kind = r.randrange(6)
    if kind == 0:
        s.fill(ellipse(80 + r.uniform(-22, 22), 92 + r.uniform(-10, 6), r.uniform(50, 58)), light)
    elif kind == 1:
        s.fill(_window(80 + r.uniform(-26, 26), r.uniform(30, 36)), light)
    elif kind == 2:
        s.fill(ellipse(r.choice((34, 126)), 58, r.uniform(18, 24)), faint)
    elif kind == 3:
        left = r.uniform(-10, 40)
        s.fill([(left, -80), (left + 52, -80), (left + 96, 300), (left + 24, 300)], light, alpha=0.55)
    _table(s, p, r, at=at)


def _window(x: float, half: float) -> Shape:
    return [*arc(x, 62, half, None, 180, 360), *box(x - half, 62, x + half, 170)[2:]]


def _table(s: Sheet, p: Palette, r: Random, *, at: Placing) -> None:
    """The table's edge is never quite straight, and never the same twice."""
    s.placing = at
    height, swing = r.uniform(129, 138), r.uniform(3.5, 6.5)
    phase, length = r.uniform(0, math.tau), r.uniform(150, 215)
    lefthand, righthand = -at.x / at.scale - 5, (s.image.width - at.x) / at.scale + 5
    step = (righthand - lefthand) / 60
    edge = [
        (x, height + swing * math.sin(x / length * math.tau + phase) + swing * 0.3 * math.sin(x / 31 + phase))
        for x in (lefthand + step * i for i in range(61))
    ]
    bottom = (s.image.height - at.y) / at.scale + 5
    s.fill([*edge, (righthand, bottom), (lefthand, bottom)], p.table)
    s.line(edge, mix(p.table, (255, 255, 255), 0.45), 1.2)
