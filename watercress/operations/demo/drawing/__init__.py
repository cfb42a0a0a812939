"""
Draws the demo town's goods, crests and faces: flat motifs on a two-tone ground, never fetched, never photographed.

`draw`, `crest` and `face` are pure: the same arguments give the same bytes.
"""

from . import (  # noqa: F401 - each lists its motifs when it is imported
    away,
    balcony,
    bread,
    cloth,
    clothes,
    desk,
    jewels,
    kitchen,
    leaves,
    light,
    nuts,
    orchard,
    outdoors,
    paper,
    sea,
    shelf,
    shore,
    table,
    tank,
    tea,
    wardrobe,
    washstand,
)
from .faces import face
from .palettes import PALETTES
from .registry import MOTIFS
from .scene import crest, draw, seed_of

__all__ = ["MOTIFS", "PALETTES", "crest", "draw", "face", "seed_of"]
