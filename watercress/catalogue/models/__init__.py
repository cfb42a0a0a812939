"""Shops, what they sell, and what each thing has cost."""

from .categories import Category
from .products import PricePoint, Product, ProductPicture, Variant
from .runs import ImportRun
from .shops import HostProof, Keeper, Shop

__all__ = [
    "Category",
    "HostProof",
    "ImportRun",
    "Keeper",
    "PricePoint",
    "Product",
    "ProductPicture",
    "Shop",
    "Variant",
]
