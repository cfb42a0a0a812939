"""What people ask the town to decide about labels, and which labels this town does without."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from watercress.catalogue.models import Product
from watercress.kernel import ids
from watercress.kernel.decisions import Refused
from watercress.labels import deciding, hiding, policies, reading
from watercress.labels.models import Label
from watercress.web.labels.goods import KEPT
from watercress.web.labels.loading import label_sent

from .access import operator_only


@require_safe
@operator_only
def show(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@login_required
def decide(request: HttpRequest) -> HttpResponse:
    policies.can_decide(request.user).require()
    product = get_object_or_404(Product, pk=ids.row_number(request.POST.get("product", "")))
    label = label_sent(request)
    borne = {"bears": True, "bears-not": False}.get(request.POST.get("do", ""))
    if borne is None:
        raise BadRequest("do")
    reason = request.POST.get("reason", "")
    try:
        deciding.decide(product, label, borne=borne, by=request.user, reason=reason, at=timezone.now())
    except Refused as refused:
        return _page(request, about=(product.pk, label.pk), problems=refused.problems)
    messages.success(request, _("Decided. It stands on the product’s page of labels, with your reason."))
    return redirect("operator_labels")


@require_POST
@login_required
def hide(request: HttpRequest) -> HttpResponse:
    policies.can_hide(request.user).require()
    try:
        label = label_sent(request, hidden=True)
    except Refused as refused:
        return _page(request, problems=refused.problems)
    match request.POST.get("do"):
        case "hide":
            hiding.hide(label, by=request.user, at=timezone.now())
            said = _("“%(name)s” is hidden in this town. Whoever wears it keeps it, unseen.")
        case "unhide":
            hiding.unhide(label, by=request.user, at=timezone.now())
            said = _("“%(name)s” is back as it was.")
        case _unknown:
            raise BadRequest("do")
    messages.success(request, said % {"name": label.name})
    return redirect("operator_labels")


def _page(
    request: HttpRequest, *, about: tuple[int, int] | None = None, problems: dict[str, Any] | None = None
) -> HttpResponse:
    """`problems` belong to the form `about` one label on one product."""
    rows, count = reading.waiting()
    context = {
        "rows": rows,
        "count": count,
        "hidden": Label.objects.exclude(hidden_at=None).order_by("-hidden_at"),
        "groups": reading.choices(request.user),
        "about": about,
        "problems": problems or {},
        "reason": request.POST.get("reason", "")[:KEPT],
    }
    return render(request, "operator/labels.html", context, status=400 if problems else 200)
