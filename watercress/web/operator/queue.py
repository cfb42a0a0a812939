"""What the worker gave up on, and a way to have it try again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from watercress.kernel import outbox

from .access import operator_only

SHOWN = 100


@require_safe
@operator_only
def show(request: HttpRequest) -> HttpResponse:
    # Not the payload: it may be someone's letter. What and why is enough to decide.
    columns = ("id", "event", "subscriber", "effect_key", "attempts", "error", "recorded_at", "poisoned_at")
    rows = [{**row, "why": _last_line(row["error"])} for row in outbox.poisoned().values(*columns)[:SHOWN]]
    return render(request, "operator/queue.html", {"rows": rows})


def _last_line(error: str) -> str:
    """A traceback's own summary."""
    lines = [line.strip() for line in error.splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""


@require_POST
@operator_only
def retry(request: HttpRequest, number: int) -> HttpResponse:
    delivery = get_object_or_404(outbox.poisoned(), pk=number)
    try:
        outbox.retry(delivery, at=timezone.now())
    except outbox.NotPoisoned:
        messages.info(request, _("It is already waiting to be tried again."))
    else:
        messages.success(request, _("The worker tries it again."))
    return HttpResponseRedirect(reverse("operator_queue"))
