"""The directory of shops."""

from django.db.models import Count, F, Q
from django.db.models.lookups import IsNull
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from watercress.catalogue import policies
from watercress.catalogue.models import Shop
from watercress.web import pages, shown
from watercress.web.catalogue import choosing
from watercress.web.catalogue.choosing import SAYS_SMALL, Orders, chosen

SHOPS_A_PAGE = 24

SHOPS_BY: Orders = {
    "goods": (_("Most goods"), ("-products_count", "name", "id")),
    "new": (_("Newest"), ("-opened_at", "-id")),
    "name": (_("Name"), ("name", "id")),
}
KEPT = {"": "", "1": ""}
"""All shops, or one's own."""
SIZES = {"": _("All shops"), "first": _("Small shops first"), "only": _("Only small shops")}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    order = chosen(request, "sort", SHOPS_BY, "goods")
    small = chosen(request, "small", SIZES)
    kept = chosen(request, "kept", KEPT) if request.user.is_authenticated else ""
    here = Shop.objects.visible_to(request.user)
    if kept:
        here = here.filter(keepers__person=request.user.pk)
    wanted = SAYS_SMALL if small == "only" else Q()
    # One query for the choices and, summed up, for the number of pages.
    found = here.order_by().values_list("country").annotate(shops=Count("pk", filter=wanted))
    by_country = {country: count for country, count in found}  # noqa: C416  (typed as plain tuples)
    country = chosen(request, "country", {**by_country, "": 0})
    page = pages.number(request)
    shops = here.filter(wanted, country=country) if country else here.filter(wanted)
    columns = SHOPS_BY[order][1]
    if small == "first":
        columns = (IsNull(F("small_since"), True), *columns)
    rows = shops.order_by(*columns)[(page - 1) * SHOPS_A_PAGE : page * SHOPS_A_PAGE]
    count = by_country[country] if country else sum(by_country.values())
    context = {
        "rows": rows.values(
            *("id", "slug", "name", "about", "lang", "country", "products_count", "small_since"),
            crest_key=F("crest__key"),
        ),
        "page": pages.Page(page, count, SHOPS_A_PAGE),
        "kept": kept,
        "query": f"{'kept=1&' if kept else ''}sort={order}&small={small}&country={country}&",
        "order": order,
        "orders": choosing.named(SHOPS_BY),
        "small": small,
        "sizes": SIZES.items(),
        "country": country,
        "countries": sorted((name, code) for code in by_country if code and (name := shown.country(code))),
        "country_name": shown.country,
        "may_open": policies.can_open(request.user),
    }
    return render(request, "catalogue/directory.html", context)
