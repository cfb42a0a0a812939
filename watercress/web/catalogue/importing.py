"""Three ways to bring goods: a file, the address of a feed, the address of one product's page."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from watercress.catalogue import feed_addresses, feeds, import_runs, product_pages
from watercress.catalogue.models import ImportRun
from watercress.catalogue.models.runs import Outcome
from watercress.kernel.decisions import Refused
from watercress.web.catalogue.forms import FeedForm, FileForm, PageForm
from watercress.web.catalogue.loading import Counter, counter, signed_in

RUNS_SHOWN = 20
SHOWN_OF_A_RUN = (
    "pk", "file_name", "person__name", "person__username", "feed", "started_at", "previewed_at", "problem", "confirmed_at",
    "finished_at", "outcome", "progress", "report__created", "report__updated", "report__retired",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@login_required
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    here = counter(request, slug)
    here.hide_unless_kept()
    if request.method == "GET":
        return _page(here)
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
    return _page(here, form=form)


@require_POST
@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    here = counter(request, slug)
    here.hide_unless_kept()
    form = PageForm(request.POST)
    if form.is_valid():
        address = form.cleaned_data["address"]
        try:
            run = product_pages.ask(here.shop, person=signed_in(request), address=address, at=timezone.now())
        except Refused as refused:
            form.show(refused.problems)
        else:
            return redirect("import_run", slug, run.pk)
    return _page(here, page_form=form)


def _page(here: Counter, *, form: FileForm | None = None, page_form: PageForm | None = None) -> HttpResponse:
    runs = ImportRun.objects.visible_to(here.request.user).filter(shop=here.shop).order_by("-started_at", "-id")
    rows: list[dict[str, Any]] = list(runs.values(*SHOWN_OF_A_RUN)[:RUNS_SHOWN])
    for row in rows:
        row["ended"] = Outcome(row["outcome"]).label if row["outcome"] else ""
    feed = feeds.of(here.shop)
    context = {
        **here.frame(),
        "form": form or FileForm(),
        "page_form": page_form or PageForm(auto_id="page_%s"),
        "feed_form": FeedForm(auto_id="feed_%s"),
        "feed": feed,
        "feed_address": feed_addresses.shown(feed.address) if feed else "",
        "runs": rows,
        "waiting": [run for run in rows if is_waiting(run)],
    }
    wrong = any(each is not None and each.errors for each in (form, page_form))
    return render(here.request, "catalogue/import.html", context, status=400 if wrong else 200)


def is_waiting(run: dict[str, Any]) -> bool:
    """What `ImportRun.is_waiting` says, for a row."""
    return not run["finished_at"] and not run["confirmed_at"] and run["previewed_at"] is not None
