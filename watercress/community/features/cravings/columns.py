"""What lists, topics and replies read of a craving, in their own queries."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from .models import Argument, Leaning

STANDING = Q(reply__withdrawn_at=None, reply__hidden_at=None)

OF_TOPIC: dict[str, Any] = {"craving_verdict": F("craving__verdict")}
"""None for a topic that craves nothing, "" for one that is not decided."""
OF_REPLY: dict[str, Any] = {"leans": F("argument__leans")}


def of_post() -> dict[str, Any]:
    """Return all that `cravings.of` makes a craving of, so that a topic's page asks nothing more."""
    columns = ("id", "person_id", "product_id", "words", "words_lang", "decided_at", "remind_at", "reminded_at")
    read: dict[str, Any] = {f"craving_{name}": F(f"craving__{name}") for name in columns}
    return read | {"craving_shop_id": F("craving__product__shop_id")} | tally("craving__pk", prefix="craving_")


def tally(craving: str, *, prefix: str = "") -> dict[str, Any]:
    """
    Return two expressions, `leave_count` and `buy_count`: how many people stand on either side.

    Of each who argued, the last reply that stands and leans counts; `craving` leads to the craving's key.
    """
    later = Argument.objects.filter(
        STANDING, craving=OuterRef("craving"), person=OuterRef("person"), reply__gt=OuterRef("reply")
    )
    latest = Argument.objects.filter(STANDING, ~Exists(later), craving=OuterRef(craving)).order_by()

    def count(leans: Leaning) -> Any:
        side = latest.filter(leans=leans).values("craving").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(side), 0)

    return {f"{prefix}{leans.value}_count": count(leans) for leans in Leaning}
