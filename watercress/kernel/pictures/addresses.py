"""Where a page finds a public picture."""

from .widths import made_for


def address(key: str, width: int) -> str:
    return f"/pictures/{key}/{width}.webp"


def srcset(key: str, width: int) -> str:
    """Return every copy of a picture `width` wide with the width it really has, for a browser to choose from."""
    return ", ".join(f"{address(key, made)} {min(made, width)}w" for made in made_for(width))
