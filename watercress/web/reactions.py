"""What the faces do about events; found at start, in every process."""

from watercress.web.people import resets

__all__ = ["resets"]
