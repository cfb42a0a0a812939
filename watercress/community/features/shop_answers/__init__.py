"""A shop whose product is shown may answer under a badge, so many times a post unless asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ShopMayAnswer:
    times: int = 1
