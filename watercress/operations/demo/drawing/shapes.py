"""
Outlines as lists of points, in a design space 160 wide and 200 high, y downwards.

A thing stands on y = 150 and is centred on x = 80. Nothing here knows pixels or colours.
"""

import math
from collections.abc import Sequence
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Shape: TypeAlias = list[Point]
Points: TypeAlias = Sequence[Point]  # what is only read may be any run of points

STEPS = 12  # points per bend: smooth at 2,400 px, and still cheap


def _bend(p0: Point, p1: Point, p2: Point, p3: Point) -> Shape:
    """Catmull-Rom from p1 to p2, p2 left out."""
    points = []
    for step in range(STEPS):
        t = step / STEPS
        a, b, c, d = -t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, -(t**2) + t**3
        points.append(
            (
                (a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0]) / 2,
                (a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1]) / 2,
            )
        )
    return points


def curve(*points: Point) -> Shape:
    """A smooth open line through all the points."""
    if len(points) < 3:
        return list(points)
    padded = [points[0], *points, points[-1]]
    bends = (_bend(*padded[i : i + 4]) for i in range(len(points) - 1))
    return [point for bend in bends for point in bend] + [points[-1]]


def blob(*points: Point) -> Shape:
    """A smooth closed outline through all the points."""
    n = len(points)
    bends = (_bend(*(points[(i + k) % n] for k in (-1, 0, 1, 2))) for i in range(n))
    return [point for bend in bends for point in bend]


def grown(x: float, y: float, size: float, *points: Point) -> Shape:
    """A smooth closed outline, given around (0, 0) at size 1, set at (x, y) at its own size."""
    return blob(*((x + dx * size, y + dy * size) for dx, dy in points))


def lathe(*parts: Points, at: float = 80) -> Shape:
    """
    Turn a profile into a symmetrical outline, as on a potter's wheel.

    Each part is a smooth run of (half-width, y) from top to bottom; where two parts meet there is an edge.
    """
    right = [point for part in parts for point in curve(*part)]
    return [(at + r, y) for r, y in right] + [(at - r, y) for r, y in reversed(right)]


def ellipse(x: float, y: float, rx: float, ry: float | None = None) -> Shape:
    return arc(x, y, rx, ry, 0, 360)[:-1]


def arc(x: float, y: float, rx: float, ry: float | None, start: float, end: float) -> Shape:
    """Part of an ellipse; degrees run clockwise from three o'clock, as y points down."""
    ry = rx if ry is None else ry
    count = max(6, round(abs(end - start) / 6))
    angles = (math.radians(start + (end - start) * i / count) for i in range(count + 1))
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles]


def box(left: float, top: float, right: float, bottom: float, radius: float = 0) -> Shape:
    """A rectangle, its corners rounded by `radius`."""
    if not radius:
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    radius = min(radius, (right - left) / 2, (bottom - top) / 2)
    corners = (
        (right - radius, top + radius, -90),
        (right - radius, bottom - radius, 0),
        (left + radius, bottom - radius, 90),
        (left + radius, top + radius, 180),
    )
    return [point for x, y, start in corners for point in arc(x, y, radius, None, start, start + 90)]


def ribbon(spine: Points, *widths: float) -> Shape:
    """Thicken a line into an outline; the widths are spread evenly along it, 0 makes a point."""
    left, right = [], []
    last = len(spine) - 1
    for i, (x, y) in enumerate(spine):
        (ax, ay), (bx, by) = spine[max(0, i - 1)], spine[min(last, i + 1)]
        length = math.hypot(bx - ax, by - ay) or 1
        at = i / last * (len(widths) - 1)
        low = min(int(at), len(widths) - 2)
        half = (widths[low] + (widths[low + 1] - widths[low]) * (at - low)) / 2
        nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


def leaf(x: float, y: float, length: float, width: float, turn: float) -> Shape:
    """A pointed leaf that grows from (x, y); turn 0 points to the right, -90 up."""
    half = width / 2
    upper = curve((0, 0), (length * 0.35, -half), (length * 0.7, -half * 0.7), (length, 0))
    lower = curve((length, 0), (length * 0.7, half * 0.7), (length * 0.35, half), (0, 0))
    return moved(turned(upper + lower, turn, (0, 0)), x, y)


def drop(x: float, y: float, width: float, height: float) -> Shape:
    """A flame or a drop, its point at the top (x, y)."""
    r = width / 2
    return blob(
        (x, y),
        (x + r * 0.72, y + height * 0.48),
        (x + r * 0.8, y + height * 0.8),
        (x, y + height),
        (x - r * 0.8, y + height * 0.8),
        (x - r * 0.72, y + height * 0.48),
    )


def moved(shape: Points, dx: float, dy: float) -> Shape:
    return [(x + dx, y + dy) for x, y in shape]


def turned(shape: Points, degrees: float, about: Point) -> Shape:
    """Rotate clockwise."""
    ax, ay = about
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(ax + (x - ax) * cos - (y - ay) * sin, ay + (x - ax) * sin + (y - ay) * cos) for x, y in shape]


def mirrored(shape: Points, axis: float = 80) -> Shape:
    return [(2 * axis - x, y) for x, y in shape]
