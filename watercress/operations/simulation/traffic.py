"""Where what people were shown, and their visits to shops, are handed on to be kept."""

from collections.abc import Sequence

from .model.acts import Look, Visit


def keep(looks: Sequence[Look], visits: Sequence[Visit]) -> None:
    """Nothing keeps them yet: they are counted in the figures only."""
