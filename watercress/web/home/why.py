"""Why these: every term of a slate, and what the ranking turns on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from watercress.discovery import explaining
from watercress.discovery.models import Slate


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    slate = get_object_or_404(Slate.objects.visible_to(request.user), key=key)
    return render(request, "home/why.html", {"slate": slate, **explaining.explain(slate, person=request.user)})
