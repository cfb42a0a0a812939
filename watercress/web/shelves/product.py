"""What shelves and lists tell on a product's page."""

from typing import Any

from django.http import HttpRequest

from watercress.catalogue.models import Product
from watercress.shelves import reading

REVIEWS = 5
LISTS = 5


def part(request: HttpRequest, product: Product) -> dict[str, Any]:
    """The rows of `shelves/_product.html` and its buttons; two queries for a visitor, four for who is signed in."""
    reviews = reading.of_product(product, person=request.user, most=REVIEWS)
    lists = reading.containing(product, person=request.user, most=LISTS)
    return {
        "reviews": reviews,
        "reviews_count": reviews[0]["total"] if reviews else 0,
        "average": product.stars_sum / product.stars_count if product.stars_count else None,
        "lists": lists,
        "lists_count": lists[0]["total"] if lists else 0,
        "mine": reading.mine(request.user, product=product) if request.user.is_authenticated else [],
    }
