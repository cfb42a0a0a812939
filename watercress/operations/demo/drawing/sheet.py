"""The paper: fills shapes with flat colour, drawn large and made small once so that edges are smooth."""

from typing import NamedTuple, TypeAlias

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .palettes import Colour, mix
from .shapes import Points, moved

# Pillow's polygons have hard edges. Twice the size gives five greys on an edge, three times ten: 37 or 77 ms a card.
OVERSAMPLING = 3

DARK: Colour = (38, 26, 30)
LIGHT: Colour = (255, 255, 255)

Box: TypeAlias = tuple[int, int, int, int]


class Placing(NamedTuple):
    """How a thing is set on the paper: pixels = scale · (flipped) units + origin."""

    scale: float
    x: float
    y: float
    flip: bool = False

    def __call__(self, shape: Points) -> list[tuple[float, float]]:
        sign = -1 if self.flip else 1
        return [(self.x + sign * self.scale * x, self.y + self.scale * y) for x, y in shape]


class Sheet:
    def __init__(self, size: tuple[int, int], colour: Colour) -> None:
        self.size = size
        self.image = Image.new("RGB", (size[0] * OVERSAMPLING, size[1] * OVERSAMPLING), colour)
        self._draw = ImageDraw.Draw(self.image)
        self.placing = Placing(self.image.width / 160, 0, 0)

    def finished(self) -> Image.Image:
        return self.image.reduce(OVERSAMPLING)

    # Fills

    def fill(self, shape: Points, colour: Colour, *, alpha: float = 1, inside: Points | None = None) -> None:
        """Fill a shape, all of it or only the part that lies inside another."""
        if alpha >= 1 and inside is None:
            self._draw.polygon(self.placing(shape), fill=colour)
            return
        box = self._box(shape)
        if inside is not None:
            box = _overlap(box, self._box(inside))
        if not _is_empty(box):
            self._stain(self._mask(shape, box, alpha), box, colour, inside)

    def solid(self, shape: Points, colour: Colour, *, depth: float = 5) -> None:
        """Fill a shape and round it: a darker rim below on the right, a lighter one above on the left."""
        self.fill(shape, colour)
        box = self._box(shape)
        if _is_empty(box):
            return
        for offset, tone, alpha in ((-depth, mix(colour, DARK, 0.6), 0.3), (depth * 0.45, LIGHT, 0.22)):
            shifted = self._mask(moved(shape, offset, offset * 0.8), box, alpha)
            self._stain(ImageChops.subtract(self._mask(shape, box, alpha), shifted), box, tone)

    # Lines

    def line(
        self,
        shape: Points,
        colour: Colour,
        width: float,
        *,
        end_width: float | None = None,
        alpha: float = 1,
        inside: Points | None = None,
    ) -> None:
        """Draw along a shape with round ends; the width may taper towards `end_width`."""
        points = self.placing(shape)
        widths = self._widths(len(points), width, width if end_width is None else end_width)
        if alpha >= 1 and inside is None:
            _stroke(self._draw, points, widths, colour)
            return
        reach = max(width, end_width or 0) / 2
        box = self._box([(x + side * reach, y + side * reach) for x, y in shape for side in (-1, 1)])
        if _is_empty(box):
            return
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        _stroke(ImageDraw.Draw(mask), [(x - box[0], y - box[1]) for x, y in points], widths, round(255 * alpha))
        self._stain(mask, box, colour, inside)

    def outline(self, shape: Points, colour: Colour, width: float, *, alpha: float = 1) -> None:
        """Draw the closed edge of a shape."""
        self.line([*shape, shape[0]], colour, width, alpha=alpha)

    def shine(self, shape: Points, width: float = 4, alpha: float = 0.5) -> None:
        """A highlight: where the window is reflected."""
        self.line(shape, LIGHT, width, alpha=alpha)

    def pool(self, x: float, y: float, rx: float, ry: float, colour: Colour, alpha: float) -> None:
        """A soft pool of shade or light; blurred at an eighth of the size, where blur is nearly free."""
        (left, top), (right, bottom) = self.placing([(x - rx, y - ry), (x + rx, y + ry)])
        left, right = min(left, right), max(left, right)
        margin = (bottom - top) * 0.5
        box = (round(left - margin), round(top - margin), round(right + margin), round(bottom + margin))
        small = (max(4, (box[2] - box[0]) // 8), max(4, (box[3] - box[1]) // 8))
        mask = Image.new("L", small)
        edge_x, edge_y = margin / (box[2] - box[0]) * small[0], margin / (box[3] - box[1]) * small[1]
        ImageDraw.Draw(mask).ellipse((edge_x, edge_y, small[0] - edge_x, small[1] - edge_y), fill=round(255 * alpha))
        mask = mask.filter(ImageFilter.GaussianBlur(edge_y * 0.5))
        mask = mask.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BICUBIC)
        self.image.paste(colour, box[:2], mask)

    # Masks

    def _box(self, shape: Points) -> Box:
        points = self.placing(shape)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        whole = (0, 0, self.image.width, self.image.height)
        return _overlap((int(min(xs)) - 1, int(min(ys)) - 1, int(max(xs)) + 2, int(max(ys)) + 2), whole)

    def _mask(self, shape: Points, box: Box, alpha: float = 1) -> Image.Image:
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        ImageDraw.Draw(mask).polygon(
            [(x - box[0], y - box[1]) for x, y in self.placing(shape)], fill=round(255 * alpha)
        )
        return mask

    def _stain(self, mask: Image.Image, box: Box, colour: Colour, inside: Points | None = None) -> None:
        if inside is not None:
            mask = ImageChops.darker(mask, self._mask(inside, box))
        self.image.paste(colour, box[:2], mask)

    def _widths(self, count: int, start: float, end: float) -> list[float]:
        last = max(1, count - 1)
        return [self.placing.scale * (start + (end - start) * i / last) for i in range(count)]


def _stroke(
    draw: ImageDraw.ImageDraw, points: list[tuple[float, float]], widths: list[float], ink: Colour | int
) -> None:
    """Lay quads between the points and a disc on each: round joins and ends whatever the bend."""
    for (x, y), width in zip(points, widths, strict=True):
        r = width / 2
        draw.ellipse((x - r, y - r, x + r, y + r), fill=ink)
    for (ax, ay), (bx, by), a_width, b_width in zip(points, points[1:], widths, widths[1:], strict=False):
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        if length < 0.01:
            continue
        nx, ny = -(by - ay) / length / 2, (bx - ax) / length / 2
        draw.polygon(
            [
                (ax + nx * a_width, ay + ny * a_width),
                (bx + nx * b_width, by + ny * b_width),
                (bx - nx * b_width, by - ny * b_width),
                (ax - nx * a_width, ay - ny * a_width),
            ],
            fill=ink,
        )


def _overlap(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _is_empty(box: Box) -> bool:
    return box[2] <= box[0] or box[3] <= box[1]
