"""Links that let people in."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from watercress.community import policies
from watercress.community.features.invitations import inviting
from watercress.kernel import ids
from watercress.kernel.decisions import Refused
from watercress.web.communities.forms import InvitationForm
from watercress.web.communities.loading import place

# What the link itself lacks; any other no is about who follows it.
STATUS = {
    "invitation-unknown": 404,
    "invitation-revoked": 410,
    "invitation-expired": 410,
    "invitation-used-up": 410,
}


@require_http_methods(["GET", "POST"])
@login_required
def invitations(request: HttpRequest, slug: str) -> HttpResponse:
    here = place(request, slug)
    policies.can_steward(here.standing).require()
    form = InvitationForm(request.POST if request.POST.get("do") == "invite" else None)
    now = timezone.now()
    if request.POST.get("do") == "revoke":
        number = ids.row_number(request.POST.get("invitation", ""))
        invitation = get_object_or_404(here.community.invitations, pk=number)
        inviting.revoke(invitation, by=request.user, at=now)
        return redirect("invitations", slug)
    if form.is_bound and form.is_valid():
        uses, days = form.cleaned_data["uses"], form.cleaned_data["days"]
        try:
            inviting.invite(here.community, by=request.user, uses=uses, days=days, at=now)
        except Refused as refused:
            form.show(refused.problems)
        else:
            return redirect("invitations", slug)
    context = {
        **here.frame(),
        "form": form,
        "invitations": here.community.invitations.filter(revoked_at=None, expires_at__gt=now, uses_left__gt=0),
        "site": settings.PUBLIC_URL,
    }
    return render(request, "communities/invitations.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The page only shows where the link leads; the button lets one in (S32)."""
    here = place(request, slug)
    if here.standing.is_member:
        return redirect("community", slug)
    decision = inviting.look_up(here.community, token=token, person=request.user, at=timezone.now())
    if request.method == "POST" and decision.code in ("", "signed-out"):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            inviting.accept(here.community, token=token, person=request.user, at=timezone.now())
        except inviting.InvitationGone as gone:
            decision = gone.decision
        else:
            return redirect("community", slug)
    problem = "" if decision.code in ("", "signed-out") else decision.reason
    status = STATUS.get(decision.code, 403) if problem else 200
    return render(request, "communities/invitation.html", {**here.brief(), "problem": problem}, status=status)
