"""What pages read of shelves, reviews and lists: plain rows, each in a few queries however many there are."""

from .lists import ENTRIES_A_PAGE, LISTS_A_PAGE, containing, directory, entries_of, followed_by, made_by, mine
from .reviews import REVIEWS_A_PAGE, of_goods, of_product, one, waiting
from .shelves import GOODS_A_PAGE, numbers_of, on_shelf, shelves_of

__all__ = [
    "ENTRIES_A_PAGE",
    "GOODS_A_PAGE",
    "LISTS_A_PAGE",
    "REVIEWS_A_PAGE",
    "containing",
    "directory",
    "entries_of",
    "followed_by",
    "made_by",
    "mine",
    "numbers_of",
    "of_goods",
    "of_product",
    "on_shelf",
    "one",
    "shelves_of",
    "waiting",
]
