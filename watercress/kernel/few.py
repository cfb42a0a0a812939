"""When a number of people, or of what they did, is too small to be told: somebody could be told apart by it."""

A_FEW = 5
"""Fewer than this is "a few", everywhere."""
