"""Marks on goods, what is said with them, what became cheaper, and lists of goods."""

from .drops import PriceDrop
from .lists import List, ListEntry, ListFollow
from .marks import MOST_WORDS, Answer, Mark, Ruling, Shelf

__all__ = ["MOST_WORDS", "Answer", "List", "ListEntry", "ListFollow", "Mark", "PriceDrop", "Ruling", "Shelf"]
