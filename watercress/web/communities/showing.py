"""A topic's page, put together for whoever asks: after a look, after a refused reply, after a like."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from watercress.catalogue.models import Shop
from watercress.community import drafts, policies, reading
from watercress.community import writing as engine
from watercress.community.features.shop_answers import policies as shop_policies
from watercress.community.models import Post, Reply
from watercress.community.models.log import Act
from watercress.kernel import ids, text
from watercress.traffic import sources
from watercress.traffic.sources import Surface
from watercress.web import pages
from watercress.web.communities import craving
from watercress.web.communities.forms import ReplyForm
from watercress.web.communities.loading import Place
from watercress.web.traffic import looking


def topic(
    here: Place,
    post: Post,
    *,
    to: int | None = None,
    quote: int | None = None,
    problems: dict[str, Any] | None = None,
    as_shop: int | None = None,
    verdict_problems: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    request, viewer = here.request, here.request.user
    page = pages.number(request)
    row = reading.post(post, person=viewer)
    replies, count = reading.replies(post, person=viewer, page=page)
    shops = row["shops"]
    craved = craving.panel(here, post, verdict_problems)
    form = _reply_form(here, post, shops, craved, to=to, quote=quote, problems=None if as_shop else problems)
    context: dict[str, Any] = {
        **here.brief(),
        "post": row,
        "products": row["products"],
        "pictures": row["pictures"],
        "excerpt": text.plain(post.text, 160),
        "replies": replies,
        "page": pages.Page(page, count, reading.REPLIES_A_PAGE),
        "others": reading.others(post, person=viewer),
        "craving": craved,
        "form": form,
        "shop_answers": _shop_answers(here, post, shops, as_shop, problems),
        "can": {**here.can, **_decisions(here, post)},
        "why_hidden": _why_hidden(post) if post.hidden_at else "",
    }
    source = sources.community(here.community.pk, post.pk)
    looking.show(request, Surface.TOPIC, row["products"], source=source)
    return render(request, "communities/post.html", context, status=status)


def page_of(reply: Reply) -> int:
    return reading.page_of(reply)


def like_button(here: Place, liked: Post | Reply, name: str, *address: Any, back: str) -> HttpResponse:
    """The button alone for htmx, else the page it stands on."""
    request: HttpRequest = here.request
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(back)
    context = {
        "count": liked.likes_count,
        "liked": request.POST.get("do") != "unlike",
        "name": name,
        "address": address,
    }
    return HttpResponse(get_template("communities/_liked.html").render(context, request))


def _decisions(here: Place, post: Post) -> dict[str, Any]:
    standing = here.standing
    return {
        "reply": policies.can_reply(standing, post),
        "edit": policies.can_edit(standing, post),
        "like": policies.can_unlike(standing),
        "acts": _acts(here, post),
    }


def _why_hidden(post: Post) -> str:
    """The reason its author is owed; who else sees the page is a steward, who reads it in the log."""
    said = post.community.log.filter(post=post, reply=None, act=Act.HIDE).order_by("-id")
    return said.values_list("words", flat=True).first() or ""


def _acts(here: Place, post: Post) -> list[dict[str, Any]]:
    """The buttons under More: what each says is what it will do."""
    acts: list[dict[str, Any]] = []
    if here.can["steward"]:
        acts += [
            {"key": "unpin", "words": _("Unpin")} if post.pinned_at else {"key": "pin", "words": _("Pin on top")},
            {"key": "unbest", "words": _("No longer among the best")}
            if post.best_at
            else {"key": "best", "words": _("Put among the best")},
            {"key": "unlock", "words": _("Open to replies again")}
            if post.locked_at
            else {"key": "lock", "words": _("Close to replies")},
        ]
    if post.author_id and post.author_id == here.standing.person.pk:
        acts.append(
            {"key": "restore", "words": _("Put it back")}
            if post.withdrawn_at
            else {"key": "withdraw", "words": _("Take it back")}
        )
    return acts


def _reply_form(
    here: Place,
    post: Post,
    shops: list[Shop],
    craved: dict[str, Any] | None,
    *,
    to: int | None,
    quote: int | None,
    problems: dict[str, Any] | None,
) -> ReplyForm:
    sent = here.request.POST if here.request.method == "POST" and problems is not None else None
    kept = drafts.read(here.community, person=here.standing.person, post=post) if here.standing.is_member else None
    blank = dict.fromkeys(("text", "parent", "quoted", "asks_shop", "leans"), "")
    start: dict[str, Any] = {**blank, **(kept.fields if kept else {})}
    said = sent if sent is not None else start
    quote = quote or (None if to else ids.row_number(str(said.get("quoted", ""))))
    answered = _answered(post, quote or to or ids.row_number(str(said.get("parent", ""))), here)
    if answered:
        start |= {"parent": str(answered.pk), "quoted": str(answered.pk) if quote else ""}
    sides = bool(craved and craved["may_argue"])
    form = ReplyForm([(shop.pk, shop.name) for shop in shops], sent, initial=start, sides=sides)
    if answered:
        form.parent_name = answered.author.shown_name if answered.author else _("someone who left")
        form.quote_of = engine.excerpt(answered.text, 300) if quote else ""
    if problems:
        form.show(problems)
    return form


def _answered(post: Post, number: int | None, here: Place) -> Reply | None:
    if number is None:
        return None
    return Reply.objects.visible_to(here.standing.person).filter(post=post, pk=number).select_related("author").first()


def _shop_answers(
    here: Place, post: Post, shops: list[Shop], tried: int | None, problems: dict[str, Any] | None
) -> list[dict[str, Any]]:
    """A form for each shop shown here that the viewer keeps and that may answer."""
    kept = [shop for shop in shops if shop.pk in here.standing.shops]
    offered = []
    for shop in kept:
        if not shop_policies.can_answer_as_shop(here.standing, post, shop):
            continue
        form = ReplyForm([], here.request.POST if tried == shop.pk else None, auto_id=f"shop-{shop.pk}-%s")
        if tried == shop.pk and problems:
            form.show(problems)
        offered.append({"shop": shop, "form": form})
    return offered
