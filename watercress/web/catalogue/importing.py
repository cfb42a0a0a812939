"""Bringing a shop's export, and watching it being read."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from watercress.catalogue import import_runs
from watercress.catalogue.models import ImportRun
from watercress.kernel.decisions import Refused
from watercress.web.catalogue.forms import FileForm
from watercress.web.catalogue.loading import Counter, counter, signed_in

RUNS_SHOWN = 20
LINES_SHOWN = 200


@require_http_methods(["GET", "POST"])
@login_required
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    here = counter(request, slug)
    here.hide_unless_kept()
    if request.method == "GET":
        return _page(here, FileForm())
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file: Any = form.cleaned_data["file"]
        try:
            run = import_runs.ask(
                here.shop,
                person=signed_in(request),
                chunks=file.chunks(),
                file_name=file.name,
                source=form.cleaned_data["source"],
                at=timezone.now(),
            )
        except Refused as refused:
            form.show(refused.problems)
        else:
            return redirect("import_run", slug, run.pk)
    return _page(here, form)


@require_safe
@login_required
def run(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    here = counter(request, slug)
    here.hide_unless_kept()
    runs = ImportRun.objects.visible_to(request.user).filter(shop=here.shop)
    found = get_object_or_404(runs.select_related("person"), pk=number)
    rejected = found.report.get("rejected", [])
    context = {
        **here.frame(),
        "run": found,
        "report": found.report,
        "rejected": rejected[:LINES_SHOWN],
        "rejected_count": len(rejected) + found.report.get("rejected_more", 0),
    }
    return render(request, "catalogue/run.html", context)


def _page(here: Counter, form: FileForm) -> HttpResponse:
    runs = ImportRun.objects.visible_to(here.request.user).filter(shop=here.shop).order_by("-started_at", "-id")
    context = {**here.frame(), "form": form, "runs": runs.select_related("person")[:RUNS_SHOWN]}
    return render(here.request, "catalogue/import.html", context, status=400 if form.errors else 200)
