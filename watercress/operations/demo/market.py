"""The demo's shops and what they sell, put on the shelves the way an import does."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from watercress.catalogue import shops
from watercress.catalogue.categories import Filing
from watercress.catalogue.importers import stocking
from watercress.catalogue.importers.records import SourceProduct, SourceVariant
from watercress.catalogue.importers.report import Report
from watercress.catalogue.models import Category, Product, ProductPicture, Shop
from watercress.kernel import money
from watercress.kernel.models import Picture
from watercress.people.models import Person

from . import source
from .drawing import seed_of
from .orders import drawing_of

Pictures = Mapping[tuple[str, str], Picture]
OPENED = timedelta(days=120)
REDUCED = timedelta(days=16)
UNPROVED = frozenset({"chip-and-spine", "half-a-tank"})
"""These show what leaving for a host that is not proved looks like."""


def open_shops(folk: Mapping[str, Person], pictures: Pictures, *, at: datetime) -> dict[str, Shop]:
    opened = {}
    for row in source.shops():
        keeper = folk[row["keeper"]]
        shop = shops.open_shop(
            person=keeper,
            name=row["name"],
            host=row["host"],
            currency=row["currency"],
            country=row["country"],
            lang=row["lang"],
            about=row["about"],
            at=at - OPENED + timedelta(days=seed_of(row["key"]) % 20),
        )
        shops.say_small(shop, person=keeper, small=row["small"], at=shop.opened_at)
        shops.set_crest(shop, person=keeper, picture=pictures["shop", row["key"]])
        if row["key"] not in UNPROVED:
            # Its host is one of our own stand-ins, so there is nothing out there to look at.
            Shop.objects.filter(pk=shop.pk).update(host_proved_at=at - OPENED / 2)
        opened[row["key"]] = shop
    return opened


def stock(opened: Mapping[str, Shop], pictures: Pictures, *, at: datetime) -> dict[str, Product]:
    """Fill the shelves over the months, so that some goods are new and some have become cheaper."""
    shelves: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in source.products():
        shelves[row["shop"]].append(row)
    filing = Filing()
    for key, rows in shelves.items():
        dice = Random(key)  # noqa: S311  (the same town every time)
        for row in rows:
            row["age"] = timedelta(days=dice.uniform(1, 100))
        for row in sorted(rows, key=lambda row: row["age"], reverse=True):
            told = [_told(row, opened[key].currency)]
            if "compare_at" in row:  # It cost that once: what is crossed out must be true.
                was = _told({**row, "price": row["compare_at"]} | {"compare_at": None}, opened[key].currency)
                first = at - max(row["age"], REDUCED + timedelta(days=20))
                stocking.put([was], shop=opened[key], filing=filing, report=Report(), at=first)
            reduced = at - min(row["age"], REDUCED) if "compare_at" in row else at - row["age"]
            stocking.put(told, shop=opened[key], filing=filing, report=Report(), at=reduced)
    for key, shop in opened.items():
        # As if each shop's file were read every few hours, and said nothing new.
        Shop.objects.filter(pk=shop.pk).update(read_at=at - timedelta(minutes=seed_of(key) % 400))
    return _finished(opened, pictures)


def _told(row: Mapping[str, Any], currency: str) -> SourceProduct:
    options = row.get("options") or {"name": "", "values": [""], "prices": [row["price"]]}
    compare_at = row.get("compare_at")
    variants = tuple(
        SourceVariant(
            options={options["name"]: value} if options["name"] else {},
            sku="",
            price=money.to_minor(price, currency),
            compare_at=money.to_minor(compare_at, currency) if compare_at else None,
            available=row.get("available", True),
        )
        for value, price in zip(options["values"], options["prices"], strict=True)
    )
    return SourceProduct(
        line=1,
        handle=row["key"],
        title=row["title"],
        listed=True,
        currency=currency,
        description="".join(f"<p>{words}</p>" for words in row["description"].strip().split("\n\n")),
        variants=variants,
    )


def _finished(opened: Mapping[str, Shop], pictures: Pictures) -> dict[str, Product]:
    """Give every product the department and the picture the demo means for it."""
    departments = {category.slug: category for category in Category.objects.all()}
    found = {product.handle: product for product in Product.objects.filter(shop__in=opened.values())}
    shown = []
    for row in source.products():
        product = found[row["key"]]
        product.category = departments[row["category"]]
        product.picture = pictures["product", drawing_of(row)]
        shown.append(ProductPicture(product=product, position=1, words=row["title"], picture=product.picture))
    Product.objects.bulk_update(found.values(), ["category", "picture"])
    ProductPicture.objects.bulk_create(shown)
    return found
