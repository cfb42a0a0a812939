"""What the demo's people want, have and had, what they say of it, and the lists they make."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from watercress.catalogue import tallies
from watercress.catalogue.models import Product
from watercress.people.models import Person
from watercress.shelves import answering, arranging, listing, marking
from watercress.shelves.models import Mark, Shelf

from . import source
from .labelling import UNSEEN

LOOKED_BACK = 90
"""Days over which people have put things on their shelves."""
NO_LABEL = 0.05
EACH_LABEL = 0.16
MOST_LIKELY = 0.7
HAS = 0.2
"""How likely what one marks is one's own already."""


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


def want_all(town: Town, *, at: datetime) -> None:
    """Put hundreds of marks without words on shelves, the likelier the more labels a person and a product share."""
    taken = set(Mark.objects.values_list("person", "product"))
    marks = [mark for mark in _wished(town, at=at) if (mark.person_id, mark.product_id) not in taken]
    Mark.objects.bulk_create(marks, batch_size=500)
    for (product, shelf), people in Counter((mark.product_id, mark.shelf) for mark in marks).items():
        tallies.tally(product, **{f"{shelf}s_count": people})


def _wished(town: Town, *, at: datetime) -> Iterable[Mark]:
    borne = {key: set(slugs) for key, slugs in source.goods_labels().items()}
    for username, slugs in source.wears().items():
        worn = {slug.removeprefix(UNSEEN) for slug in slugs}
        dice = Random(f"shelves of {username}")  # noqa: S311  (the same town every time)
        for key, labels in borne.items():
            likely = min(MOST_LIKELY, NO_LABEL + EACH_LABEL * len(worn & labels))
            if dice.random() >= likely:
                continue
            shelf = Shelf.HAVE if dice.random() < HAS else Shelf.WANT
            moment = at - timedelta(days=dice.uniform(0.1, LOOKED_BACK))
            marked = {"shelf": shelf, "marked_at": moment, "changed_at": moment}
            yield Mark(person=town.folk[username], product=town.products[key], **marked)


def list_all(town: Town, *, at: datetime) -> None:
    for row in source.lists():
        owner, made = town.folk[row["owner"]], at - timedelta(days=row["days_ago"])
        shown = {"title": row["title"], "about": row["about"], "is_public": row.get("is_public", True)}
        found = listing.make(owner=owner, at=made, **shown)
        for key, note in row["entries"]:
            arranging.add(found, product=town.products[key], by=owner, note=note, at=made)
        for place, username in enumerate(row["followers"], start=1):
            listing.follow(found, person=town.folk[username], at=min(made + timedelta(days=place), at))
