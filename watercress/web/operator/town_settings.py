"""What the town is called, and how its days run."""

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watercress.kernel.decisions import Refused
from watercress.kernel.models import Town
from watercress.people import operators
from watercress.web.people import visitors

from .access import operator_only
from .forms import TownForm


@require_http_methods(["GET", "HEAD", "POST"])
@operator_only
def edit(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        told = model_to_dict(Town.objects.first() or Town(), ["name", "sentence", "time_zone", "language"])
        return render(request, "operator/town.html", {"form": TownForm(initial=told)})
    form = TownForm(request.POST)
    if form.is_valid():
        try:
            operators.describe_town(**form.cleaned_data, by=visitors.person(request))
        except Refused as refused:
            form.show(refused.problems)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("operator_town"))
    return render(request, "operator/town.html", {"form": form}, status=400)
