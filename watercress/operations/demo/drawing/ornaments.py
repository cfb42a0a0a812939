"""What a seed changes on a thing: the pattern on its body, its speckles, its steam."""

import math
from random import Random

from .palettes import Colour, Palette, mix
from .shapes import Points, box, curve, ellipse, leaf
from .sheet import Sheet


def _extent(shape: Points) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    return min(xs), min(ys), max(xs), max(ys)


def pattern(s: Sheet, body: Points, ink: Colour, r: Random, *, quiet: bool = True) -> None:
    """Put one of eight patterns on a body; `quiet` leaves a third of the bodies plain."""
    choices = [_band, _bands, _dots, _waves, _dip, _speckles, _sprig, _stripes]
    if quiet and r.random() < 0.3:
        return
    r.choice(choices)(s, body, ink, r)


def _band(s: Sheet, body: Points, ink: Colour, r: Random) -> None:
    left, top, right, bottom = _extent(body)
    y = top + (bottom - top) * r.uniform(0.4, 0.6)
    sag = (right - left) * 0.06
    s.line(curve((left, y), ((left + right) / 2, y + sag), (right, y)), ink, 4.5, inside=body, alpha=0.9)


def _bands(s: Sheet, body: Points, ink: Colour, r: Random) -> None:
    left, top, right, bottom = _extent(body)
    y, sag = top + (bottom - top) * r.uniform(0.35, 0.55), (right - left) * 0.06
    for step, width in ((0, 2), (5, 4), (10, 2)):
        line = curve((left, y + step), ((left + right) / 2, y + step + sag), (right, y + step))
        s.line(line, ink, width, inside=body, alpha=0.85)


def _dots(s: Sheet, body: Points, ink: Colour, r: Random) -> None:
    left, top, right, bottom = _extent(body)
    gap, size = r.choice(((11, 1.9), (14, 2.6)))
    rows = int((bottom - top) / gap) + 1
    for row in range(rows):
        x = left + gap * (0.5 if row % 2 else 1)
        while x < right:
            s.fill(ellipse(x, top + gap * (row + 0.6), size), ink, inside=body, alpha=0.75)
            x += gap


def _waves(s: Sheet, body: Points, ink: Colour, r: Random) -> None:
    left, top, right, bottom = _extent(body)
    start = top + (bottom - top) * r.uniform(0.5, 0.62)
    for row in range(3):
        y = start + row * 7
        points = [(left + i * 6, y + (2 if i % 2 else -2)) for i in range(int((right - left) / 6) + 2)]
        s.line(curve(*points), ink, 1.9, inside=body, alpha=0.8)


def _dip(s: Sheet, body: Points, ink: Colour, r: Random) -> None:
    """The thing was dipped in a second glaze, upside down or not."""
    left, top, right, bottom = _extent(body)
    y, lean = top + (bottom - top) * r.uniform(0.5, 0.64), r.uniform(-5, 5)
    edge = curve(
        (left - 1, y + lean), ((left * 2 + right) / 3, y - 2), ((left + right * 2) / 3, y + 3), (right + 1, y - lean)
    )
    s.fill([*edge, (right + 1, bottom + 1), (left - 1, bottom + 1)], ink, inside=body, alpha=0.5)


def _speckles(s: Sheet, body: Points, ink: Colour, r: Random) -> None:
    left, top, right, bottom = _extent(body)
    for _ in range(46):
        spot = ellipse(r.uniform(left, right), r.uniform(top, bottom), r.uniform(0.5, 1.4))
        s.fill(spot, ink, inside=body, alpha=0.7)


def _sprig(s: Sheet, body: Points, ink: Colour, r: Random) -> None:
    left, top, right, bottom = _extent(body)
    x, y = (left + right) / 2 + r.uniform(-5, 5), top + (bottom - top) * 0.78
    tall = min(30.0, (bottom - top) * 0.5)
    s.line(curve((x, y), (x + 1.5, y - tall / 2), (x - 1, y - tall)), ink, 1.6, inside=body)
    for i, turn in enumerate((-20, -160, -35, -145, -90)):
        s.fill(leaf(x, y - tall * (0.2 + 0.2 * i), tall * 0.4, tall * 0.16, turn), ink, inside=body, alpha=0.95)


def _stripes(s: Sheet, body: Points, ink: Colour, r: Random) -> None:
    left, top, right, bottom = _extent(body)
    gap = r.choice((7.0, 10.0))
    x = left + gap / 2
    while x < right:
        s.fill(box(x, top, x + gap * 0.28, bottom), ink, inside=body, alpha=0.6)
        x += gap


def steam(s: Sheet, p: Palette, r: Random, x: float, y: float, tall: float = 25) -> None:
    """One to three wisps above something hot."""
    count = r.choice((1, 2, 2, 3))
    for i in range(count):
        left = x + (i - (count - 1) / 2) * 11
        sway, high = r.choice((-1, 1)) * r.uniform(2.4, 3.4), tall * r.uniform(0.75, 1.1)
        wisp = [(left + sway * math.sin(t / 20 * math.tau * 1.1), y - high * t / 20) for t in range(21)]
        s.line(wisp, mix(p.body, p.wall, 0.25), 3, end_width=1.2, alpha=0.6)


def paper_label(s: Sheet, p: Palette, r: Random, left: float, top: float, right: float, bottom: float) -> None:
    """A stuck-on label with a few lines of illegible writing."""
    label = box(left, top, right, bottom, 2)
    s.solid(label, p.pale, depth=1.5)
    middle, wide, tall = (left + right) / 2, right - left, bottom - top
    kind = r.randrange(3)
    if kind == 0:
        for i, share in enumerate((0.62, 0.4)):
            y = top + tall * (0.38 + 0.26 * i)
            s.line([(middle - wide * share / 2, y), (middle + wide * share / 2, y)], p.body, tall * 0.09)
    elif kind == 1:
        s.fill(ellipse(middle, top + tall / 2, min(wide, tall) * 0.3), p.accent)
        s.line([(left + 4, bottom - 3.5), (right - 4, bottom - 3.5)], p.body, 1.2)
        s.line([(left + 4, top + 3.5), (right - 4, top + 3.5)], p.body, 1.2)
    else:
        s.line([(middle, bottom - tall * 0.16), (middle, top + tall * 0.3)], p.leaf, 1.6)
        for i, turn in enumerate((-30, -150, -90)):
            y = bottom - tall * (0.34 + 0.17 * i)
            s.fill(leaf(middle, y, tall * 0.34, tall * 0.18, turn), p.leaf)
