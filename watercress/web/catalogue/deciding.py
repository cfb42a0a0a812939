"""One import: how far it is, what it would do, what its keeper decides, what it did."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from watercress.catalogue import feeds, import_decisions, importers, mappings, policies, previews
from watercress.catalogue.importers import mapped_csv
from watercress.catalogue.models import Category, ImportRun
from watercress.kernel import sheets
from watercress.kernel.decisions import Refused
from watercress.web.catalogue.forms import ColumnsForm, sources
from watercress.web.catalogue.loading import Counter, counter, signed_in

LINES_SHOWN = 200


@require_safe
@login_required
def run(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    here, found = _found(request, slug, number)
    preview = {**previews.NOTHING, **found.preview}
    report = found.report or preview["report"]
    rejected = report.get("rejected", [])
    context: dict[str, Any] = {
        **here.frame(),
        "run": found,
        "report": report,
        "reasons": report.get("reasons", []),
        "rejected": rejected[:LINES_SHOWN],
        "rejected_count": len(rejected) + report.get("rejected_more", 0),
        "kept_lines": len(rejected),
        "preview": preview,
        "read_as": _label(report.get("source", "")),
        "sample": _with_departments(preview["sample"]),
        "sources": sources(),
        "may_map": len(preview["columns"]) > 1,
        "other_currency": preview["other_currency"],
        "feed": feeds.of(here.shop) if found.is_waiting else None,
    }
    if context["other_currency"]:
        context["may_take_currency"] = policies.can_set_currency(request.user, here.shop)
        context["priced_elsewhere"] = dict(preview["currencies"])[context["other_currency"]]
    return render(request, "catalogue/run.html", context)


@require_POST
@login_required
def decide(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    _here, found = _found(request, slug, number)
    by: dict[str, Any] = {"person": signed_in(request), "at": timezone.now()}
    match request.POST.get("do", ""):
        case "confirm":
            if not import_decisions.confirm(found, **by):
                messages.info(request, _("The shelves have changed since you looked. Look once more."))
        case "throw-away":
            import_decisions.throw_away(found, **by)
            messages.success(request, _("Thrown away. Nothing was changed."))
            return redirect("shop_import", slug)
        case "source":
            import_decisions.read_as(found, source=request.POST.get("source", ""), **by)
        case "currency":
            import_decisions.take_currency(found, **by)
        case _:
            raise BadRequest("do")
    return redirect("import_run", slug, number)


@require_http_methods(["GET", "POST"])
@login_required
def columns(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    here, found = _found(request, slug, number)
    table = found.preview.get("columns", [])
    if not found.is_waiting or len(table) < 2:
        raise Http404
    if request.method == "GET":
        header = [column["name"] for column in table]
        return _columns(here, found, ColumnsForm(table, initial=mappings.suggested(here.shop, header)))
    form = ColumnsForm(table, request.POST)
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            import_decisions.map_columns(found, person=signed_in(request), columns=chosen, at=timezone.now())
        except Refused as refused:
            form.show(refused.problems)
        else:
            return redirect("import_run", slug, number)
    return _columns(here, found, form)


@require_safe
@login_required
def lines(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The lines that were not taken, for a spreadsheet."""
    _here, found = _found(request, slug, number)
    report = found.report or found.preview.get("report", {})
    rows = [(each["line"], each["reason"]) for each in report.get("rejected", [])]
    answer = HttpResponse(sheets.written([(_("Line"), _("Why")), *rows]), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="lines-{found.pk}.csv"'
    return answer


def _found(request: HttpRequest, slug: str, number: int) -> tuple[Counter, ImportRun]:
    here = counter(request, slug)
    here.hide_unless_kept()
    runs = ImportRun.objects.visible_to(request.user).filter(shop=here.shop)
    return here, get_object_or_404(runs.select_related("person", "confirmed_by", "shop"), pk=number)


def _columns(here: Counter, found: ImportRun, form: ColumnsForm) -> HttpResponse:
    context = {**here.frame(), "run": found, "form": form, "table": found.preview["columns"]}
    return render(here.request, "catalogue/columns.html", context, status=400 if form.errors else 200)


def _label(source: str) -> Any:
    if source == importers.MAPPED:
        return mapped_csv.MappedCsv.label
    return importers.SOURCES[source].label if source in importers.SOURCES else ""


def _with_departments(sample: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Say by name under which department each would be filed."""
    name = "zh" if (translation.get_language() or "").startswith("zh") else "en"
    slugs = {card["category"] for card in sample} - {""}
    named = dict(Category.objects.filter(slug__in=slugs).values_list("slug", name)) if slugs else {}
    return [{**card, "department": named.get(card["category"], "")} for card in sample]
