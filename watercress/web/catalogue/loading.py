"""From an address to the shop it names, and what the viewer may do there."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from watercress.catalogue import policies
from watercress.catalogue.models import Shop
from watercress.people.models import Person


@dataclass
class Counter:
    """A shop as one request stands before it."""

    request: HttpRequest
    shop: Shop

    @cached_property
    def keeps(self) -> bool:
        return policies.keeps(self.request.user, self.shop)

    def hide_unless_kept(self) -> None:
        """For what is its keepers' alone: to others it is missing."""
        if not self.keeps:
            raise Http404

    def frame(self) -> dict[str, Any]:
        """What the header of each of a shop's pages shows."""
        return {"shop": self.shop, "crest_key": self.shop.crest.key if self.shop.crest else "", "keeps": self.keeps}


def counter(request: HttpRequest, slug: str) -> Counter:
    shops = Shop.objects.visible_to(request.user).select_related("crest")
    return Counter(request, get_object_or_404(shops, slug=slug))


def signed_in(request: HttpRequest) -> Person:
    """The person asking, where `login_required` has seen to it that there is one."""
    return cast(Person, request.user)
