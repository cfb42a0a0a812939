"""Every kind of community Watercress can host, one file each."""

from .circle import CIRCLE

ALL = (CIRCLE,)
