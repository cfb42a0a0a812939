"""Opening a shop, and what its keepers change of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from watercress.catalogue import keepers as keeping
from watercress.catalogue import policies
from watercress.catalogue import shops as catalogue
from watercress.catalogue.models import Keeper, Shop
from watercress.kernel import ids, pictures
from watercress.kernel.decisions import Refused
from watercress.web.catalogue.forms import CrestForm, KeeperForm, NewShopForm, ShopForm
from watercress.web.catalogue.loading import Counter, counter, signed_in


@require_http_methods(["GET", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    policies.can_open(request.user).require()
    if request.method == "GET":
        initial = {"currency": "CNY", "lang": translation.get_language()}
        return render(request, "catalogue/new.html", {"form": NewShopForm(initial=initial)})
    form = NewShopForm(request.POST)
    if form.is_valid():
        try:
            shop = _open(request, **form.cleaned_data)
        except Refused as refused:
            form.show(refused.problems)
        else:
            messages.success(request, _("The shop is open. Bring its goods next."))
            return redirect("shop_import", shop.slug)
    return render(request, "catalogue/new.html", {"form": form}, status=400)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    here = counter(request, slug)
    policies.can_edit(request.user, here.shop).require()
    if request.method == "GET":
        return _page(here)
    form, crest = ShopForm(request.POST), CrestForm(request.POST, request.FILES)
    if form.is_valid() and crest.is_valid():
        try:
            _change(here, form, crest)
        except Refused as refused:
            (crest if "crest" in refused.problems else form).show(refused.problems)
        else:
            messages.success(request, _("Saved."))
            return redirect("shop_edit", slug)
    return _page(here, form=form, crest=crest)


@require_POST
@login_required
def keepers(request: HttpRequest, slug: str) -> HttpResponse:
    here = counter(request, slug)
    policies.can_edit(request.user, here.shop).require()
    if number := ids.row_number(request.POST.get("remove", "")):
        keeper = get_object_or_404(Keeper.objects.select_related("person"), shop=here.shop, person=number)
        keeping.remove(here.shop, person=keeper.person, by=signed_in(request))
        return redirect("shop" if number == request.user.pk else "shop_edit", slug)
    form = KeeperForm(request.POST)
    if form.is_valid():
        try:
            keeping.add(here.shop, username=form.cleaned_data["username"], by=signed_in(request), at=timezone.now())
        except Refused as refused:
            form.show(refused.problems)
        else:
            return redirect("shop_edit", slug)
    return _page(here, keeper_form=form)


def _open(request: HttpRequest, *, small: bool, **told: Any) -> Shop:
    person, now = signed_in(request), timezone.now()
    with transaction.atomic():
        shop = catalogue.open_shop(person=person, at=now, **told)
        catalogue.say_small(shop, person=person, small=small, at=now)
    return shop


def _change(here: Counter, form: ShopForm, crest: CrestForm) -> None:
    person = signed_in(here.request)
    picture = None
    if file := crest.cleaned_data["crest"]:
        try:
            picture = pictures.keep(file, at=timezone.now())
        except Refused as refused:
            raise Refused({"crest": " ".join(map(str, refused.problems.values()))}) from None
    told, now = dict(form.cleaned_data), timezone.now()
    small = told.pop("small")
    with transaction.atomic():
        catalogue.edit(here.shop, person=person, at=now, **told)
        catalogue.say_small(here.shop, person=person, small=small, at=now)
        if picture:
            catalogue.set_crest(here.shop, person=person, picture=picture)


def _page(
    here: Counter,
    *,
    form: ShopForm | None = None,
    crest: CrestForm | None = None,
    keeper_form: KeeperForm | None = None,
) -> HttpResponse:
    shop = here.shop
    now = {name: getattr(shop, name) for name in ("name", "host", "country", "lang", "about")}
    now["small"] = shop.small_since is not None
    wrong = any(each is not None and each.errors for each in (form, crest, keeper_form))
    context: dict[str, Any] = {
        **here.frame(),
        "form": form or ShopForm(initial=now),
        "crest_form": crest or CrestForm(),
        "keeper_form": keeper_form or KeeperForm(),
        "keepers": Keeper.objects.filter(shop=shop).select_related("person__picture").order_by("since", "id"),
    }
    return render(here.request, "catalogue/edit.html", context, status=400 if wrong else 200)
