"""Answering a topic, as oneself or for a shop it mentions; changing and liking replies."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from watercress.catalogue.models import Shop
from watercress.community import drafts, liking, policies, replying
from watercress.community.features.cravings import arguing
from watercress.community.features.shop_answers import answering
from watercress.community.models import Post, Reply
from watercress.kernel import ids
from watercress.kernel.decisions import Refused
from watercress.web import addresses
from watercress.web.communities import craving, showing
from watercress.web.communities.forms import ReplyForm
from watercress.web.communities.loading import Place, post_at, reply_at


@require_http_methods(["GET", "POST"])
@login_required
def reply(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    here, post = post_at(request, slug, number)
    if request.method == "GET":
        return redirect(f"{addresses.post(slug, number, post.title)}#write")
    as_shop = ids.row_number(request.POST.get("as_shop", ""))
    try:
        made = _answer_as_shop(here, post, as_shop) if as_shop else _reply(here, post)
    except Refused as refused:
        return showing.topic(here, post, problems=dict(refused.problems), as_shop=as_shop, status=400)
    return redirect(address_of(made))


@require_POST
@login_required
def draft(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    here, post = post_at(request, slug, number)
    sent = request.POST
    fields = {name: sent.get(name, "") for name in ("text", "parent", "quoted", "asks_shop", "leans")}
    try:
        drafts.save(here.community, person=request.user, fields=fields, at=timezone.now(), post=post)
    except Refused:
        return HttpResponse(status=400)
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: HttpRequest, number: int) -> HttpResponse:
    here, reply = reply_at(request, number)
    if request.method == "POST" and request.POST.get("do") in ("withdraw", "restore"):
        return _take_back_or_put_back(request, reply)
    if reply.withdrawn_at and reply.author_id == request.user.pk:
        topic = addresses.post(here.community.slug, reply.post.number, reply.post.title)
        return render(request, "communities/taken_back.html", {"reply": reply, "address": topic})
    policies.can_edit(here.standing, reply).require()
    leans = craving.leaning_of(here, reply)
    now = {"text": reply.text, "leans": leans or ""}
    form = ReplyForm([], request.POST if request.method == "POST" else now, sides=leans is not None)
    form.is_valid()
    if request.method == "POST":
        try:
            _edit(request, reply)
        except Refused as refused:
            form.show(refused.problems)
        else:
            return redirect(address_of(reply))
    context = {"form": form, "title": reply.post.title, "address": address_of(reply)}
    return render(request, "communities/edit_reply.html", context, status=400 if form.errors else 200)


def _edit(request: HttpRequest, reply: Reply) -> None:
    given: dict[str, Any] = {"author": request.user, "text": request.POST.get("text", ""), "at": timezone.now()}
    if "leans" in request.POST:
        arguing.edit(reply, leans=request.POST["leans"], **given)
    else:
        replying.edit(reply, **given)


def _take_back_or_put_back(request: HttpRequest, reply: Reply) -> HttpResponse:
    """Taken back, a reply leaves the topic's page: its author stays where it can be put back."""
    if request.POST["do"] == "restore":
        replying.restore(reply, author=request.user, at=timezone.now())
        return redirect(address_of(reply))
    replying.withdraw(reply, author=request.user, at=timezone.now())
    return redirect("reply_edit", reply.pk)


@require_safe
def history(request: HttpRequest, number: int) -> HttpResponse:
    here, reply = reply_at(request, number)
    if not here.standing.may_read:
        raise Http404
    versions = reply.revisions.order_by("-id").values("written_at", "title", "html")
    context = {"versions": versions, "title": reply.post.title, "address": address_of(reply)}
    return render(request, "communities/history.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def like(request: HttpRequest, number: int) -> HttpResponse:
    here, reply = reply_at(request, number)
    if request.method == "GET":
        return redirect(address_of(reply))
    if request.POST.get("do") == "unlike":
        liking.unlike(reply, person=request.user, at=timezone.now())
    else:
        liking.like(reply, person=request.user, at=timezone.now())
    reply.refresh_from_db(fields=["likes_count"])
    return showing.like_button(here, reply, "reply_like", reply.pk, back=address_of(reply))


def address_of(reply: Reply) -> str:
    """The topic's page that holds this reply, at the reply."""
    page = showing.page_of(reply)
    query = f"?page={page}" if page > 1 else ""
    post = reply.post
    return f"{addresses.post(post.community.slug, post.number, post.title)}{query}#reply-{reply.pk}"


def _reply(here: Place, post: Post) -> Reply:
    sent = here.request.POST
    asked = ids.row_number(sent.get("asks_shop", ""))
    given: dict[str, Any] = {
        "author": here.request.user,
        "text": sent.get("text", ""),
        "parent": _named(here, post, sent.get("parent", "")),
        "quoted": _named(here, post, sent.get("quoted", "")),
        "asks_shop": get_object_or_404(Shop.objects.visible_to(here.request.user), pk=asked) if asked else None,
        "at": timezone.now(),
    }
    leans = sent.get("leans", "")
    return arguing.argue(post, leans=leans, **given) if leans else replying.reply(post, **given)


def _answer_as_shop(here: Place, post: Post, number: int) -> Reply:
    shop = get_object_or_404(Shop.objects.visible_to(here.request.user), pk=number)
    text = here.request.POST.get("text", "")
    return answering.answer(post, shop=shop, author=here.request.user, text=text, at=timezone.now())


def _named(here: Place, post: Post, written: Any) -> Reply | None:
    """Return the reply a hidden field names; a number that names none under this topic is a form gone stale."""
    number = ids.row_number(str(written))
    if number is None:
        return None
    return get_object_or_404(Reply.objects.visible_to(here.request.user), post=post, pk=number)
