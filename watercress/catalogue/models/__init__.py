"""Shops, what they sell, and what each thing has cost."""

from .categories import Category
from .feeds import ShopFeed
from .products import PricePoint, Product, ProductPicture, Variant
from .runs import ColumnMapping, ImportRun
from .shops import HostProof, Keeper, Shop

__all__ = [
    "Category",
    "ColumnMapping",
    "HostProof",
    "ImportRun",
    "Keeper",
    "PricePoint",
    "Product",
    "ProductPicture",
    "Shop",
    "ShopFeed",
    "Variant",
]
