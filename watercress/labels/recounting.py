"""What the numbers of a label must equal, and a recount that says which did not."""

from django.db import transaction
from django.db.models import OuterRef

from watercress.kernel.recounting import Discrepancy, count, mend

from .models import Label, Tag, Wear


@transaction.atomic
def recount() -> list[Discrepancy]:
    """Set the numbers of all labels to what their rows say, and return those that were off. None should be."""
    return mend(
        Label.objects.all(),
        {
            "wearers_count": count(Wear.objects.filter(is_public=True, label=OuterRef("pk")), "label"),
            "goods_count": count(Tag.objects.filter(label=OuterRef("pk")), "label"),
        },
    )
