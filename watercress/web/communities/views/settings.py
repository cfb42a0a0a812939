"""What a founder changes: words, choices, crest, sections, closing."""

from typing import Any
from urllib.parse import unquote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watercress.community import charter, founding
from watercress.community.features.sections import shelving
from watercress.community.models import Community
from watercress.kernel import ids, pictures
from watercress.kernel.decisions import Refused
from watercress.web.communities.forms import CommunityForm, CrestForm, NeighboursForm, chosen
from watercress.web.communities.loading import Place, place

TEXTS = [name for name in charter.FIELDS if name not in ("lang", "crest", "category")]


@require_http_methods(["GET", "POST"])
@login_required
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    here = place(request, slug)
    here.can["settings"].require()
    pressed = request.POST.get("do", "")
    if request.method == "GET":
        return _page(here)
    if pressed == "settings":
        return _change(here)
    if pressed == "neighbours":
        return _choose_neighbours(here)
    if pressed in ("archive", "reopen"):
        act = founding.archive if pressed == "archive" else founding.reopen
        act(here.community, by=request.user, at=timezone.now())
        return redirect("community", slug)
    return _sections(here, pressed)


def _change(here: Place) -> HttpResponse:
    request, community = here.request, here.community
    form = CommunityForm(community.format, request.POST)
    crest = CrestForm(files=request.FILES)
    if not form.is_valid():
        return _page(here, form, crest)
    values: dict[str, Any] = chosen(form)
    try:
        if file := request.FILES.get("crest"):
            values["crest"] = pictures.keep(file, at=timezone.now(), public=True)
    except Refused as refused:
        crest.show({"crest": " ".join(map(str, refused.problems.values()))})
        return _page(here, form, crest)
    try:
        founding.change_settings(community, by=request.user, at=timezone.now(), **values)
    except Refused as refused:
        form.show(refused.problems)
    else:
        messages.success(request, _("Saved."))
        return redirect("community_settings", community.slug)
    return _page(here, form, crest)


def _sections(here: Place, pressed: str) -> HttpResponse:
    request, community, now = here.request, here.community, timezone.now()
    name = request.POST.get("name", "")
    try:
        if pressed == "add-section":
            shelving.add(community, name=name, by=request.user, at=now)
        else:
            number = ids.row_number(request.POST.get("section", ""))
            section = get_object_or_404(community.sections, pk=number)
            if pressed == "rename-section":
                shelving.rename(section, name=name, by=request.user, at=now)
            elif pressed == "drop-section":
                shelving.remove(section, by=request.user, at=now)
            else:
                raise BadRequest("do")
    except Refused as refused:
        said = " ".join(str(why) for why in refused.problems.values())
        at = ids.row_number(request.POST.get("section", "")) if pressed == "rename-section" else None
        return _page(here, section_problem={"said": said, "at": at, "typed": name})
    return redirect("community_settings", community.slug)


def _choose_neighbours(here: Place) -> HttpResponse:
    form = NeighboursForm(here.request.POST)
    if not form.is_valid():
        return _page(here, neighbours=form)
    try:
        near = [_named(line) for line in form.cleaned_data["neighbours"].splitlines() if line.strip()]
        founding.choose_neighbours(here.community, neighbours=near, by=here.request.user, at=timezone.now())
    except Refused as refused:
        form.show(refused.problems)
        return _page(here, neighbours=form)
    messages.success(here.request, _("Saved."))
    return redirect("community_settings", here.community.slug)


def _named(line: str) -> Community:
    """Return the community a line names, by its whole address or the last word of it; Refused if there is none."""
    slug = unquote(line.strip().rstrip("/").rsplit("/", 1)[-1])
    found = Community.objects.filter(slug=slug).first()
    if found is None:
        raise Refused({"neighbours": _("There is no circle at “{address}”.").format(address=line.strip()[:80])})
    return found


def _page(
    here: Place,
    form: CommunityForm | None = None,
    crest: CrestForm | None = None,
    neighbours: NeighboursForm | None = None,
    section_problem: dict[str, Any] | None = None,
) -> HttpResponse:
    community = here.community
    now = {name: getattr(community, name) for name in TEXTS}
    now["category"] = community.category.slug if community.category else ""
    form, crest = form or CommunityForm(community.format, initial=now), crest or CrestForm()
    near = "\n".join(community.neighbours.order_by("name").values_list("slug", flat=True))
    neighbours = neighbours or NeighboursForm(initial={"neighbours": near})
    context = {
        **here.frame(),
        "form": form,
        "neighbours_form": neighbours,
        "crest_form": crest,
        "sections": community.sections.all(),
        "section_problem": section_problem,
    }
    wrong = bool(form.errors or neighbours.errors or (crest.is_bound and crest.errors) or section_problem)
    return render(here.request, "communities/settings.html", context, status=400 if wrong else 200)
