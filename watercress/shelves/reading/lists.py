"""Lists as pages show them: in a directory, beside a product, on somebody's page, and one with all that stands on it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Window

from watercress.catalogue import cards
from watercress.catalogue.models import Product
from watercress.shelves.models import List, ListEntry

LISTS_A_PAGE = 20
ENTRIES_A_PAGE = 48
PICTURES = 5

COLUMNS = ("id", "title", "about", "lang", "is_public", "entries_count", "followers_count", "changed_at", "owner_id")
ORDERS = {"latest": ("-changed_at", "-id"), "followed": ("-followers_count", "-id")}


def directory(order: str, *, person: Any, most: int, skip: int = 0) -> list[dict[str, Any]]:
    """Return the lists open to all that hold something, with their first things and the `total` of them."""
    found = List.objects.visible_to(person).filter(is_public=True, entries_count__gt=0)
    return _with_pictures(_rows(found, total=Window(Count("*"))).order_by(*ORDERS[order])[skip : skip + most], person)


def made_by(owner: Any, *, person: Any, most: int) -> list[dict[str, Any]]:
    """Return what `owner` made and `person` may see, the latest first."""
    found = List.objects.visible_to(person).filter(owner=owner)
    return _with_pictures(_rows(found).order_by(*ORDERS["latest"])[:most], person)


def followed_by(follower: Any, *, person: Any, most: int) -> list[dict[str, Any]]:
    """Return the lists `follower` follows and `person` may see, as last followed."""
    found = List.objects.visible_to(person).filter(follows__person=follower)
    return _with_pictures(_rows(found).order_by("-follows__since", "-id")[:most], person)


def containing(product: Product, *, person: Any, most: int) -> list[dict[str, Any]]:
    """Return lists open to all that hold a product, the most followed first, each with the `total` of them."""
    found = List.objects.visible_to(person).filter(is_public=True, entries__product=product)
    return list(_rows(found, total=Window(Count("*"))).order_by(*ORDERS["followed"])[:most])


def mine(person: Any, *, product: Product) -> list[dict[str, Any]]:
    """Return one's own lists to choose from, each with whether it holds `product` already."""
    holds = Exists(ListEntry.objects.filter(list=OuterRef("pk"), product=product))
    found: Any = List.objects.filter(owner=person).order_by(*ORDERS["latest"])
    return list(found.values("id", "title", "is_public", holds=holds))


def entries_of(found: List, *, person: Any, most: int, skip: int = 0) -> list[dict[str, Any]]:
    """Return the cards of a list in its order, each with its note; what `person` may not see is left out."""
    entries = _seen(ListEntry.objects.filter(list=found), person).order_by("position", "id")
    return cards.through(entries.annotate(note_lang=F("lang"))[skip : skip + most], "position", "note", "note_lang")


def _rows(found: QuerySet[List], **more: Any) -> Any:
    return found.values(
        *COLUMNS,
        username=F("owner__username"),
        name=F("owner__name"),
        face_key=F("owner__picture__key"),
        **more,
    )


def _with_pictures(found: Any, person: Any) -> list[dict[str, Any]]:
    """Give each list the first few things that stand on it; one query for all."""
    rows = list(found)
    first = ListEntry.objects.filter(list__in=[row["id"] for row in rows], position__lte=PICTURES)
    shown: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for card in _thumbs(_seen(first, person)) if rows else ():
        shown[card["list_id"]].append(card)
    return [{**row, "cards": shown[row["id"]]} for row in rows]


def _thumbs(entries: QuerySet[ListEntry]) -> Iterable[dict[str, Any]]:
    return cards.through(entries.order_by("list", "position"), "list_id")


def _seen(entries: QuerySet[ListEntry], person: Any) -> QuerySet[ListEntry]:
    return entries.filter(Exists(Product.objects.visible_to(person).filter(pk=OuterRef("product"))))
