"""Writing a topic, keeping a draft of it, changing it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from watercress.catalogue import cards
from watercress.community import drafts, policies, posting
from watercress.community import writing as engine
from watercress.community.features.cravings import asking
from watercress.community.models import Post
from watercress.kernel.decisions import Refused
from watercress.web import addresses
from watercress.web.communities import composer, craving, labels
from watercress.web.communities.composer import Writing
from watercress.web.communities.forms import TopicForm
from watercress.web.communities.loading import Place, place, post_at


@require_http_methods(["GET", "POST"])
@login_required
def write(request: HttpRequest, slug: str) -> HttpResponse:
    here = place(request, slug)
    here.can["post"].require()
    kept = composer.drafted(here.community, request.user)
    if request.method == "GET":
        writing = kept or Writing(section=request.GET.get("section", ""))
        if product := request.GET.get("product"):
            composer.begin_with(writing, product, craves=request.GET.get("craves") == "1")
        return _page(here, writing, from_draft=kept is not None)
    if request.POST.get("do") == "discard":
        drafts.discard(here.community, person=request.user)
        return redirect("write", slug)
    writing = _sent(here, allowed=set(kept.pictures if kept else ()))
    if request.POST.get("do") == "publish" and not writing.problems:
        try:
            post = _publish(here, writing)
        except Refused as refused:
            composer.refuse(writing, refused)
        else:
            return redirect(addresses.post(slug, post.number, post.title))
    _keep(here, writing)
    if request.POST.get("do") == "keep" and not writing.problems:
        messages.success(request, _("Kept as your draft; you find it here and on the front page."))
    return _page(here, writing)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    here, post = post_at(request, slug, number)
    policies.can_edit(here.standing, post).require()
    before = composer.published(post)
    if request.method == "GET":
        return _page(here, before, post=post)
    # Uploads of an edit have no draft to live in: the form carries their keys, and the session says whose they are.
    uploaded = set(request.session.get("uploaded_pictures", []))
    writing = _sent(here, allowed=set(before.pictures) | uploaded)
    request.session["uploaded_pictures"] = [key for key in writing.pictures if key not in before.pictures]
    if request.POST.get("do") == "publish" and not writing.problems:
        try:
            post = posting.edit(post, author=request.user, parts=writing.parts(), at=timezone.now())
        except Refused as refused:
            composer.refuse(writing, refused)
        else:
            del request.session["uploaded_pictures"]
            return redirect(addresses.post(slug, post.number, post.title))
    return _page(here, writing, post=post)


@require_POST
@login_required
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what is typed; called by the page itself a moment after the last key."""
    here = place(request, slug)
    here.can["post"].require()
    kept = composer.drafted(here.community, request.user)
    writing = composer.typed(request, set(kept.pictures if kept else ()))
    try:
        drafts.save(here.community, person=request.user, fields=writing.fields(), at=timezone.now())
    except Refused:
        return HttpResponse(status=400)
    return HttpResponse(status=204)


def _publish(here: Place, writing: Writing) -> Post:
    given: dict[str, Any] = {"author": here.request.user, "parts": writing.parts(), "at": timezone.now()}
    if writing.craves:
        return asking.ask(here.community, craved=writing.craved, **given)
    return posting.publish(here.community, **given)


def _keep(here: Place, writing: Writing) -> None:
    """Save the draft; of a text longer than a draft may be, the beginning, while the page still shows all of it."""
    fields, person, now = writing.fields(), here.request.user, timezone.now()
    try:
        drafts.save(here.community, person=person, fields=fields, at=now)
    except Refused as refused:
        writing.problems = {**refused.problems, **writing.problems}
        cut = {"title": writing.title[:200], "section": "", "text": writing.text[: drafts.LARGEST // 4]}
        drafts.save(here.community, person=person, fields=fields | cut, at=now)


def _sent(here: Place, *, allowed: set[str]) -> Writing:
    request = here.request
    writing = composer.typed(request, allowed)
    composer.take_files(writing, request.FILES.getlist("files"), at=timezone.now())
    composer.press(writing, request.POST.get("do", ""))
    return writing


def _page(here: Place, writing: Writing, *, post: Post | None = None, from_draft: bool = False) -> HttpResponse:
    request = here.request
    sections = list(here.community.sections.values_list("pk", "name"))
    form = TopicForm(sections, data=writing.fields())
    form.errors.clear()  # What a form thinks of it does not count: the engine's word does.
    form.show(writing.problems)
    form.from_draft = from_draft
    pressed = request.POST.get("do", "")
    words = request.POST.get("q", "") if pressed == "find" else ""
    found = composer.search(words, request.user)
    context: dict[str, Any] = {
        **here.brief(),
        "form": form,
        "post": post,
        "q": words,
        "found": [row for row in found if row["id"] not in writing.products],
        "products": cards.in_order(writing.products, person=request.user),
        "pictures": [{"key": key, "words": words} for key, words in writing.pictures.items()],
        **labels.to_choose(writing.labels, writing.products, person=request.user),
        "craves_offered": post is None and craving.is_offered(here),
        "craves": writing.craves,
        "craved": writing.craved,
        "preview": _preview(here, writing.text) if pressed == "preview" else "",
    }
    return render(request, "communities/write.html", context, status=400 if writing.problems else 200)


def _preview(here: Place, source: str) -> str:
    return engine.prepare(source, author=here.request.user, lang=here.community.lang).html
