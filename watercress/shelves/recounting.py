"""What the numbers told to the catalogue, and those of lists, must equal; and a recount that says which did not."""

from typing import Any

from django.db import transaction
from django.db.models import Model, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from watercress.catalogue.models import Product
from watercress.kernel.recounting import Discrepancy, count, mend

from .models import List, ListEntry, ListFollow, Mark, Shelf
from .models.marks import COUNTED

AT_ONCE = 1000


def rules(model: type[Model]) -> dict[str, Any]:
    """Return each counter of `model` with the expression it must equal."""
    marks = Mark.objects.filter(COUNTED, product=OuterRef("pk"))
    starred = marks.filter(stars__isnull=False)
    stars = starred.order_by().values("product").annotate(sum=Sum("stars")).values("sum")
    return {
        Product: {
            "wants_count": count(marks.filter(shelf=Shelf.WANT), "product"),
            "haves_count": count(marks.filter(shelf=Shelf.HAVE), "product"),
            "hads_count": count(marks.filter(shelf=Shelf.HAD), "product"),
            "stars_count": count(starred, "product"),
            "stars_sum": Coalesce(Subquery(stars), 0),
        },
        List: {
            "entries_count": count(ListEntry.objects.filter(list=OuterRef("pk")), "list"),
            "followers_count": count(ListFollow.objects.filter(list=OuterRef("pk")), "list"),
        },
    }[model]


def recount() -> list[Discrepancy]:
    """Set every number of shelves and lists to what their rows say, and return those that were off. None should be."""
    return [wrong for model in (Product, List) for wrong in _recount(model)]


def _recount(model: type[Model]) -> list[Discrepancy]:
    """A thousand rows a transaction, so that nobody waits for all of them."""
    rows, wrong, last = model._default_manager.order_by("pk"), [], 0
    while some := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            wrong += mend(rows.filter(pk__gt=last, pk__lte=some[-1]), rules(model))
        last = some[-1]
    return wrong
