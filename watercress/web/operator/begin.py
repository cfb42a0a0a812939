"""The first evening of an empty town: who started it names it and becomes its operator."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watercress.kernel.decisions import Refused
from watercress.people import operators

from .forms import BeginForm


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    if not operators.are_wanted():
        raise Http404
    if request.method != "POST":
        language = get_language() or "en"
        zone = "Asia/Shanghai" if language == "zh-hans" else "UTC"
        return render(
            request, "operator/begin.html", {"form": BeginForm(initial={"language": language, "time_zone": zone})}
        )
    form = BeginForm(request.POST)
    if form.is_valid():
        try:
            operator = operators.begin(**form.cleaned_data, at=timezone.now())
        except Refused as refused:
            form.show(refused.problems)
        else:
            login(request, operator)
            messages.success(request, _("The town is open, and you are its operator."))
            return HttpResponseRedirect(reverse("operator"))
    return render(request, "operator/begin.html", {"form": form}, status=400)
