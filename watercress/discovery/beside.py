"""Kept on the same shelf: what the people who keep one thing keep as well."""

from typing import Any

from django.db.models import Count, F, FloatField, Window
from django.db.models.functions import Cast, Greatest, RowNumber, Sqrt
from django.utils.translation import gettext as _

from watercress.catalogue import cards
from watercress.catalogue.models import Product
from watercress.kernel.few import A_FEW
from watercress.shelves.models import Mark, Shelf

KEPT = (Shelf.WANT, Shelf.HAVE)
NEWEST_PEOPLE = 200
NEWEST_MARKS = 100
"""Of each of them: someone who keeps everything says little about this."""
FEWEST = 2
MOST_OF_A_SHOP = 2


def beside(product: Product, *, person: Any, most: int = 6) -> list[dict[str, Any]]:
    """
    Return the cards of what those who openly want or have `product` openly want or have too: two queries at most.

    `why` says how many they are. What many keep anyway is weighed down by the root of how many: else the same few
    favourites would lie beside everything.
    """
    if product.wants_count + product.haves_count < FEWEST:
        return []  # As for most things: nothing is asked.
    near = list(_near(product, person=person)[: most * MOST_OF_A_SHOP * 2])
    if not near:
        return []
    counts = {number: count for number, count, _weight in near}
    found: list[dict[str, Any]] = []
    of_shop: dict[str, int] = {}
    for card in cards.in_order(counts, person=person):
        of_shop[card["shop_slug"]] = of_shop.get(card["shop_slug"], 0) + 1
        if of_shop[card["shop_slug"]] <= MOST_OF_A_SHOP:
            found.append({**card, "why": _why(counts[card["id"]])})
    return found[:most]


def _near(product: Product, *, person: Any) -> Any:
    """Product, how many of them keep it, and its weight; the heaviest first."""
    openly = Mark.objects.visible_to(person).filter(
        is_public=True, held_at=None, shelf__in=KEPT, person__is_active=True
    )
    people = openly.filter(product=product).order_by("-marked_at", "-id").values("person")[:NEWEST_PEOPLE]
    nth = Window(RowNumber(), partition_by="person", order_by=[F("marked_at").desc(), F("id").desc()])
    newest = openly.filter(person__in=people).annotate(nth=nth).filter(nth__lte=NEWEST_MARKS)
    shelf = Product.objects.visible_to(person).on_the_shelf().exclude(pk=product.pk)
    kept = Mark.objects.filter(pk__in=newest.values("pk"), product__in=shelf.values("pk"))
    counted = kept.values("product").annotate(count=Count("pk")).filter(count__gte=FEWEST)
    # The columns are tallied a moment later than rows are read, so there may be fewer in them than were just met.
    keepers = Greatest(F("product__wants_count") + F("product__haves_count"), F("count"))
    weight = F("count") / Sqrt(Cast(keepers, FloatField()))
    return (
        counted.annotate(weight=weight)
        .order_by("-weight", "-count", "-product")
        .values_list("product", "count", "weight")
    )


def _why(count: int) -> str:
    return _("kept by a few who keep this") if count < A_FEW else _("kept by {n} who keep this").format(n=count)
