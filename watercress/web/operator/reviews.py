"""Reviews that wait for the town: what someone said of a shop's goods who keeps another."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from watercress.kernel.decisions import Refused
from watercress.shelves import reading, ruling
from watercress.shelves.models import Mark
from watercress.web.shelves.forms import KeepOutForm

from .access import operator_only

SHOWN = 50


@require_safe
@operator_only
def show(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@operator_only
def rule(request: HttpRequest, number: int) -> HttpResponse:
    review = get_object_or_404(Mark.objects.filter(is_public=True, held_at__isnull=False), pk=number)
    pressed = request.POST.get("do")
    try:
        if pressed == "let-through":
            ruling.let_through(review, by=request.user, at=timezone.now())
        elif pressed == "keep-out":
            ruling.keep_out(review, by=request.user, reason=request.POST.get("reason", ""), at=timezone.now())
        else:
            raise BadRequest("do")
    except Refused as refused:
        form = KeepOutForm(request.POST)
        form.show(refused.problems)
        return _page(request, form=form, about=number, status=400)
    messages.success(request, _("Decided. Whoever wrote it sees what you decided."))
    return redirect("operator_reviews")


def _page(
    request: HttpRequest, *, form: KeepOutForm | None = None, about: int | None = None, status: int = 200
) -> HttpResponse:
    waiting: list[dict[str, Any]] = reading.waiting(most=SHOWN)
    for row in waiting:
        # A field's id stands once on a page.
        row["form"] = form if row["id"] == about and form else KeepOutForm(auto_id=f"id_{row['id']}_%s")
    context = {"waiting": waiting, "kept_out": reading.waiting(most=SHOWN, kept_out=True)}
    return render(request, "operator/reviews.html", context, status=status)
