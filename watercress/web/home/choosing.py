"""Choosing labels without an account: three on the front page, or any of them on a page of their own."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from watercress.labels import wearing
from watercress.labels.models import MOST_WORN, Label
from watercress.web import addresses
from watercress.web.people import visitors

from . import chosen

OF_A_GROUP = 3
TOO_MANY = format_lazy(_("One wears at most {most} labels. Take one off first."), most=MOST_WORN)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Let a visitor choose; who has an account and wears nothing yet puts on what they choose."""
    if request.method != "POST":
        return _page(request, chosen.of(request))
    picked = [] if request.POST.get("do") == "clear" else _picked(request)
    if len(picked) > MOST_WORN:
        return _page(request, picked, problem=TOO_MANY)
    if not picked and request.POST.get("do") != "clear":
        messages.warning(request, _("Pick at least one, and press again."))
    response = HttpResponseRedirect(addresses.back(request, reverse("home")))
    if request.user.is_authenticated:
        _put_on(request, picked)
    else:
        chosen.keep(response, picked)
    return response


def _picked(request: HttpRequest) -> list[str]:
    """Return what was picked, those chosen before in their old places; raises BadRequest for what is no label here."""
    sent = list(dict.fromkeys(request.POST.getlist("label")))
    known = set(Label.objects.visible_to(request.user).values_list("slug", flat=True))
    if not known.issuperset(sent):
        raise BadRequest("label")
    before = [slug for slug in chosen.of(request) if slug in sent]
    return [*before, *(slug for slug in sent if slug not in before)]


def _put_on(request: HttpRequest, picked: Sequence[str]) -> None:
    person = visitors.person(request)
    if picked and not person.wears.exists():
        wearing.arrange(person, worn=[(slug, None) for slug in picked], by=person, at=timezone.now())


def _page(request: HttpRequest, picked: Sequence[str], *, problem: Any = "") -> HttpResponse:
    labels = Label.objects.visible_to(request.user).order_by("group", "ord")
    context = {
        "groups": [(name, list(of_group)) for name, of_group in groupby(labels, key=lambda label: label.group_name)],
        "picked": picked,
        "problem": problem,
        "next": addresses.back(request, reverse("home")),
        "most": MOST_WORN,
    }
    return render(request, "home/choose.html", context, status=400 if problem else 200)


def offered(person: Any, picked: Sequence[str] = ()) -> list[Label]:
    """
    Return labels to begin with: of each group the three worn most that some goods bear, and what is picked already.

    None that starts private: nobody is asked about those on a front page. One query.
    """
    found: list[Label] = []
    for _group, of_group in groupby(Label.objects.visible_to(person).order_by("group", "ord"), key=lambda l: l.group):
        labels = list(of_group)
        open_ones = [label for label in labels if not label.private_by_default]
        # Stable: of two worn alike the first in its group comes first.
        best = sorted(open_ones, key=lambda label: (label.goods_count == 0, -label.wearers_count))[:OF_A_GROUP]
        found += [label for label in labels if label in best or label.slug in picked]
    return found
