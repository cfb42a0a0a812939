"""What a steward, or the author, does to one text; what needs a reason has a page for it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watercress.community import policies, posting, stewardship
from watercress.community.features.pins import pinning
from watercress.community.features.sections import shelving
from watercress.community.models import Post, Section
from watercress.kernel import ids
from watercress.kernel.decisions import Refused
from watercress.web import addresses
from watercress.web.communities.forms import ReasonForm, SectionChoiceForm
from watercress.web.communities.loading import Place, post_at, reply_at

AT_ONCE: dict[str, Callable[..., Any]] = {
    "pin": pinning.pin,
    "unpin": pinning.unpin,
    "best": pinning.best,
    "unbest": pinning.unbest,
    "lock": stewardship.lock,
    "unlock": stewardship.unlock,
}


@require_http_methods(["GET", "POST"])
@login_required
def post(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    here, post = post_at(request, slug, number)
    address = addresses.post(slug, number, post.title)
    pressed = request.POST.get("do", "")
    if pressed in ("withdraw", "restore"):
        act = posting.withdraw if pressed == "withdraw" else posting.restore
        act(post, author=request.user, at=timezone.now())
        return redirect(address)
    if request.method == "GET" and post.author_id == request.user.pk and not here.can["steward"]:
        return redirect(address)
    here.can["steward"].require()
    if request.method == "GET":
        return _page(here, post)
    try:
        if pressed in AT_ONCE:
            AT_ONCE[pressed](post, by=request.user, at=timezone.now())
        elif pressed == "move":
            shelving.move(post, section=_section(here), by=request.user, at=timezone.now())
        else:
            _hide_or_show(request, post, pressed)
    except Refused as refused:
        return _page(here, post, refused)
    messages.success(request, _("Done, and written down in the log."))
    return redirect(address)


@require_http_methods(["GET", "POST"])
@login_required
def reply(request: HttpRequest, number: int) -> HttpResponse:
    here, reply = reply_at(request, number)
    here.can["steward"].require()
    form = ReasonForm(request.POST if request.method == "POST" else None)
    back = addresses.post(here.community.slug, reply.post.number, reply.post.title)
    if request.method == "POST":
        try:
            _hide_or_show(request, reply, request.POST.get("do", ""))
        except Refused as refused:
            form.show(refused.problems)
        else:
            messages.success(request, _("Done, and written down in the log."))
            return redirect(back)
    context = {"heading": _("Take down a reply"), "forms": [_form(form, hidden=reply.hidden_at is not None)]}
    return render(request, "communities/act.html", context, status=400 if form.errors else 200)


def _hide_or_show(request: HttpRequest, text: Any, pressed: str) -> None:
    acts: dict[str, Callable[..., None]] = {"hide": stewardship.hide, "unhide": stewardship.unhide}
    if pressed not in acts:
        raise BadRequest("do")
    acts[pressed](text, by=request.user, reason=request.POST.get("reason", ""), at=timezone.now())


def _section(here: Place) -> Section | None:
    """Return the shelf chosen, None for no shelf; raises BadRequest for one that is not here."""
    written = here.request.POST.get("section", "")
    if not written:
        return None
    number = ids.row_number(written)
    found = here.community.sections.filter(pk=number).first() if number else None
    if found is None:
        raise BadRequest("section")
    return found


def _page(here: Place, post: Post, refused: Refused | None = None) -> HttpResponse:
    policies.can_hide(here.standing, post).require()
    reason = ReasonForm(here.request.POST if refused else None)
    sections = list(here.community.sections.values_list("pk", "name"))
    if refused:
        reason.show(refused.problems)
    forms: list[dict[str, Any]] = []
    if sections:
        move = SectionChoiceForm(sections, initial={"section": post.section_id or ""})
        forms.append({"form": move, "do": "move", "words": _("Move it there"), "warn": False})
    forms.append(_form(reason, hidden=post.hidden_at is not None))
    context = {"heading": post.title, "forms": forms}
    return render(here.request, "communities/act.html", context, status=400 if refused else 200)


def _form(form: ReasonForm, *, hidden: bool) -> dict[str, Any]:
    if hidden:
        return {"form": form, "do": "unhide", "words": _("Put it back"), "warn": False}
    return {"form": form, "do": "hide", "words": _("Take it down"), "warn": True}
