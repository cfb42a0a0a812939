"""What the demo's people say of what they have and had, and the lists they make; the rest of their shelves is lived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from watercress.catalogue.models import Product
from watercress.people.models import Person
from watercress.shelves import answering, arranging, listing, marking

from . import source


@dataclass(frozen=True)
class Town:
    folk: Mapping[str, Person]
    products: Mapping[str, Product]


def review_all(town: Town, *, at: datetime) -> None:
    keepers = {row["key"]: town.folk[row["keeper"]] for row in source.shops()}
    shop_of = {row["key"]: row["shop"] for row in source.products()}
    for row in source.reviews():
        moment = at - timedelta(days=row["days_ago"])
        mark = marking.mark(
            town.products[row["product"]],
            person=town.folk[row["person"]],
            shelf=row["shelf"],
            stars=row["stars"],
            words=row["words"],
            why_left=row.get("why_left", ""),
            at=moment,
        )
        if "answer" in row:
            soon = min(moment + timedelta(hours=row["answered_after"]), at)
            answering.answer(mark, by=keepers[shop_of[row["product"]]], words=row["answer"], at=soon)


def list_all(town: Town, *, at: datetime) -> None:
    for row in source.lists():
        owner, made = town.folk[row["owner"]], at - timedelta(days=row["days_ago"])
        shown = {"title": row["title"], "about": row["about"], "is_public": row.get("is_public", True)}
        found = listing.make(owner=owner, at=made, **shown)
        for key, note in row["entries"]:
            arranging.add(found, product=town.products[key], by=owner, note=note, at=made)
        for place, username in enumerate(row["followers"], start=1):
            listing.follow(found, person=town.folk[username], at=min(made + timedelta(days=place), at))
