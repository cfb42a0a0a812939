"""Where motifs are listed, and the little they all share."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple, TypeAlias

from .palettes import Palette
from .sheet import Sheet

Drawer: TypeAlias = Callable[[Sheet, Palette, Random], None]


class Motif(NamedTuple):
    draw: Drawer
    shadow: float  # half the width of the shade on the table; 0 for things that hang
    ground: float  # where that shade lies


MOTIFS: dict[str, Motif] = {}


def motif(name: str, *, shadow: float = 46, ground: float = 151) -> Callable[[Drawer], Drawer]:
    """List a function as the one that draws `name`."""

    def enlist(drawer: Drawer) -> Drawer:
        if name in MOTIFS:
            raise ValueError(f"two motifs are called {name}")
        MOTIFS[name] = Motif(drawer, shadow, ground)
        return drawer

    return enlist


def dice(*words: object) -> Random:
    """Throws that come out the same for the same words, on every machine."""
    return Random(" ".join(map(str, words)))  # noqa: S311 - repeatable is the point, nothing here is secret
