"""
What pages show of labels: plain rows, in a number of queries that does not grow with them.

Each takes the person who looks, and asks `visible_to` what that person may see.
"""

from .goods import FILTERS, GOODS_A_PAGE, ORDERS, Filter, goods
from .people import PEOPLE_A_PAGE, wearers
from .products import bearing, borne_by, decisions, openings
from .waiting import waiting
from .wall import choices, found, wall

__all__ = [
    "FILTERS",
    "GOODS_A_PAGE",
    "ORDERS",
    "PEOPLE_A_PAGE",
    "Filter",
    "bearing",
    "borne_by",
    "choices",
    "decisions",
    "found",
    "goods",
    "openings",
    "waiting",
    "wall",
    "wearers",
]
