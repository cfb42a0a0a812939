"""Joining, asking, taking it back, leaving."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watercress.community import handover, membership
from watercress.kernel.decisions import Refused
from watercress.web.communities.forms import AnswerForm
from watercress.web.communities.loading import place


@require_http_methods(["GET", "POST"])
@login_required
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """
    One button, several meanings: what it says is what is done.

    Whoever pressed it signed out comes back with a GET, here as at every such address, and is shown the page again.
    """
    here = place(request, slug)
    if request.method == "GET":
        return redirect("community", slug)
    wanted = request.POST.get("do")
    if wanted == "join":
        membership.join(here.community, person=request.user, at=timezone.now())
        messages.success(request, _("You are in. Say hello, or show what you brought home last."))
    elif wanted == "leave":
        if membership.leave(here.community, person=request.user, at=timezone.now()):
            messages.info(request, _("You left. What you wrote stays, with your name."))
    elif wanted == "withdraw":
        membership.withdraw_request(here.community, person=request.user)
    elif wanted == "take-over":
        handover.accept(here.community, person=request.user, at=timezone.now())
        messages.success(request, _("The circle is yours now; look after it well."))
    elif wanted == "no-thanks":
        handover.decline(here.community, person=request.user)
    else:
        raise BadRequest("do")
    return redirect("community", slug)


@require_http_methods(["GET", "POST"])
@login_required
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    here = place(request, slug)
    if here.standing.is_member:
        return redirect("community", slug)
    here.can["ask"].require()
    form = AnswerForm(here.community, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            membership.ask(
                here.community, person=request.user, answer=request.POST.get("answer", ""), at=timezone.now()
            )
        except Refused as refused:
            form.show(refused.problems)
        else:
            messages.success(request, _("Your answer is with the stewards. You will find theirs here."))
            return redirect("community", slug)
    context = {"community": here.community, "standing": here.standing, "form": form}
    return render(request, "communities/ask.html", context, status=400 if form.errors else 200)
