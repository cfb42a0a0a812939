"""Opening a place of one's own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from watercress.community import format as formats
from watercress.community import founding, policies
from watercress.kernel.decisions import Refused
from watercress.web.communities.forms import CommunityForm, chosen


@require_http_methods(["GET", "POST"])
@login_required
def found(request: HttpRequest, format_key: str = "circle") -> HttpResponse:
    format = formats.get(format_key)
    policies.can_found(format, request.user).require()
    form = CommunityForm(format, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = founding.found(format_key, founder=request.user, at=timezone.now(), **chosen(form))
        except Refused as refused:
            form.show(refused.problems)
        else:
            return redirect("community", made.slug)
    return render(request, "communities/found.html", {"form": form}, status=400 if form.errors else 200)
