"""Labels that a shop's own words for a product already name: its tags, its kind, and the parts of its title."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from watercress.catalogue.models import Product, Shop

from . import bearing, tagging
from .models import MOST_ON_A_PRODUCT, Label
from .naming import COLUMNS, named
from .tagging import Tagged

TOLD = ("tags", "kind", "title")
"""The columns of a product that are read."""
_BREAKS = re.compile(r"[,;/|·–—:()（）、，；：｜]|\s-\s")


class Words:
    """Every label by what it is called in either language and in its address; read once for a whole page."""

    def __init__(self, labels: Iterable[Mapping[str, Any]]) -> None:
        self._by_word = {
            _plain(word): label["id"]
            for label in labels
            for word in (label["other_name"], label["name"], label["slug"])
        }

    def named(self, product: Mapping[str, Any], *, borne: Iterable[int]) -> list[int]:
        """Return the labels that a product's tags, kind and title are equal to, as far as it has room for them."""
        said = [*product["tags"], product["kind"], product["title"], *_BREAKS.split(product["title"])]
        found = (self._by_word.get(_plain(each)) for each in said if isinstance(each, str))
        taken = set(borne)
        return list(dict.fromkeys(label for label in found if label and label not in taken))[
            : max(0, MOST_ON_A_PRODUCT - len(taken))
        ]


@transaction.atomic
def take(products: Sequence[Product], *, shop: Shop, by: Any, at: datetime) -> Tagged:
    """Let each of a shop's products bear the labels that its own words name; left are those that may not."""
    labels = {label.pk: label for label in Label.objects.visible_to(by)}
    words = Words(
        {"id": label.pk, **named({name: getattr(label, name) for name in COLUMNS})} for label in labels.values()
    )
    borne = bearing.names(product.pk for product in products)
    offered: dict[int, list[Product]] = defaultdict(list)
    for product in products:
        told = {name: getattr(product, name) for name in TOLD}
        for label in words.named(told, borne=borne[product.pk]):
            offered[label].append(product)
    all_of_it = Tagged()
    for number, goods in offered.items():
        tagged = tagging.put_on_many(goods, labels[number], shop=shop, by=by, at=at)
        all_of_it.changed += [each for each in tagged.changed if each not in all_of_it.changed]
        all_of_it.left |= tagged.left
    return all_of_it


def _plain(word: str) -> str:
    """Reduce a word to what two spellings of it share: "Tea-House", "tea house"."""
    return " ".join(re.findall(r"[^\W_]+", word.casefold()))
