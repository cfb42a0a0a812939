"""What a balcony and a cat need."""

from random import Random

from .ornaments import pattern
from .palettes import Palette, mix
from .registry import motif
from .shapes import Shape, arc, blob, box, curve, drop, ellipse, lathe, leaf, turned
from .sheet import Sheet


@motif("flowerpot", shadow=48)
def flowerpot(s: Sheet, p: Palette, r: Random) -> None:
    """An empty pot in its saucer, a smaller one leaning on it, and one seedling that could not wait."""
    s.solid(lathe([(38, 143), (40, 146), (34, 151)], at=72), p.dim, depth=2)
    tall = r.uniform(68, 76)
    x, sprout = 72 + r.uniform(-6, 6), tall - 18
    s.line(curve((x, tall + 4), (x + 1, tall - 8), (x - 1, sprout)), p.leaf, 2.4)
    for turn in (-150, -32):
        s.solid(leaf(x - 0.6, sprout + 2, 18, 10, turn), p.leaf, depth=1.5)
    s.solid(lathe([(35, tall + 8), (30, 120), (26, 147)], at=72), p.body)
    pattern(s, lathe([(34, tall + 18), (30, 120), (26, 147)], at=72), p.pale, r)
    s.solid(box(31, tall, 113, tall + 17, 3), p.soft, depth=4)
    s.fill(ellipse(72, tall + 1.5, 38, 4.2), mix(p.deep, (58, 42, 34), 0.5))
    s.line([(x, tall + 4), (x, tall - 5)], p.leaf, 2.4)
    lean, about = r.uniform(16, 22), (118.0, 150.0)
    small = lathe([(19, 112), (16, 132), (13, 151)], at=120)
    s.solid(turned(small, -lean, about), p.dim, depth=4)
    s.solid(turned(box(98, 104, 142, 115, 2.5), -lean, about), p.body, depth=3)
    s.shine([(45, tall + 26), (49, 132)], 3.6, 0.4)


@motif("watering-can", shadow=52)
def watering_can(s: Sheet, p: Palette, r: Random) -> None:
    """Long in the spout, and about to pour."""
    high = r.uniform(46, 54)
    s.line(curve((98, 92), (116, 86), (131, 96), (130, 118), (112, 136)), p.dim, 6, end_width=5)
    s.line(curve((58, 90), (62, high + 8), (80, high), (94, high + 10), (97, 90)), p.deep, 5)
    s.line([(56, 137), (44, 112), (31, 80)], p.dim, 9, end_width=5.5)
    s.line([(54, 103), (40, 104)], p.deep, 2.6)
    rose = turned([(26, 82), (36, 82), (42, 68), (20, 68)], -24, (31, 82))
    s.solid(rose, p.accent, depth=2)
    s.fill(turned(ellipse(31, 68, 11, 3), -24, (31, 82)), mix(p.accent, p.pale, 0.45))
    drip = r.uniform(0, 5)
    for x, y in ((22, 86), (19, 98 + drip)):
        s.fill(drop(x, y, 5, 8), mix(p.body, p.wall, 0.3))
    body = lathe([(29, 90), (31, 104), (34, 148)], [(34, 148), (31, 151)], at=79)
    s.solid(body, p.body)
    pattern(s, body, p.pale, r)
    s.fill(ellipse(79, 90, 29.5, 6.4), p.soft)
    s.fill(ellipse(79, 91, 25, 4.4), p.deep)
    s.line(curve((46, 143), (79, 147), (112, 143)), p.deep, 2, inside=body, alpha=0.6)
    s.shine([(57, 106), (54, 136)], 4, 0.45)


@motif("trowel", shadow=46)
def trowel(s: Sheet, p: Palette, r: Random) -> None:
    """Stuck in its own heap of soil."""
    lean, about = r.uniform(10, 20), (80.0, 140.0)
    earth = mix((92, 66, 50), p.deep, 0.25)
    blade = blob((80, 150), (65, 128), (61, 104), (66, 92), (80, 89), (94, 92), (99, 104), (95, 128))
    s.line(turned([(80, 92), (80, 72)], lean, about), p.steel, 5)
    s.solid(turned(blade, lean, about), p.steel, depth=4)
    s.line(turned(curve((80, 94), (80, 120), (80, 146)), lean, about), mix(p.steel, p.deep, 0.4), 1.8, alpha=0.7)
    grip = lathe([(4, 44), (7.5, 48), (8, 58), (6, 68), (5, 76)], [(5, 76), (4.5, 78)])
    s.solid(turned(grip, lean, about), p.body, depth=3)
    s.line(turned([(75, 73), (85, 73)], lean, about), p.accent, 3.4)
    s.line(turned([(74.5, 51), (74.5, 62)], lean, about), p.pale, 1.8, alpha=0.6)
    hole = turned([(80, 49.5)], lean, about)[0]
    s.fill(ellipse(*hole, 2), p.deep)
    s.shine(turned(curve((70, 100), (68, 108), (70, 120)), lean, about), 3, 0.6)
    heap = blob((24, 150), (40, 139), (58, 131), (80, 127), (104, 132), (122, 141), (136, 150), (80, 153))
    s.solid(heap, earth, depth=4)
    for _ in range(30):
        crumb = ellipse(r.uniform(30, 130), r.uniform(130, 150), r.uniform(0.8, 2.2))
        s.fill(crumb, mix(earth, r.choice((p.pale, p.deep, p.wood)), 0.45), inside=heap, alpha=0.8)
    for x in (r.uniform(40, 50), r.uniform(112, 120)):
        s.line(curve((x, 140), (x + 1, 132), (x, 127)), p.leaf, 2)
        s.fill(leaf(x, 128, 10, 5, -145), p.leaf)
        s.fill(leaf(x, 128, 10, 5, -35), p.leaf)


@motif("bird-feeder", shadow=0)
def bird_feeder(s: Sheet, p: Palette, r: Random) -> None:
    """A roof, a glass full of seed, a perch, and somebody on it."""
    s.line([(80, 0), (80, 40)], mix(p.wood, p.deep, 0.3), 1.8)
    s.outline(ellipse(80, 42, 4), p.steel, 2)
    glass = box(56, 72, 104, 130, 3)
    s.fill(glass, mix(p.pale, p.wall, 0.4))
    full = r.uniform(84, 96)
    level = curve((56, full), (72, full - 3), (90, full + 3), (104, full - 1))
    s.fill([*level, (104, 130), (56, 130)], p.nut, inside=glass)
    for _ in range(60):
        x, y = r.uniform(58, 102), r.uniform(full + 3, 128)
        seed = turned(ellipse(x, y, 2.3, 1.2), r.uniform(0, 180), (x, y))
        s.fill(seed, mix(p.nut, r.choice((p.pale, p.deep, (40, 32, 30))), 0.5), inside=glass)
    for x in (56, 104):
        s.line([(x, 70), (x, 132)], p.wood, 4)
    s.shine([(63, 78), (63, 122)], 3, 0.6)
    roof = [(80, 46), (118, 74), (114, 80), (46, 80), (42, 74)]
    s.solid(roof, p.body, depth=4)
    for i in range(1, 4):
        y = 47 + i * 7.6
        s.line([(40, y), (120, y)], p.deep, 1.4, inside=roof, alpha=0.5)
    s.solid(box(40, 129, 120, 138, 3), p.wood, depth=3)
    s.line([(98, 142), (134, 142)], p.wood, 3)
    s.line([(103, 136), (103, 142)], p.wood, 2.4)
    bird = _bird(r.uniform(-2, 2))
    s.fill([(129, 126), (142, 137), (138, 140), (127, 134)], p.deep)
    s.solid(bird, p.accent, depth=3)
    s.fill(ellipse(118, 131, 7, 6), p.pale, inside=bird)
    s.solid(blob((120, 121), (130, 121), (136, 130), (127, 130)), mix(p.accent, p.deep, 0.45), depth=1.5)
    s.fill([(106, 115), (99, 118), (106, 120)], p.deep)
    s.fill(ellipse(111, 115.5, 1.7), (38, 26, 30))
    for x in (116, 121):
        s.line([(x, 136), (x, 142)], p.deep, 1.4)
    for x in (64, 88):
        s.fill(turned(ellipse(x, 127.5, 3, 1.4), r.uniform(-40, 40), (x, 127.5)), p.deep)


def _bird(puff: float) -> Shape:
    return blob(
        (112, 107), (120, 110), (126, 118), (133, 128), (126, 137 + puff), (115, 137 + puff), (107, 129), (105, 115)
    )


@motif("felt-mouse", shadow=50)
def felt_mouse(s: Sheet, p: Palette, r: Random) -> None:
    """Felt, with string for a tail; one ear has been chewed."""
    sway = r.uniform(-6, 6)
    tail = curve((120, 142), (134, 146), (141, 134), (133, 120 + sway), (138, 106 + sway))
    s.line(tail, p.accent, 3.2, end_width=2.2)
    s.fill(ellipse(138, 105 + sway, 3.4), p.accent)
    far = blob((60, 104), (58, 88), (68, 80), (77, 88), (74, 106))
    s.solid(far, p.dim, depth=2)
    body = blob(
        (20, 139), (30, 124), (52, 106), (82, 96), (110, 102), (127, 122), (128, 143), (112, 151), (50, 151), (28, 147)
    )
    s.solid(body, p.body, depth=7)
    pattern(s, body, p.soft, r)
    ear = blob((68, 116), (62, 98), (72, 84), (88, 86), (94, 100), (86, 114))
    s.solid(ear, p.body, depth=3)
    s.fill([(78 + (x - 78) * 0.62, 101 + (y - 101) * 0.62) for x, y in ear], mix(p.accent, p.pale, 0.35))
    bite = (91.0, 90.0)
    s.fill(ellipse(*bite, 4.6), p.wall)
    for turn in (-8, 8, 24):
        whisker = turned(curve((34, 136), (25, 133), (16, 134)), turn, (34, 136))
        s.line(whisker, p.deep, 1.2, alpha=0.8)
    s.fill(ellipse(21, 137, 4, 3.6), p.accent)
    s.fill(ellipse(45, 125, 3.4), (38, 26, 30))
    s.fill(ellipse(44, 124, 1), (255, 255, 255))
    for i in range(9):
        x = 40 + i * 10
        s.line([(x, 147.5), (x + 4, 147.5)], p.deep, 1.5, alpha=0.65)


# One drawing, stroke after stroke: in pieces it would be harder to follow.
@motif("cat-bed", shadow=58)
def cat_bed(s: Sheet, p: Palette, r: Random) -> None:
    """A round bed, occupied: one cat asleep, one ear on duty."""
    fur = r.choice(((224, 150, 82), (92, 88, 92), (236, 226, 212), (150, 140, 132)))
    fur = mix(fur, p.body, 0.12)
    mark = mix(fur, (60, 42, 36), 0.34)
    s.solid(
        blob((22, 124), (34, 108), (80, 102), (126, 108), (138, 124), (126, 134), (80, 138), (34, 134)), p.dim, depth=3
    )
    s.fill(ellipse(80, 122, 48, 13), p.deep)
    cat = blob((38, 128), (40, 106), (58, 90), (84, 86), (108, 94), (121, 112), (120, 130), (80, 138))
    s.solid(cat, fur, depth=6)
    for x, turn in ((76, -6), (88, 4), (100, 16)):
        stripe = curve((x, 84), (x + turn * 0.3 + 1, 94), (x + turn * 0.7, 105))
        s.line(stripe, mark, 4.6, end_width=1.6, inside=cat, alpha=0.75)
    twitch = r.uniform(-4, 3)
    for ear in (
        [(40, 106), (35 + twitch, 86), (54, 97)],
        [(63, 98), (73, 84), (76, 107)],
    ):
        s.solid(blob(*ear), fur, depth=1.5)
        middle = (sum(x for x, _ in ear) / 3, sum(y for _, y in ear) / 3)
        s.fill(
            [(middle[0] + (x - middle[0]) * 0.55, middle[1] + (y - middle[1]) * 0.55) for x, y in ear],
            p.accent,
            alpha=0.7,
        )
    head = blob((36, 112), (44, 100), (58, 97), (73, 101), (80, 113), (76, 126), (58, 132), (41, 126))
    s.solid(head, fur, depth=4)
    for dx in (-5, 0, 5):
        s.line([(58 + dx, 98.5), (58 + dx * 0.7, 105)], mark, 2, inside=head, alpha=0.8)
    for x in (48, 68):
        s.line(arc(x, 113, 4.6, 3.4, 15, 165), (38, 26, 30), 1.7)
    s.fill([(55.5, 118), (60.5, 118), (58, 121)], mix(p.accent, (120, 60, 60), 0.35))
    s.line(curve((54, 124), (56.5, 124.6), (58, 121.6), (59.5, 124.6), (62, 124)), (38, 26, 30), 1.1)
    for side in (-1, 1):
        for dy in (0, 4):
            s.line([(58 + side * 12, 120 + dy), (58 + side * 25, 118 + dy * 1.8)], p.pale, 0.9, alpha=0.9)
    s.line(curve((122, 122), (112, 132), (94, 133), (84, 128)), mark, 9, end_width=7)
    front = [
        (20, 122),
        *curve((20, 122), (46, 134), (80, 137), (114, 134), (140, 122)),
        *curve((140, 122), (142, 138), (130, 150), (80, 152), (30, 150), (18, 138), (20, 122)),
    ]
    s.solid(front, p.body, depth=6)
    pattern(s, front, p.pale, r)
    s.shine(curve((28, 133), (32, 141), (42, 145)), 3.6, 0.4)
    if r.random() < 0.5:
        for x, y, size in ((92, 76, 4), (101, 66, 5.4), (113, 54, 7)):
            s.line([(x, y), (x + size, y), (x, y + size), (x + size, y + size)], p.dim, 1.7)
