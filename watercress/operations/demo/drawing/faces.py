"""Faces for the demo's people: flat heads and shoulders, now and then a cat, a bird or a leaf instead."""

from random import Random

from PIL import Image

from .palettes import PALETTES, Colour, Palette, mix
from .registry import dice
from .shapes import Shape, arc, blob, box, curve, ellipse, leaf, mirrored, turned
from .sheet import OVERSAMPLING, Placing, Sheet

SKINS: tuple[Colour, ...] = (
    (250, 222, 198),
    (242, 204, 172),
    (226, 178, 140),
    (198, 144, 104),
    (156, 104, 72),
    (112, 74, 54),
)
HAIRS: tuple[Colour, ...] = (
    (38, 30, 34),
    (38, 30, 34),
    (58, 42, 38),
    (96, 62, 42),
    (150, 96, 52),
    (176, 172, 170),
    (214, 170, 98),
)
INK: Colour = (52, 38, 42)


def face(seed: int, *, size: tuple[int, int] = (240, 240)) -> Image.Image:
    """Draw the picture of one person. Seven in ten show a face; the rest hide behind something they like."""
    r = dice("face", seed)
    p = PALETTES[r.choice(list(PALETTES))]
    s = Sheet(size, mix(p.wall, p.table, r.choice((0.2, 0.6, 1))))
    scale = min(size) * OVERSAMPLING / 120
    s.placing = Placing(scale, size[0] * OVERSAMPLING / 2 - 80 * scale, size[1] * OVERSAMPLING / 2 - 98 * scale)
    kind = r.random()
    if kind < 0.72:
        _person(s, p, r)
    else:
        r.choice((_cat, _bird, _sprig, _hills))(s, p, r)
    return s.finished()


# People


def _person(s: Sheet, p: Palette, r: Random) -> None:
    skin, hair = r.choice(SKINS), r.choice(HAIRS)
    if r.random() < 0.4:
        s.fill(ellipse(80, 94, 46), mix(p.wall, (255, 255, 255), 0.45))
    behind, front = r.choice(_STYLES)
    for lock in behind:
        s.solid(lock, hair, depth=4)
    _shoulders(s, p, r, skin)
    head = blob(
        (80, 62), (97, 68), (102, 86), (98, 104), (88, 117), (80, 120), (72, 117), (62, 104), (58, 86), (63, 68)
    )
    for side in (-1, 1):
        s.fill(ellipse(80 + side * 22, 93, 4.4, 6), mix(skin, INK, 0.08))
    s.solid(head, skin, depth=3)
    _features(s, p, r, skin, hair)
    for lock in front:
        s.solid(lock, hair, depth=2.4)
    _extras(s, p, r)


def _shoulders(s: Sheet, p: Palette, r: Random, skin: Colour) -> None:
    cloth = r.choice((p.body, p.deep, p.accent, p.pale))
    s.fill(box(72, 108, 88, 134, 4), mix(skin, INK, 0.14))
    body = blob(
        (40, 176), (38, 152), (48, 138), (66, 131), (80, 135), (94, 131), (112, 138), (122, 152), (120, 176), (80, 190)
    )
    s.solid(body, cloth, depth=4)
    kind = r.randrange(4)
    if kind == 0:
        for y in (144, 152, 160):
            s.line([(36, y), (124, y)], mix(cloth, p.soft, 0.7), 3, inside=body)
    elif kind == 1:
        s.solid(
            [(66, 131), (80, 147), (94, 131), (99, 140), (80, 156), (61, 140)],
            mix(cloth, (255, 255, 255), 0.35),
            depth=1.5,
        )
    elif kind == 2:
        s.fill(blob((68, 128), (80, 133), (92, 128), (92, 136), (80, 142), (68, 136)), mix(skin, INK, 0.14))
    else:
        s.solid(
            blob((62, 128), (80, 124), (98, 128), (100, 138), (80, 144), (60, 138)), mix(cloth, p.deep, 0.3), depth=2
        )


def _features(s: Sheet, p: Palette, r: Random, skin: Colour, hair: Colour) -> None:
    look, brow = r.uniform(-1.6, 1.6), r.uniform(-1, 1)
    asleep = r.random() < 0.16
    for side in (-1, 1):
        x = 80 + side * 9.5 + look
        if asleep:
            s.line(arc(x, 91.5, 3.4, 2.6, 15, 165), INK, 1.5)
        else:
            s.fill(ellipse(x, 92.5, 2, 2.5), INK)
        s.line(curve((x - 4.2, 85.5 - side * brow), (x, 84), (x + 4.2, 85.5 + side * brow)), mix(hair, skin, 0.2), 1.6)
        s.fill(ellipse(80 + side * 13.5, 101, 4.4, 2.9), (232, 110, 100), alpha=0.26)
    s.line(curve((80 + look, 94), (82.5 + look, 100), (79.5 + look, 101)), mix(skin, INK, 0.35), 1.4)
    smile = r.uniform(1.4, 4)
    s.line(
        curve((74 + look, 107.5), (80 + look, 107.5 + smile), (86 + look, 107.5)), mix((176, 66, 62), INK, 0.25), 1.8
    )
    if r.random() < 0.12:
        s.fill(
            blob((62, 100), (70, 104), (80, 102), (90, 104), (98, 100), (95, 114), (80, 123), (65, 114)),
            hair,
            alpha=0.92,
        )
        s.line(curve((75, 110), (80, 112), (85, 110)), mix(skin, (176, 66, 62), 0.5), 2)


def _extras(s: Sheet, p: Palette, r: Random) -> None:
    luck = r.random()
    if luck < 0.28:
        frame = r.choice((INK, p.deep, (196, 150, 76)))
        for side in (-1, 1):
            s.outline(ellipse(80 + side * 10, 93, 7.6, 7), frame, 1.5)
        s.line(curve((77.6, 92), (80, 90.6), (82.4, 92)), frame, 1.5)
    elif luck < 0.4:
        for side in (-1, 1):
            s.fill(ellipse(80 + side * 22.5, 102, 2.4), (226, 184, 88))
    elif luck < 0.52:
        _hat(s, p, r)


def _hat(s: Sheet, p: Palette, r: Random) -> None:
    tone = r.choice((p.accent, p.deep, p.body))
    if r.random() < 0.5:
        s.solid([*arc(80, 78, 26, 30, 180, 360), (106, 80), (54, 80)], tone, depth=4)
        s.solid(box(52, 73, 108, 83, 5), mix(tone, p.pale, 0.25), depth=2)
        s.solid(ellipse(80, 47, 6), mix(tone, p.pale, 0.5), depth=2)
    else:
        straw = mix((232, 198, 132), p.pale, 0.2)
        s.solid([*arc(80, 74, 22, 24, 180, 360), (102, 76), (58, 76)], straw, depth=3)
        s.solid(ellipse(80, 76, 44, 7), straw, depth=2.5)
        s.line([(58.5, 70), (101.5, 70)], tone, 4)


def _half(*points: tuple[float, float]) -> Shape:
    """A symmetrical hair-line: the right half is given, from the crown down and back up."""
    right = curve(*points)
    return right + mirrored(right)[::-1]


_CAP = [*arc(80, 88, 25, 31, 180, 360), *curve((105, 88), (99, 78), (86, 73), (70, 75), (60, 80), (55, 88))]
_PART = [
    *arc(80, 88, 25, 31, 180, 360),
    (105, 92),
    *curve((105, 92), (98, 80), (92, 72)),
    *curve((92, 72), (76, 82), (58, 86)),
    (55, 92),
]
_FRINGE = [
    *arc(80, 90, 25.5, 34, 180, 360),
    (105, 96),
    *curve((101, 92), (99, 84), (80, 82), (61, 84), (59, 92)),
    (54.5, 96),
]
_LONG = _half((80, 56), (104, 64), (110, 92), (110, 124), (104, 142), (80, 146))
_BOB = _half((80, 57), (104, 66), (110, 90), (106, 112), (80, 116))
_CLOUD = blob((80, 48), (104, 54), (116, 76), (114, 100), (100, 114), (60, 114), (46, 100), (44, 76), (56, 54))
_SWEPT = [
    *arc(80, 88, 25, 33, 180, 360),
    (105, 86),
    *curve((105, 86), (96, 70), (70, 70), (62, 76)),
    (57, 92),
    (55, 90),
]
_CROP = [*arc(80, 84, 24, 26, 180, 360), *curve((104, 84), (94, 76), (80, 73), (66, 76), (56, 84))]
_CURLS = (_CROP, *(ellipse(*arc(80, 80, 22, 20, a, a + 1)[0], 9) for a in range(176, 370, 23)))
_BUN = (ellipse(80, 52, 13),)
_TAILS = (ellipse(51, 108, 10, 20), ellipse(109, 108, 10, 20))
_BRAID = (ellipse(104, 122, 9, 11), ellipse(106, 138, 8, 10), ellipse(105, 153, 7, 10))

# What is behind the head, what falls over it. A bald head has neither.
_STYLES: tuple[tuple[tuple[Shape, ...], tuple[Shape, ...]], ...] = (
    ((), (_CAP,)),
    ((), (_PART,)),
    ((), (_SWEPT,)),
    ((), (_CROP,)),
    ((), _CURLS),
    ((_LONG,), (_PART,)),
    ((_LONG,), (_FRINGE,)),
    ((_BOB,), (_FRINGE,)),
    ((_BOB,), (_PART,)),
    ((_CLOUD,), (_CAP,)),
    (_BUN, (_CAP,)),
    (_BUN, (_SWEPT,)),
    (_TAILS, (_FRINGE,)),
    (_TAILS, (_PART,)),
    ((), (_SWEPT, *_BRAID)),
    ((), ()),
)


# Those who would rather not


def _cat(s: Sheet, p: Palette, r: Random) -> None:
    fur = r.choice((p.body, p.deep, p.wood, p.pale, mix((120, 116, 112), p.body, 0.3)))
    dark = mix(fur, INK, 0.3)
    s.solid(blob((38, 178), (44, 146), (60, 130), (100, 130), (116, 146), (122, 178)), fur, depth=4)
    for side in (-1, 1):
        ear = [(80 + side * x, y) for x, y in ((34, 92), (36, 52), (10, 72))]
        s.solid(ear, fur, depth=2)
        s.fill([(80 + side * x, y) for x, y in ((30, 84), (31.5, 62), (17, 73))], mix((240, 170, 160), fur, 0.25))
    s.solid(blob((80, 66), (106, 74), (118, 98), (106, 122), (80, 130), (54, 122), (42, 98), (54, 74)), fur, depth=5)
    for x in (-9, 0, 9):
        s.line([(80 + x, 70), (80 + x * 0.8, 80)], dark, 3, end_width=1.5, alpha=0.8)
    for side in (-1, 1):
        s.fill(ellipse(80 + side * 16, 97, 5.4, 6), mix(p.accent, (255, 255, 255), 0.35))
        s.fill(ellipse(80 + side * 16, 97, 2, 5), INK)
        for y in (108, 113):
            s.line([(80 + side * 20, y), (80 + side * 42, y - 4 + (y - 108) * 1.6)], mix(fur, (255, 255, 255), 0.7), 1)
    s.fill([(76, 105), (84, 105), (80, 110)], (226, 130, 120))
    s.line(curve((72, 114), (76, 116), (80, 110)), INK, 1.5)
    s.line(curve((80, 110), (84, 116), (88, 114)), INK, 1.5)


def _bird(s: Sheet, p: Palette, r: Random) -> None:
    s.line(curve((24, 142), (80, 136), (136, 144)), p.wood, 5)
    for x, turn in ((40, -60), (122, -120), (112, 60)):
        s.fill(leaf(x, 140, 18, 9, turn), p.leaf)
    s.solid(blob((38, 128), (50, 112), (68, 104), (72, 118), (56, 128), (40, 136)), p.dim, depth=2)
    body = blob((56, 108), (66, 82), (88, 68), (106, 76), (110, 92), (108, 112), (94, 130), (72, 132), (58, 124))
    s.solid(body, p.body, depth=5)
    s.fill(
        blob((88, 96), (106, 94), (110, 112), (96, 134), (76, 134), (80, 112)),
        mix(p.pale, p.accent, r.choice((0, 0.4))),
        inside=body,
    )
    s.solid(blob((58, 110), (70, 98), (84, 104), (82, 118), (66, 124)), p.deep, depth=2)
    s.fill([(108, 82), (122, 87), (108, 91)], (236, 168, 72))
    s.fill(ellipse(98, 83, 2.8), INK)
    s.fill(ellipse(98.9, 82.2, 0.9), (255, 255, 255))
    for x in (80, 90):
        s.line([(x, 131), (x, 139)], INK, 1.8)


def _sprig(s: Sheet, p: Palette, r: Random) -> None:
    lean, about = r.uniform(-14, 14), (80.0, 140.0)
    s.line(turned(curve((80, 150), (83, 112), (80, 64)), lean, about), p.deep, 3)
    for i in range(4):
        for side in (-1, 1):
            y = 128 - i * 16
            shape = leaf(81, y, 34 - i * 4, 15 - i, -90 + side * 54)
            s.solid(turned(shape, lean, about), p.leaf if (i + side) % 2 else p.body, depth=2)
    s.solid(turned(leaf(80, 72, 22, 11, -90), lean, about), p.accent, depth=2)


def _hills(s: Sheet, p: Palette, r: Random) -> None:
    s.fill(ellipse(r.uniform(60, 108), r.uniform(66, 80), r.uniform(12, 17)), mix(p.accent, (255, 255, 255), 0.25))
    for base, tone in ((98, p.soft), (114, p.body), (132, p.deep)):
        ridge = curve(*[(10 + i * 24, base + r.uniform(-12, 8)) for i in range(7)])
        s.solid([*ridge, (160, 200), (0, 200)], tone, depth=0.01)
    s.line(curve((66, 128), (72, 138), (64, 150), (74, 170)), p.pale, 3, end_width=6, alpha=0.8)
