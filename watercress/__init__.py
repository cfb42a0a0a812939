"""Communities that shop by taste, and send their visits to small shops."""

__version__ = "0.1.0"
