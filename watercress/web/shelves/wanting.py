"""The one button on every product card."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from watercress.kernel import ids
from watercress.shelves import dropping, marking
from watercress.web import addresses

from . import loading

MOST_SEEN = 50


@require_http_methods(["GET", "POST"])
def want(request: HttpRequest) -> HttpResponse:
    """
    Put a product on one's Want shelf, or take it off again: the button says which, so a second click undoes nothing.

    A visitor signs in first and comes back to a page that asks once more: a look at an address marks nothing.
    """
    if request.method == "GET":
        return _ask(request)
    drops = "drop" in request.POST
    product = loading.product_sent(request, "drop" if drops else "product")
    back = addresses.back(request, addresses.product(product.pk, product.title))
    if not request.user.is_authenticated:
        return _sign_in_first(
            back if drops else f"{reverse('want')}?{urlencode({'product': product.pk, 'next': back})}"
        )
    act = marking.unwant if drops else marking.want
    act(product, person=request.user, at=timezone.now())
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(back)
    product.refresh_from_db(fields=["wants_count"])
    return render(request, "shelves/_want.html", {"product": product})


@login_required
def _ask(request: HttpRequest) -> HttpResponse:
    number = ids.row_number(request.GET.get("product", ""))
    if number is None:
        raise BadRequest("product")
    product = loading.product(request, number)
    back = addresses.back(request, addresses.product(product.pk, product.title))
    return render(request, "shelves/want.html", {"product": product, "back": back})


def _sign_in_first(then: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': then})}")


@require_POST
@login_required
def seen(request: HttpRequest) -> HttpResponse:
    """One has read which prices fell; those shown are named by the form, as another may have fallen meanwhile."""
    numbers: Any = filter(None, map(ids.row_number, request.POST.getlist("product")[:MOST_SEEN]))
    dropping.see(numbers, person=request.user, at=timezone.now())
    return redirect(addresses.back(request, reverse("home")))
