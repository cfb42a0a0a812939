"""Which labels the demo's goods bear and its people wear, and where they disagree about it."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import F

from watercress.catalogue.models import Product
from watercress.labels import voices, wearing
from watercress.labels.models import Label, Tag
from watercress.people.models import Person

from . import source

TAGGED = timedelta(days=50)
WORN = timedelta(days=100)
SAID = timedelta(days=6)
UNSEEN = "~"
SPEAK = {"suggest": voices.suggest, "dispute": voices.dispute}


def tag_all(products: Mapping[str, Product], folk: Mapping[str, Person], *, at: datetime) -> None:
    """Put on every product what its shop says it bears: five hundred at once, in the order of the file."""
    labels = {label.slug: label for label in Label.objects.all()}
    keepers = {row["key"]: folk[row["keeper"]] for row in source.shops()}
    shop_of = {row["key"]: row["shop"] for row in source.products()}
    tags = [
        Tag(
            product=products[key],
            label=labels[slug],
            position=place,
            tagged_at=at - TAGGED,
            tagged_by=keepers[shop_of[key]],
        )
        for key, slugs in source.goods_labels().items()
        for place, slug in enumerate(slugs, start=1)
    ]
    Tag.objects.bulk_create(tags)
    for label, goods in Counter(tag.label_id for tag in tags).items():
        Label.objects.filter(pk=label).update(goods_count=F("goods_count") + goods)


def dress_all(folk: Mapping[str, Person], *, at: datetime) -> None:
    """Let people wear what they call theirs; a label that begins unseen stays so."""
    for username, slugs in source.wears().items():
        worn = [(slug.removeprefix(UNSEEN), False if slug.startswith(UNSEEN) else None) for slug in slugs]
        wearing.arrange(folk[username], worn=worn, by=folk[username], at=at - WORN)


def disagree(products: Mapping[str, Product], folk: Mapping[str, Person], *, at: datetime) -> None:
    labels = {label.slug: label for label in Label.objects.all()}
    for hours, row in enumerate(source.voices()):
        product, label = products[row["product"]], labels[row["label"]]
        moment = at - SAID + timedelta(hours=7 * hours)
        SPEAK[row["says"]](product, label, person=folk[row["username"]], words=row["words"], at=moment)
