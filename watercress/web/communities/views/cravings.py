"""What people ask to be talked out of: all of it, one's own end of it, and the way from a product into a circle."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watercress.catalogue.models import Product
from watercress.community import standing
from watercress.community.features.cravings import deciding, policies, reading
from watercress.community.features.cravings.models import OPEN, Verdict
from watercress.kernel import ids
from watercress.kernel.decisions import Refused
from watercress.web import addresses, pages
from watercress.web.communities import craving, showing
from watercress.web.communities.loading import post_at

# What may stand in the address, and what it means; anything else is a 400 (S44).
SHELVES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "open": (gettext_lazy("Still open"), OPEN),
    "waiting": (Verdict.WAITING.label, (Verdict.WAITING.value,)),
    "bought": (Verdict.BOUGHT.label, (Verdict.BOUGHT.value,)),
    "talked-out": (Verdict.TALKED_OUT.label, (Verdict.TALKED_OUT.value,)),
    "all": (gettext_lazy("All"), ("", *Verdict.values)),
}


@require_http_methods(["GET", "POST"])
@login_required
def verdict(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    here, post = post_at(request, slug, number)
    address = addresses.post(slug, number, post.title)
    if request.method == "GET":
        return redirect(address)
    try:
        deciding.decide(post, author=request.user, at=timezone.now(), **craving.sent(here))
    except Refused as refused:
        return showing.topic(here, post, verdict_problems=dict(refused.problems), status=400)
    messages.success(request, _("Written down. You can still change your mind."))
    return redirect(addresses.back(request, f"{address}#craving"))


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    product = _product(request)
    shelf = request.GET.get("verdict", "all" if product else "open")
    if shelf not in SHELVES:
        raise BadRequest("verdict")
    page = pages.number(request)
    rows, count = reading.directory(request.user, verdicts=SHELVES[shelf][1], product=product, page=page)
    about = f"product={product.pk}&" if product else ""
    context = {
        "rows": rows,
        "page": pages.Page(page, count, reading.CRAVINGS_A_PAGE),
        "query": f"{about}verdict={shelf}&",
        "about": about,
        "product": product,
        "shelf": shelf,
        "shelves": [(key, label) for key, (label, _verdicts) in SHELVES.items()],
    }
    return render(request, "cravings/directory.html", context)


@require_safe
@login_required
def crave(request: HttpRequest, number: int) -> HttpResponse:
    """From a product to where one may ask about it: straight there if there is one such place, else by choosing."""
    goods = Product.objects.visible_to(request.user).on_the_shelf().select_related("shop", "picture")
    product = get_object_or_404(goods, pk=number)
    policies.can_crave(standing.before(request.user), product.shop_id).require()
    places = reading.places_for(request.user)
    query = urlencode({"product": number, "craves": 1})
    if len(places) == 1:
        return redirect(f"{reverse('write', args=[places[0]['slug']])}?{query}")
    return render(request, "cravings/crave.html", {"product": product, "places": places, "query": query})


def _product(request: HttpRequest) -> Product | None:
    written = request.GET.get("product")
    if not written:
        return None
    number = ids.row_number(written)
    if number is None:
        raise BadRequest("product")
    return get_object_or_404(Product.objects.visible_to(request.user), pk=number)
