"""
The town's own departments, and where a shop's own filing belongs among them.

categories.csv is the whole tree: two languages, the Google ids filed under each node, and the words exports use
for it. Google's own file is not shipped: an id we do not list says nothing, a path always names its ancestors.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from watercress.catalogue.models import Category


@dataclass(frozen=True)
class Department:
    """One line of categories.csv."""

    slug: str
    parent: str
    en: str
    zh: str
    google_ids: tuple[int, ...]
    words: tuple[str, ...]


@cache
def departments() -> tuple[Department, ...]:
    with files("watercress.catalogue").joinpath("categories.csv").open(encoding="utf-8") as file:
        return tuple(
            Department(
                slug=row["slug"],
                parent=row["parent"],
                en=row["en"],
                zh=row["zh"],
                google_ids=tuple(map(int, row["google_ids"].split())),
                words=tuple(word.strip() for word in row["words"].split(";") if word.strip()),
            )
            for row in csv.DictReader(file)
        )


def load(model: Any = Category) -> None:
    """
    Bring the table up to what categories.csv says; parents stand before their children there.

    A migration passes its own `model`. Nothing is removed: products may be filed under it.
    """
    known: dict[str, int] = {}
    for place, department in enumerate(departments()):
        row, _created = model.objects.update_or_create(
            slug=department.slug,
            defaults={
                "parent_id": known[department.parent] if department.parent else None,
                "en": department.en,
                "zh": department.zh,
                "google_ids": list(department.google_ids),
                "ord": place,
            },
        )
        known[department.slug] = row.pk


def slug_for(written: str) -> str:
    """
    Find the department for a Google id ("2073") or a path ("Food > Beverages > Tea"), or "".

    A path is read from its far end, so what we do not know goes to the nearest ancestor we do. Shopify's own
    taxonomy shares Google's names above the leaves, which is why one reader serves both.
    """
    number, _dash, path = written.strip().partition(" - ")
    if number.isascii() and number.isdigit():
        if found := _by_id().get(int(number)):
            return found
        written = path
    for name in reversed(written.split(">")):
        if found := _by_words().get(_plain(name)):
            return found
    return ""


class Filing:
    """Departments by their slug, read once for a whole import."""

    def __init__(self) -> None:
        self._rows = dict(Category.objects.values_list("slug", "pk"))

    def number_for(self, written: str) -> int | None:
        return self._rows.get(slug_for(written))


def file_under(written: str) -> Category | None:
    slug = slug_for(written)
    return Category.objects.filter(slug=slug).first() if slug else None


@cache
def _by_id() -> dict[int, str]:
    return {number: department.slug for department in departments() for number in department.google_ids}


@cache
def _by_words() -> dict[str, str]:
    found = {_plain(department.en): department.slug for department in departments()}
    # Words chosen for exports win over our own names: "Seeds" is a plant at Google's, whatever we call nuts.
    found.update({_plain(word): department.slug for department in departments() for word in department.words})
    return found


def _plain(name: str) -> str:
    """Reduce a name to what two spellings of it share: "Nuts & Seeds", "nut and seed"."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", name.casefold())
    return " ".join(_singular(word) for word in words if word != "and")


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
