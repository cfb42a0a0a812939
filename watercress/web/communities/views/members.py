"""Who is in, who asks to be, who was sent away, and what stewards did."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from watercress.community import founding, handover, membership, policies, reading
from watercress.community.features.stewards import appointing
from watercress.kernel import ids
from watercress.kernel.decisions import Refused
from watercress.people.models import Person
from watercress.web import pages
from watercress.web.communities import logged
from watercress.web.communities.loading import Place, place


@require_http_methods(["GET", "POST"])
@login_required
def requests(request: HttpRequest, slug: str) -> HttpResponse:
    here = place(request, slug)
    if request.method == "POST":
        here.can["steward"].require()
    here.hide_unless(policies.can_read_requests(here.standing))
    problem: dict[str, Any] = {}
    if request.method == "POST":
        asked = get_object_or_404(here.community.join_requests, pk=ids.row_number(request.POST.get("request", "")))
        reason = request.POST.get("reason", "")
        try:
            match request.POST.get("do"):
                case "approve":
                    membership.approve(asked, by=request.user, at=timezone.now())
                case "decline":
                    membership.decline(asked, by=request.user, reason=reason, at=timezone.now())
                case _:
                    raise BadRequest("do")
        except Refused as refused:
            problem = {
                "problem": " ".join(map(str, refused.problems.values())),
                "problem_for": asked.pk,
                "typed": reason,
            }
        else:
            return redirect("requests", slug)
    waiting = here.community.join_requests.filter(decided_at=None).select_related("person").order_by("id")[:100]
    context = {"problem_for": None, "problem": "", "typed": "", **here.frame(), "requests": waiting, **problem}
    return render(request, "communities/requests.html", context, status=400 if problem else 200)


@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, slug: str) -> HttpResponse:
    here = place(request, slug)
    here.hide_from_outsiders()
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    policies.can_read_members(here.standing).require()
    problem: dict[str, Any] = {"problem": "", "problem_for": None, "typed": ""}
    if request.method == "POST":
        person = get_object_or_404(Person, pk=ids.row_number(request.POST.get("person", "")))
        try:
            _act(here, person)
        except Refused as refused:
            said = " ".join(map(str, refused.problems.values()))
            problem = {"problem": said, "problem_for": person.pk, "typed": request.POST.get("reason", "")}
        else:
            return redirect(f"{request.path}?page={page}" if (page := pages.number(request)) > 1 else request.path)
    return _members(here, problem)


def _members(here: Place, problem: dict[str, Any]) -> HttpResponse:
    page = pages.number(here.request)
    rows, count = reading.members(here.community, page=page)
    bans = here.community.bans.filter(lifted_at=None).select_related("person") if here.can["steward"] else []
    context = {
        **here.frame(),
        **problem,
        "members": rows,
        "bans": bans,
        "page": pages.Page(page, count, reading.MEMBERS_A_PAGE),
    }
    return render(here.request, "communities/members.html", context, status=400 if problem["problem"] else 200)


@require_safe
def log(request: HttpRequest, slug: str) -> HttpResponse:
    here = place(request, slug)
    here.hide_from_outsiders()
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    policies.can_read_log(here.standing).require()
    page = pages.number(request)
    rows, count = reading.log(here.community, page=page, full=bool(here.can["steward"]))
    for row in rows:
        row["details"] = logged.details(row["act"], row["words"])
    context = {**here.frame(), "entries": rows, "page": pages.Page(page, count, reading.LOG_A_PAGE)}
    return render(request, "communities/log.html", context)


def _act(here: Place, person: Person) -> None:
    """One button beside one member."""
    request, community, now = here.request, here.community, timezone.now()
    by, reason = request.user, request.POST.get("reason", "")
    match request.POST.get("do"):
        case "remove":
            membership.remove(community, person=person, by=by, reason=reason, at=now)
        case "ban":
            membership.ban(community, person=person, by=by, reason=reason, at=now)
        case "lift-ban":
            membership.lift_ban(community, person=person, by=by, at=now)
        case "steward":
            appointing.appoint(community, person=person, by=by, at=now)
        case "unsteward":
            appointing.dismiss(community, person=person, by=by, at=now)
        case "heir":
            founding.name_heir(community, heir=person, by=by, at=now)
        case "offer":
            handover.offer(community, to=person, by=by, at=now)
        case _:
            raise BadRequest("do")
