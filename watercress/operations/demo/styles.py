"""Which labels the demo's goods bear and its people wear, and where they disagree about it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from watercress.catalogue.models import Product, Shop
from watercress.labels import tagging, voices, wearing
from watercress.labels.models import Label
from watercress.people.models import Person

from . import source
from .drawing import seed_of

TAGGED = timedelta(days=95)
WORN = timedelta(days=90)
SAID = timedelta(days=6)
SPEAK = {"suggest": voices.suggest, "dispute": voices.dispute}


def tag_all(shops: Mapping[str, Shop], products: Mapping[str, Product], *, at: datetime) -> None:
    """Let each shop put its labels on, the rarest first: what is on everything says least."""
    labels = {label.slug: label for label in Label.objects.all()}
    for row in source.labels("goods"):
        shop = shops[row["shop"]]
        borne: dict[str, list[Any]] = defaultdict(list)
        for slug, keys in sorted(row["more"].items(), key=lambda each: len(each[1])):
            borne[slug] += [products[key] for key in keys]
        for slug in row["all"]:
            borne[slug] = [product for product in products.values() if product.shop_id == shop.pk]
        keeper = shop.keepers.select_related("person").earliest("since").person
        for slug, goods in borne.items():
            tagging.put_on_many(goods, labels[slug], shop=shop, by=keeper, at=at - TAGGED)


def wear_all(people: Mapping[str, Person], *, at: datetime) -> None:
    for row in source.labels("wearer"):
        person = people[row["username"]]
        worn = [*((slug, True) for slug in row["worn"]), *((slug, False) for slug in row.get("unseen", []))]
        moment = at - WORN + timedelta(hours=seed_of(row["username"]) % 2000)
        wearing.arrange(person, worn=worn, by=person, at=moment)


def disagree(people: Mapping[str, Person], products: Mapping[str, Product], *, at: datetime) -> None:
    labels = {label.slug: label for label in Label.objects.all()}
    for hours, row in enumerate(source.labels("voice")):
        product, label = products[row["product"]], labels[row["label"]]
        moment = at - SAID + timedelta(hours=7 * hours)
        SPEAK[row["says"]](product, label, person=people[row["username"]], words=row["words"], at=moment)
