"""What a craving is about stays where people argued about it."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watercress.community.models import Post

from .models import Craving


def object_to(post: Post, products: Sequence[int]) -> Mapping[str, str | Promise]:
    """Refuse to let a post lose what it craves, decided or not: arguments, verdict and tally would be of nothing."""
    craved = Craving.objects.filter(post=post).values_list("product", flat=True).first()
    if craved is None or craved in products:
        return {}
    return {"products": _("The topic asks about this product, so it stays in it.")}
