"""
Hears of every change to what is searched, and reads anew what it touches.

Outside any transaction, as much is read and cut before a little is written; to read twice what did not change writes
nothing, so each may happen again.
"""

from datetime import datetime
from typing import Any

from watercress.catalogue.events import ProductsChanged, ShopChanged
from watercress.catalogue.models import Product
from watercress.community.events import (
    CommunityChanged,
    CommunityFounded,
    PostEdited,
    PostPublished,
    PostPutBack,
    PostTakenAway,
)
from watercress.community.models import PostLabel, PostProduct
from watercress.kernel.events import on
from watercress.kernel.worker import every
from watercress.labels.events import GoodsTagged, LabelHiddenOrShown
from watercress.labels.models import Tag
from watercress.people.events import PersonJoined, ProfileChanged

from . import index, sources
from .events import IndexIncomplete
from .models import Entry, Kind
from .words import columns


@on(ProductsChanged, outside=True)
def reread_products(happened: ProductsChanged, *, at: datetime, effect_key: str) -> None:
    index.reread(Kind.PRODUCT, happened.product_ids)
    # Topics are found by the names of what they show.
    shown = PostProduct.objects.filter(product__in=happened.product_ids).order_by("post")
    index.reread(Kind.POST, shown.values_list("post", flat=True).distinct())


@on(GoodsTagged, outside=True)
def reread_tagged(happened: GoodsTagged, *, at: datetime, effect_key: str) -> None:
    index.reread(Kind.PRODUCT, happened.product_ids)


@on(LabelHiddenOrShown, outside=True)
def reread_what_bears_it(happened: LabelHiddenOrShown, *, at: datetime, effect_key: str) -> None:
    """The label itself comes and goes at once; what is found by its name does within moments."""
    index.reread(Kind.PRODUCT, Tag.objects.filter(label=happened.label_id).values_list("product", flat=True))
    index.reread(Kind.POST, PostLabel.objects.filter(label=happened.label_id).values_list("post", flat=True))


@on(ShopChanged, outside=True)
def reread_shop(happened: ShopChanged, *, at: datetime, effect_key: str) -> None:
    """Its goods before itself: while its own entry has the old name, a repetition knows what is left to do."""
    if _is_called_otherwise(happened.shop_id):
        goods = Product.objects.filter(shop=happened.shop_id).order_by("pk")
        index.reread(Kind.PRODUCT, goods.values_list("pk", flat=True))
    index.reread(Kind.SHOP, [happened.shop_id])


@on(CommunityFounded, outside=True)
@on(CommunityChanged, outside=True)
def reread_community(happened: Any, *, at: datetime, effect_key: str) -> None:
    index.reread(Kind.COMMUNITY, [happened.community_id])


@on(PostPublished, outside=True)
@on(PostEdited, outside=True)
@on(PostTakenAway, outside=True)
@on(PostPutBack, outside=True)
def reread_topic(happened: Any, *, at: datetime, effect_key: str) -> None:
    index.reread(Kind.POST, [happened.post_id])


@on(PersonJoined, outside=True)
@on(ProfileChanged, outside=True)
def reread_person(happened: Any, *, at: datetime, effect_key: str) -> None:
    index.reread(Kind.PERSON, [happened.person_id])


@on(IndexIncomplete, outside=True)
def read_the_rest(happened: IndexIncomplete, *, at: datetime, effect_key: str) -> None:
    index.complete()


@every(hours=1)
def read_what_was_missed(*, at: datetime) -> None:
    """Rows that came without an event: a restored town's, and those of a delivery that was given up."""
    index.complete()


def _is_called_otherwise(shop: int) -> bool:
    was = Entry.objects.filter(pk=Kind.SHOP.entry(shop)).values_list("name", flat=True).first()
    now = sources.read(Kind.SHOP, [shop]).get(shop)
    return now is not None and was != " ".join(columns(now.name, ()).name)
