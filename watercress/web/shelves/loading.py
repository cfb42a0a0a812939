"""From an address to the product, person or list it names."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from watercress.catalogue.models import Product
from watercress.kernel import ids
from watercress.people.models import Person
from watercress.shelves.models import List


def product(request: HttpRequest, number: int) -> Product:
    return get_object_or_404(Product.objects.visible_to(request.user).select_related("shop", "picture"), pk=number)


def product_sent(request: HttpRequest, name: str = "product") -> Product:
    """The product a form names; raises BadRequest for what is no number at all."""
    number = ids.row_number(request.POST.get(name, ""))
    if number is None:
        raise BadRequest(name)
    return product(request, number)


def person(request: HttpRequest, name: str) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user).select_related("picture"), username__iexact=name)


def list_at(request: HttpRequest, number: int) -> List:
    return get_object_or_404(List.objects.visible_to(request.user).select_related("owner__picture"), pk=number)


def chosen(request: HttpRequest, name: str, known: Any, otherwise: str) -> str:
    """A choice the address makes; raises BadRequest for one we do not know (S44)."""
    written = request.GET.get(name, otherwise)
    if written not in known:
        raise BadRequest(name)
    return written


def page_of(rows: list[dict[str, Any]], number: int) -> int:
    """Return how many rows there are in all, which each of them tells; a page past the end is missing."""
    if not rows and number > 1:
        raise Http404
    return int(rows[0]["total"]) if rows else 0
