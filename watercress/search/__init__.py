"""Finding anything by its words, and nothing one may not read."""
